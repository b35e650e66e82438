import { compareCodePoints } from "./compare-code-points.ts";
import { type MentionColumns, MentionColumnsBuilder } from "./mention-columns.ts";
import { type NameNormalization, normalizeName } from "./name-scanner.ts";

/** One name and one entity it links to. */
export interface MentionRow {
  /** Normalised. */
  readonly name: string;
  readonly title: string;
  /** Links with this name to this entity. */
  readonly count: number;
  /** Links with this name to any entity. */
  readonly nameLinks: number;
  /** Occurrences of the name in the text, linked or not. */
  readonly nameOccurrences: number;
  /** Pages with the name. */
  readonly namePages: number;
}

/**
 * How often a name is a link. "occurrences": links / occurrences (the paper, Appendix C: the probability that the name
 * appears as a hyperlink); "pages": links / pages with the name, at most 1 (the original code).
 */
export type LinkProbability = "occurrences" | "pages";

export interface MentionTableInfo {
  readonly normalization: NameNormalization;
  /** The definition that is meant where a lookup names none. */
  readonly linkProbability: LinkProbability;
}

export interface MentionCandidate {
  readonly title: string;
  /** Share of the name's links that lead to this entity: p(entity | name). */
  readonly prior: number;
  /** Probability that an occurrence of the name is a link at all. */
  readonly linkProbability: number;
  readonly count: number;
}

/** A name found in a text; offsets in UTF-16 code units. The name and its candidates are put together when asked for. */
export interface FoundMention {
  readonly start: number;
  readonly end: number;
  /** Normalised. */
  readonly name: string;
  readonly candidates: readonly MentionCandidate[];
}

export interface MentionFilter {
  /** Names below it are passed over; default 0. The paper's appendix C takes 0.01. */
  readonly minLinkProbability?: number;
  /** Default: all. */
  readonly maxCandidates?: number;
  /** Default: that of the table. */
  readonly linkProbability?: LinkProbability;
}

/** Of a name with so many links and so many places; one that is linked only within words has no place, and 1. */
export function linkProbabilityOf(nameLinks: number, places: number): number {
  return places === 0 ? 1 : Math.min(1, nameLinks / places);
}

/** Names of entities with their candidates, most probable first. Immutable; in memory, in typed arrays. */
export class MentionTable {
  readonly info: MentionTableInfo;
  readonly #columns: MentionColumns;

  /** Rows may come in any order. */
  constructor(rows: Iterable<MentionRow> | MentionColumns, info: MentionTableInfo) {
    this.info = info;
    this.#columns =
      "firstRows" in rows ? rows : new MentionColumnsBuilder(info.normalization).add(rows).finish();
  }

  /** Names in the table. */
  get size(): number {
    return this.#columns.size;
  }

  /** The entities a name may stand for, by falling prior, ties in the order of code points; [] for an unknown name. */
  candidates(name: string, filter: MentionFilter = {}): readonly MentionCandidate[] {
    const number = this.#columns.trie.numberOf(name);
    return number < 0 ? [] : this.#candidatesOf(number, filter);
  }

  /**
   * All names in a text, left to right, the longest at each place; they do not overlap.
   * A name shorter than one that is filtered out may still be found.
   */
  findAll(text: string, filter: MentionFilter = {}): readonly FoundMention[] {
    const { minLinkProbability = 0, linkProbability = this.info.linkProbability } = filter;
    const { trie } = this.#columns;
    const tokens = trie.read(text);
    const found: FoundMention[] = [];
    const lookup: Lookup = {
      text,
      normalization: this.info.normalization,
      candidatesOf: (number) => this.#candidatesOf(number, filter),
    };
    const accepts =
      minLinkProbability > 0
        ? (number: number) => this.#linkProbability(number, linkProbability) >= minLinkProbability
        : undefined;
    for (let at = 0; at < tokens.length; ) {
      const number = trie.longest(tokens, at, accepts);
      const end = number < 0 ? at + 1 : trie.nameEnd;
      if (number >= 0) found.push(new Found(tokens.starts[at]!, tokens.ends[end - 1]!, number, lookup));
      at = end;
    }
    return found;
  }

  /** All rows, by name, then by falling count, then by title; names and titles in the order of code points. */
  *rows(): Generator<MentionRow, void, undefined> {
    const { trie, titles, size, firstRows, totals, rowTitles, rowCounts } = this.#columns;
    const names = trie.names(size);
    const order = Array.from(names, (_, number) => number);
    order.sort((a, b) => compareCodePoints(names[a]!, names[b]!));
    for (const number of order) {
      for (let row = firstRows[number]!; row < firstRows[number + 1]!; row++) {
        yield {
          name: names[number]!,
          title: titles.at(rowTitles[row]!),
          count: rowCounts[row]!,
          nameLinks: totals[number * 3]!,
          nameOccurrences: totals[number * 3 + 1]!,
          namePages: totals[number * 3 + 2]!,
        };
      }
    }
  }

  #candidatesOf(number: number, filter: MentionFilter): MentionCandidate[] {
    const { minLinkProbability = 0, maxCandidates = Infinity } = filter;
    const linkProbability = this.#linkProbability(
      number,
      filter.linkProbability ?? this.info.linkProbability,
    );
    const result: MentionCandidate[] = [];
    if (linkProbability < minLinkProbability) return result;
    const { titles, firstRows, totals, rowTitles, rowCounts } = this.#columns;
    const nameLinks = totals[number * 3]!;
    const first = firstRows[number]!;
    const last = Math.min(firstRows[number + 1]!, first + maxCandidates);
    for (let row = first; row < last; row++) {
      const count = rowCounts[row]!;
      const title = titles.at(rowTitles[row]!);
      result.push({ title, count, prior: count / nameLinks, linkProbability });
    }
    return result;
  }

  #linkProbability(number: number, definition: LinkProbability): number {
    const { totals } = this.#columns;
    return linkProbabilityOf(totals[number * 3]!, totals[number * 3 + (definition === "pages" ? 2 : 1)]!);
  }
}

/** What all that is found in one text share. */
interface Lookup {
  readonly text: string;
  readonly normalization: NameNormalization;
  readonly candidatesOf: (number: number) => readonly MentionCandidate[];
}

class Found implements FoundMention {
  readonly start: number;
  readonly end: number;
  readonly #number: number;
  readonly #lookup: Lookup;

  constructor(start: number, end: number, number: number, lookup: Lookup) {
    this.start = start;
    this.end = end;
    this.#number = number;
    this.#lookup = lookup;
  }

  get name(): string {
    const { text, normalization } = this.#lookup;
    return normalizeName(text.slice(this.start, this.end), normalization);
  }

  get candidates(): readonly MentionCandidate[] {
    return this.#lookup.candidatesOf(this.#number);
  }

  toJSON(): object {
    const { start, end, name, candidates } = this;
    return { start, end, name, candidates };
  }
}
