import { type EntityTitle, EntityVocab, SPECIAL_TOKENS } from "./entity-vocab.ts";

export interface MergeEntityVocabsOptions {
  /** Rows, the three special ones included; default: all. mLUKE has 1.2 million. */
  readonly size?: number;
  /** Languages an entity has to have a title in; default 1, mLUKE took 3. */
  readonly minLanguages?: number;
}

/**
 * One vocabulary out of those of several languages: titles that stand for the same thing share an id, its count is the
 * sum. Which titles do is told by `groups`, from Wikidata's sitelinks or from interlanguage links; titles that are in no
 * vocabulary are passed over, redirects that a vocabulary keeps are followed. A group that would put two titles of one
 * language under one id is not followed there: the first one counts.
 *
 * Order: the special rows, then by count, ties by the first title in UTF-16 code units, then by its language; the titles
 * of a row stand in the order of `vocabs`.
 *
 * @throws RangeError where a language comes twice, or a vocabulary has titles of none or of several
 */
export async function mergeEntityVocabs(
  vocabs: readonly EntityVocab[],
  groups: Iterable<readonly EntityTitle[]> | AsyncIterable<readonly EntityTitle[]>,
  { size, minLanguages = 1 }: MergeEntityVocabsOptions = {},
): Promise<EntityVocab> {
  if (size !== undefined && (!Number.isSafeInteger(size) || size < 3))
    throw new RangeError(`size must be an integer of at least 3 (the special rows), found ${size}`);
  const languages = vocabs.map(languageOf);
  const twice = languages.find((language, i) => languages.indexOf(language) !== i);
  if (twice !== undefined) throw new RangeError(`Two vocabularies have the language "${twice}"`);

  const joined = new JoinedIds(vocabs.map((vocab) => vocab.size));
  const numbers = new Map(languages.map((language, number) => [language, number]));
  for await (const group of groups) {
    let first: number | undefined;
    for (const [title, language] of group) {
      const number = numbers.get(language ?? "");
      const id = number === undefined ? undefined : vocabs[number]!.idOf(title, language);
      if (id === undefined) continue;
      const place = joined.placeOf(number!, id);
      if (first === undefined) first = place;
      else joined.join(first, place);
    }
  }

  const rows = new Map<number, Row>();
  for (const [number, vocab] of vocabs.entries()) {
    for (const { id, entities, count, redirects = [] } of vocab.entries()) {
      if (isSpecial(vocab, id)) continue;
      const root = joined.rootOf(joined.placeOf(number, id));
      let row = rows.get(root);
      if (row === undefined) rows.set(root, (row = { entities: [], redirects: [], count: 0, languages: 0 }));
      row.entities.push(...entities);
      row.redirects.push(...redirects);
      row.count += count;
      row.languages++;
    }
  }
  const kept = [...rows.values()].filter((row) => row.languages >= minLanguages).sort(order);
  const special = SPECIAL_TOKENS.map((token) => ({ entities: [[token, null]] as const, count: 0 }));
  const wanted = [...special, ...kept].slice(0, size);
  return new EntityVocab(wanted.map((row, id) => ({ id, ...row })));
}

interface Row {
  readonly entities: EntityTitle[];
  readonly redirects: EntityTitle[];
  count: number;
  languages: number;
}

function order(a: Row, b: Row): number {
  const [titleA, languageA] = a.entities[0]!;
  const [titleB, languageB] = b.entities[0]!;
  return b.count - a.count || compare(titleA, titleB) || compare(languageA ?? "", languageB ?? "");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isSpecial(vocab: EntityVocab, id: number): boolean {
  return id === vocab.padId || id === vocab.unkId || id === vocab.maskId;
}

/** The one language of a vocabulary's titles. */
function languageOf(vocab: EntityVocab): string {
  let found: string | undefined;
  for (const { id, entities } of vocab.entries()) {
    if (isSpecial(vocab, id)) continue;
    const [title, language] = entities[0]!;
    if (language === null || (found !== undefined && language !== found)) {
      throw new RangeError(
        `A vocabulary to merge has one language, found ${JSON.stringify(title)} with ${language ?? "none"}${found === undefined ? "" : ` beside ${found}`}`,
      );
    }
    found = language;
  }
  if (found === undefined) throw new RangeError("A vocabulary to merge has no entity");
  return found;
}

/** Ids of several vocabularies in sets of at most one a vocabulary: union-find over one array. */
class JoinedIds {
  readonly #starts: number[] = [];
  readonly #parents: Int32Array;
  /** Members of a set stand in a ring. */
  readonly #next: Int32Array;

  constructor(sizes: readonly number[]) {
    let total = 0;
    for (const size of sizes) {
      this.#starts.push(total);
      total += size;
    }
    this.#parents = Int32Array.from({ length: total }, (_, place) => place);
    this.#next = this.#parents.slice();
  }

  placeOf(vocab: number, id: number): number {
    return this.#starts[vocab]! + id;
  }

  rootOf(place: number): number {
    let root = place;
    while (this.#parents[root] !== root) {
      this.#parents[root] = this.#parents[this.#parents[root]!]!;
      root = this.#parents[root]!;
    }
    return root;
  }

  /** Joins two sets, unless they hold ids of the same vocabulary. */
  join(a: number, b: number): void {
    const [first, second] = [this.rootOf(a), this.rootOf(b)];
    if (first === second) return;
    const taken = new Set(this.#vocabsOf(first));
    for (const vocab of this.#vocabsOf(second)) if (taken.has(vocab)) return;
    this.#parents[second] = first;
    [this.#next[first], this.#next[second]] = [this.#next[second]!, this.#next[first]!];
  }

  #vocabsOf(root: number): number[] {
    const vocabs: number[] = [];
    let place = root;
    do {
      vocabs.push(this.#starts.findLastIndex((start) => start <= place));
      place = this.#next[place]!;
    } while (place !== root);
    return vocabs;
  }
}
