import type { NameTrie } from "./name-trie.ts";
import { readRows } from "./read-rows.ts";

/** How often each name stands in a text at all, longer names around it or not, and on how many pages. */
export class NameCounts {
  readonly occurrences: Uint32Array;
  readonly pages: Uint32Array;
  readonly #trie: NameTrie;
  /** The page on which a name stood last. */
  readonly #lastPages: Uint32Array;
  #page = 0;
  readonly #count: (number: number) => void;

  constructor(trie: NameTrie, size: number) {
    this.#trie = trie;
    this.occurrences = new Uint32Array(size);
    this.pages = new Uint32Array(size);
    this.#lastPages = new Uint32Array(size);
    this.#count = (number) => {
      this.occurrences[number]!++;
      if (this.#lastPages[number] === this.#page) return;
      this.#lastPages[number] = this.#page;
      this.pages[number]!++;
    };
  }

  /** Counts a table of paragraphs; how many UTF-16 code units they have. */
  async addTable(path: string): Promise<number> {
    let page: bigint | undefined;
    let characters = 0;
    for await (const rows of readRows<{ page: bigint; text: string }>(path, ["page", "text"])) {
      for (const row of rows) {
        if (row.page !== page) this.nextPage();
        page = row.page;
        characters += row.text.length;
        this.add(row.text);
      }
    }
    return characters;
  }

  /** Says that the text to come stands on another page. */
  nextPage(): void {
    this.#page++;
  }

  add(text: string): void {
    const tokens = this.#trie.read(text);
    for (let at = 0; at < tokens.length; at++) this.#trie.match(tokens, at, this.#count);
  }
}
