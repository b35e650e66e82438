import { PackedStrings } from "./packed-strings.ts";

/** The entity that fills up: row 0. */
export const PAD_TOKEN = "[PAD]";
/** The entity that stands for all that have no row: row 1. */
export const UNK_TOKEN = "[UNK]";
/** The entity to be predicted: row 2. */
export const MASK_TOKEN = "[MASK]";
export const SPECIAL_TOKENS: readonly string[] = [PAD_TOKEN, UNK_TOKEN, MASK_TOKEN];

/** A title, in a vocabulary of several languages with its language. */
export type EntityTitle = readonly [title: string, language: string | null];

/** One row: the titles that share an id (one a language, or a single one without) and how often they are linked to. */
export interface EntityVocabEntry {
  readonly id: number;
  readonly entities: readonly EntityTitle[];
  /** Links to it in the corpus; 0 for special rows and where the file does not say. */
  readonly count: number;
  /** Titles that lead to it by redirect, where they are kept. */
  readonly redirects?: readonly EntityTitle[];
}

/**
 * Entity titles ↔ ids. `size` counts the special rows, as the original's `--vocab-size` does; it is one more than the
 * highest id, so that an embedding table of `size` rows serves every id. Kept in typed arrays: half a million entities
 * take some 45 MB.
 *
 * @example
 * const vocab = EntityVocab.of([{ title: "Tokyo", count: 12 }]);
 * vocab.idOf("Tokyo"); // 3
 */
export class EntityVocab {
  readonly size: number;
  readonly padId: number;
  readonly unkId: number;
  readonly maskId: number;
  /** Titles and redirects, those with a language as `language NUL title`. */
  readonly #keys: PackedStrings = new PackedStrings();
  readonly #idOfKey: Int32Array;
  readonly #titles: Grouped;
  readonly #redirects: Grouped;
  readonly #counts: Float64Array;

  /** @throws RangeError where a special row is missing, an id is given twice or a title has two ids */
  constructor(entries: Iterable<EntityVocabEntry>) {
    const ids: number[] = [];
    const redirects: number[] = [];
    const counts: number[] = [];
    for (const { id, entities, count, redirects: names = [] } of entries) {
      if (!Number.isSafeInteger(id) || id < 0)
        throw new RangeError(`An entity id must be an integer ≥ 0, found ${id}`);
      if ((counts[id] ?? missing) !== missing) throw new RangeError(`Entity id ${id} is given twice`);
      if (id > counts.length + longestGap)
        throw new RangeError(
          `Entity id ${id} is far beyond the other ids, of which ${counts.length} is next`,
        );
      while (counts.length < id) counts.push(missing);
      counts[id] = count;
      for (const [title, language] of entities) {
        const key = this.#keys.add(keyOf(title, language));
        if (key < ids.length && ids[key] !== id)
          throw new RangeError(`The entity ${JSON.stringify(title)} has the ids ${ids[key]} and ${id}`);
        ids[key] = id;
      }
      for (const [title, language] of names) {
        const key = this.#keys.add(keyOf(title, language));
        if (key < ids.length) continue; // a title, or the redirect of an earlier row
        ids[key] = id;
        redirects.push(key);
      }
    }
    this.#keys.trim();
    this.size = counts.length;
    this.#idOfKey = Int32Array.from(ids);
    const isRedirect = new Uint8Array(ids.length);
    for (const key of redirects) isRedirect[key] = 1;
    this.#titles = groupKeys(this.#idOfKey, this.size, isRedirect, 0);
    this.#redirects = groupKeys(this.#idOfKey, this.size, isRedirect, 1);
    this.#counts = Float64Array.from({ length: this.size }, (_, id) => Math.max(counts[id]!, 0));
    this.padId = this.#special(PAD_TOKEN);
    this.unkId = this.#special(UNK_TOKEN);
    this.maskId = this.#special(MASK_TOKEN);
  }

  /** A vocabulary of one language: the special rows 0, 1, 2, then these in their order. */
  static of(titles: Iterable<CountedTitle>, language: string | null = null): EntityVocab {
    return new EntityVocab(rowsOf(titles, language));
  }

  /** The id, or undefined for an entity that is not in the vocabulary. Vocabularies of one language know no `language`. */
  idOf(title: string, language: string | null = null): number | undefined {
    const key = this.#keys.indexOf(keyOf(title, language));
    return key < 0 ? undefined : this.#idOfKey[key];
  }

