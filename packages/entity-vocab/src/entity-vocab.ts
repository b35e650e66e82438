export const PAD_TOKEN = "[PAD]";
export const UNK_TOKEN = "[UNK]";
export const MASK_TOKEN = "[MASK]";

/** One row: the titles that share an id (one a language, or a single one without) and how often they are linked to. */
export interface EntityVocabEntry {
  readonly id: number;
  readonly entities: readonly (readonly [title: string, language: string | null])[];
  /** Links to it in the corpus; 0 for special rows and where the file does not say. */
  readonly count: number;
}

/**
 * Entity titles ↔ ids. `size` counts the special rows, as the original's `--vocab-size` does; it is one more than the
 * highest id, so that an embedding table of `size` rows serves every id.
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
  readonly #entities: readonly (EntityVocabEntry["entities"] | undefined)[];
  readonly #counts: Float64Array;
  readonly #ids: Map<string, number> = new Map();

  /** @throws RangeError where a special row is missing or an id is given twice */
  constructor(entries: Iterable<EntityVocabEntry>) {
    const rows: EntityVocabEntry["entities"][] = [];
    const counts: number[] = [];
    for (const { id, entities, count } of entries) {
      if (!Number.isSafeInteger(id) || id < 0)
        throw new RangeError(`An entity id must be an integer ≥ 0, found ${id}`);
      if (rows[id] !== undefined) throw new RangeError(`Entity id ${id} is given twice`);
      rows[id] = entities;
      counts[id] = count;
      for (const [title, language] of entities) this.#ids.set(key(title, language), id);
    }
    this.#entities = rows;
    this.#counts = Float64Array.from({ length: rows.length }, (_, id) => counts[id] ?? 0);
    this.size = rows.length;
    this.padId = this.#special(PAD_TOKEN);
    this.unkId = this.#special(UNK_TOKEN);
    this.maskId = this.#special(MASK_TOKEN);
  }

  /** A vocabulary of one language: the special rows 0, 1, 2, then these in their order. */
  static of(titles: Iterable<{ readonly title: string; readonly count: number }>): EntityVocab {
    const entries: EntityVocabEntry[] = [PAD_TOKEN, UNK_TOKEN, MASK_TOKEN].map((token, id) => ({
      id,
      entities: [[token, null]],
      count: 0,
    }));
    for (const { title, count } of titles)
      entries.push({ id: entries.length, entities: [[title, null]], count });
    return new EntityVocab(entries);
  }

  /** The id, or undefined for an entity that is not in the vocabulary. Vocabularies of one language know no `language`. */
  idOf(title: string, language: string | null = null): number | undefined {
    return this.#ids.get(key(title, language));
  }

  has(title: string, language: string | null = null): boolean {
    return this.idOf(title, language) !== undefined;
  }

  /** The first title of an id. */
  titleOf(id: number): string {
    return this.#row(id)[0]![0];
  }

  countOf(id: number): number {
    this.#row(id);
    return this.#counts[id]!;
  }

  /** All rows in the order of their ids; ids that a file leaves out are passed over. */
  *entries(): Generator<EntityVocabEntry> {
    for (const [id, entities] of this.#entities.entries()) {
      if (entities !== undefined) yield { id, entities, count: this.#counts[id]! };
    }
  }

  #row(id: number): EntityVocabEntry["entities"] {
    const row = this.#entities[id];
    if (row === undefined) throw new RangeError(`There is no entity ${id} in a vocabulary of ${this.size}`);
    return row;
  }

  /** Special rows of multilingual vocabularies carry a language in some files. */
  #special(token: string): number {
    const id = this.#ids.get(token) ?? this.#ids.get(key(token, "en"));
    if (id !== undefined) return id;
    for (const { id, entities } of this.entries()) if (entities.some(([title]) => title === token)) return id;
    throw new RangeError(`An entity vocabulary needs a row ${token}`);
  }
}

function key(title: string, language: string | null): string {
  return language === null ? title : `${language}\u0000${title}`;
}
