import { NameTrie } from "./name-trie.ts";
import { type NameNormalization, normalizeName, splitNames } from "./split-names.ts";

/** One name and one entity it links to. */
export interface MentionRow {
  /** Normalised. */
  readonly name: string;
  readonly title: string;
  /** Links with this name to this entity. */
  readonly count: number;
  /** Links with this name to any entity. */
  readonly nameLinks: number;
  /** Occurrences of the name in the text (or pages with it, by the original's definition), linked or not. */
  readonly nameOccurrences: number;
}

export interface MentionTableInfo {
  readonly normalization: NameNormalization;
  /** "occurrences": links / occurrences (the paper, Appendix C); "pages": links / pages with the name, at most 1 (the original code). */
  readonly linkProbability: "occurrences" | "pages";
}

export interface MentionCandidate {
  readonly title: string;
  /** Share of the name's links that lead to this entity: p(entity | name). */
  readonly prior: number;
  /** Probability that an occurrence of the name is a link at all. */
  readonly linkProbability: number;
  readonly count: number;
}

/** A name found in a text; offsets in UTF-16 code units. */
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
}

/** Names of entities with their candidates, most probable first. Immutable; in memory. */
export class MentionTable {
  readonly info: MentionTableInfo;
  readonly #rows: readonly MentionRow[];
  /** Name → first row; its rows follow one another. */
  readonly #first: Map<string, number> = new Map();
  readonly #trie: NameTrie = new NameTrie();

  /** Rows may come in any order. */
  constructor(rows: Iterable<MentionRow>, info: MentionTableInfo) {
    this.info = info;
    this.#rows = [...rows].sort(
      (a, b) => order(a.name, b.name) || b.count - a.count || order(a.title, b.title),
    );
    for (const [i, { name }] of this.#rows.entries()) {
      if (this.#first.has(name)) continue;
      this.#first.set(name, i);
      this.#trie.add(name.split(" "), i);
    }
  }

  /** Names in the table. */
  get size(): number {
    return this.#first.size;
  }

  /** The entities a name may stand for, by falling prior; [] for an unknown name. */
  candidates(name: string, filter: MentionFilter = {}): readonly MentionCandidate[] {
    const first = this.#first.get(normalizeName(name, this.info.normalization));
    return first === undefined ? [] : this.#candidatesAt(first, filter);
  }

  /**
   * All names in a text, left to right, the longest at each place; they do not overlap.
   * A name shorter than one that is filtered out may still be found.
   */
  findAll(text: string, filter: MentionFilter = {}): readonly FoundMention[] {
    const { tokens, starts, ends } = splitNames(text, this.info.normalization);
    const ids = this.#trie.tokenIds(tokens);
    const found: FoundMention[] = [];
    for (let at = 0; at < ids.length; ) {
      let longest = -1;
      let end = at + 1;
      this.#trie.match(ids, at, (name, nameEnd) => {
        if (this.#linkProbability(name) < (filter.minLinkProbability ?? 0)) return;
        longest = name;
        end = nameEnd;
      });
      if (longest >= 0) {
        found.push({
          start: starts[at]!,
          end: ends[end - 1]!,
          name: this.#rows[longest]!.name,
          candidates: this.#candidatesAt(longest, filter),
        });
      }
      at = end;
    }
    return found;
  }

  /** All rows, by name, then by falling count, then by title. */
  rows(): readonly MentionRow[] {
    return this.#rows;
  }

  #candidatesAt(
    first: number,
    { minLinkProbability = 0, maxCandidates = Infinity }: MentionFilter,
  ): MentionCandidate[] {
    const linkProbability = this.#linkProbability(first);
    const result: MentionCandidate[] = [];
    if (linkProbability < minLinkProbability) return result;
    const { name } = this.#rows[first]!;
    for (let i = first; this.#rows[i]?.name === name && result.length < maxCandidates; i++) {
      const { title, count, nameLinks } = this.#rows[i]!;
      result.push({ title, count, prior: count / nameLinks, linkProbability });
    }
    return result;
  }

  #linkProbability(first: number): number {
    const { nameLinks, nameOccurrences } = this.#rows[first]!;
    return nameOccurrences === 0 ? 1 : Math.min(1, nameLinks / nameOccurrences);
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