  has(title: string, language: string | null = null): boolean {
    return this.idOf(title, language) !== undefined;
  }

  /** The first title of an id. */
  titleOf(id: number): string {
    return this.entitiesOf(id)[0]![0];
  }

  /** The titles of an id, with their languages. */
  entitiesOf(id: number): readonly EntityTitle[] {
    const titles = this.#keysOf(this.#titles, id);
    if (titles.length === 0) throw new RangeError(`There is no entity ${id} in a vocabulary of ${this.size}`);
    return titles;
  }

  /** Titles that lead to it by redirect; none unless the vocabulary was built with them. */
  redirectsOf(id: number): readonly EntityTitle[] {
    return this.#keysOf(this.#redirects, id);
  }

  countOf(id: number): number {
    this.entitiesOf(id);
    return this.#counts[id]!;
  }

  /** All rows in the order of their ids; ids that a file leaves out are passed over. */
  *entries(): Generator<EntityVocabEntry> {
    for (let id = 0; id < this.size; id++) {
      const entities = this.#keysOf(this.#titles, id);
      if (entities.length === 0) continue;
      const redirects = this.redirectsOf(id);
      yield {
        id,
        entities,
        count: this.#counts[id]!,
        ...(redirects.length === 0 ? {} : { redirects }),
      };
    }
  }

  #keysOf({ starts, keys }: Grouped, id: number): EntityTitle[] {
    const titles: EntityTitle[] = [];
    for (let i = starts[id] ?? 0; i < (starts[id + 1] ?? 0); i++)
      titles.push(titleOf(this.#keys.at(keys[i]!)));
    return titles;
  }

  /** Special rows of multilingual vocabularies carry a language in some files. */
  #special(token: string): number {
    const id = this.idOf(token) ?? this.idOf(token, "en");
    if (id !== undefined) return id;
    for (let id = 0; id < this.size; id++) {
      if (this.#keysOf(this.#titles, id).some(([title]) => title === token)) return id;
    }
    throw new RangeError(`An entity vocabulary needs a row ${token}`);
  }
}

/** A title with the number of links to it, and the redirects that lead there. */
export interface CountedTitle {
  readonly title: string;
  readonly count: number;
  readonly redirects?: readonly string[];
}

function* rowsOf(titles: Iterable<CountedTitle>, language: string | null): Generator<EntityVocabEntry> {
  for (const [id, token] of SPECIAL_TOKENS.entries()) yield { id, entities: [[token, null]], count: 0 };
  let id = SPECIAL_TOKENS.length;
  for (const { title, count, redirects } of titles) {
    yield {
      id: id++,
      entities: [[title, language]],
      count,
      ...(redirects === undefined ? {} : { redirects: redirects.map((name) => [name, language] as const) }),
    };
  }
}

/** The count of an id that is left out, and how many may be in a row. */
const missing = -1;
const longestGap = 10_000_000;

/** The keys of each id, in the order given: those of `id` are `keys[starts[id]]` up to `keys[starts[id + 1]]`. */
interface Grouped {
  readonly starts: Uint32Array;
  readonly keys: Uint32Array;
}

/** `flags` leaves out the keys that have another than `wanted`. */
function groupKeys(idOfKey: Int32Array, size: number, flags: Uint8Array, wanted: number): Grouped {
  const starts = new Uint32Array(size + 1);
  for (let key = 0; key < idOfKey.length; key++) {
    if (flags[key] === wanted) starts[idOfKey[key]! + 1]!++;
  }
  for (let id = 0; id < size; id++) starts[id + 1]! += starts[id]!;
  const next = starts.slice();
  const keys = new Uint32Array(starts[size]!);
  for (let key = 0; key < idOfKey.length; key++) {
    if (flags[key] === wanted) keys[next[idOfKey[key]!]!++] = key;
  }
  return { starts, keys };
}

function keyOf(title: string, language: string | null): string {
  return language === null ? title : `${language}\u0000${title}`;
}

function titleOf(key: string): EntityTitle {
  const end = key.indexOf("\u0000");
  return end < 0 ? [key, null] : [key.slice(end + 1), key.slice(0, end)];
}
