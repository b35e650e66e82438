import { duplicateTokenId, invalidTokenId } from "./errors.ts";

/** Tokens and their ids, both ways. */
export class Vocabulary {
  readonly #ids: Map<string, number> = new Map();
  readonly #tokens: Map<number, string> = new Map();
  #size = 0;

  constructor(entries: Readonly<Record<string, number>>) {
    for (const [token, id] of Object.entries(entries)) this.set(token, id);
  }

  /** One more than the highest id: the rows an embedding table needs. */
  get size(): number {
    return this.#size;
  }

  set(token: string, id: number): void {
    if (!Number.isInteger(id) || id < 0 || id > 0x7fffffff) throw invalidTokenId(token, id);
    const other = this.#tokens.get(id);
    if (other !== undefined && other !== token) throw duplicateTokenId(id, other, token);
    this.#ids.set(token, id);
    this.#tokens.set(id, token);
    this.#size = Math.max(this.#size, id + 1);
  }

  idOf(token: string): number | undefined {
    return this.#ids.get(token);
  }

  tokenOf(id: number): string | undefined {
    return this.#tokens.get(id);
  }
}
