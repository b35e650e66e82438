import { duplicateTokenId, invalidTokenId } from "./errors.ts";

/** Tokens and their ids, both ways: those of a vocab.json, which copies share, and those added since. */
export class Vocabulary {
  /** One more than the highest id of the file. */
  readonly baseSize: number;
  readonly #baseIds: Readonly<Record<string, number>>;
  readonly #baseTokens: readonly (string | undefined)[]; // by id
  readonly #addedIds: Map<string, number>;
  readonly #addedTokens: Map<number, string>;
  #size: number;

  /** @throws LukeError TOK004 an id is not one · TOK005 two tokens have the same */
  constructor(base: Readonly<Record<string, number>> | Vocabulary) {
    if (base instanceof Vocabulary) {
      this.baseSize = base.baseSize;
      this.#baseIds = base.#baseIds;
      this.#baseTokens = base.#baseTokens;
      this.#addedIds = new Map(base.#addedIds);
      this.#addedTokens = new Map(base.#addedTokens);
      this.#size = base.#size;
      return;
    }
    const tokens: string[] = [];
    for (const token of Object.keys(base)) {
      const id = base[token]!;
      if (!isId(id)) throw invalidTokenId(token, id);
      const other = tokens[id];
      if (other !== undefined) throw duplicateTokenId(id, other, token);
      tokens[id] = token;
    }
    this.#baseIds = base;
    this.#baseTokens = tokens;
    this.#addedIds = new Map();
    this.#addedTokens = new Map();
    this.baseSize = tokens.length;
    this.#size = tokens.length;
  }

  /** One more than the highest id: the rows an embedding table needs. */
  get size(): number {
    return this.#size;
  }

  /** @throws LukeError TOK004, TOK005 */
  set(token: string, id: number): void {
    if (!isId(id)) throw invalidTokenId(token, id);
    const other = this.tokenOf(id);
    if (other === token) return;
    if (other !== undefined) throw duplicateTokenId(id, other, token);
    this.#addedIds.set(token, id);
    this.#addedTokens.set(id, token);
    this.#size = Math.max(this.#size, id + 1);
  }

  idOf(token: string): number | undefined {
    return this.#addedIds.get(token) ?? this.baseIdOf(token);
  }

  /** The id of a token of the file. */
  baseIdOf(token: string): number | undefined {
    return Object.hasOwn(this.#baseIds, token) ? this.#baseIds[token] : undefined;
  }

  tokenOf(id: number): string | undefined {
    return this.#baseTokens[id] ?? this.#addedTokens.get(id);
  }
}

function isId(id: unknown): id is number {
  return typeof id === "number" && Number.isInteger(id) && id >= 0 && id <= 0x7fffffff;
}
