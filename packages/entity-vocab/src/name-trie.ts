/** A trie over tokens in typed arrays: names in, and all names that begin at a token of a text out. */
export class NameTrie {
  readonly #tokenIds: Map<string, number> = new Map();
  /** Open addressing: (node, token) → child. */
  #parents: Int32Array = new Int32Array(1024).fill(-1);
  #tokens: Int32Array = new Int32Array(1024);
  #children: Int32Array = new Int32Array(1024);
  /** The name that ends at a node, or -1. */
  #names: Int32Array = new Int32Array(512).fill(-1);
  #nodes = 1;

  /** Gives the name of these tokens a number; the first number given to a name stays. */
  add(tokens: readonly string[], name: number): void {
    let node = 0;
    for (const token of tokens) {
      let id = this.#tokenIds.get(token);
      if (id === undefined) this.#tokenIds.set(token, (id = this.#tokenIds.size));
      node = this.#step(node, id, true);
    }
    if (node !== 0 && this.#names[node] === -1) this.#names[node] = name;
  }

  /** Ids for {@link match}; -1 for a token no name has. */
  tokenIds(tokens: readonly string[]): Int32Array {
    return Int32Array.from(tokens, (token) => this.#tokenIds.get(token) ?? -1);
  }

  /** Calls `found` for every name that begins at token `at`, shorter ones first. */
  match(tokens: Int32Array, at: number, found: (name: number, end: number) => void): void {
    let node = 0;
    for (let i = at; i < tokens.length; i++) {
      const id = tokens[i]!;
      if (id < 0) return;
      node = this.#step(node, id, false);
      if (node < 0) return;
      const name = this.#names[node]!;
      if (name >= 0) found(name, i + 1);
    }
  }

  #step(node: number, token: number, grow: boolean): number {
    let mask = this.#parents.length - 1;
    let slot = hash(node, token) & mask;
    while (this.#parents[slot] !== -1) {
      if (this.#parents[slot] === node && this.#tokens[slot] === token) return this.#children[slot]!;
      slot = (slot + 1) & mask;
    }
    if (!grow) return -1;
    if (this.#nodes * 2 > this.#parents.length) {
      this.#rehash();
      mask = this.#parents.length - 1;
      slot = hash(node, token) & mask;
      while (this.#parents[slot] !== -1) slot = (slot + 1) & mask;
    }
    const child = this.#nodes++;
    this.#parents[slot] = node;
    this.#tokens[slot] = token;
    this.#children[slot] = child;
    return child;
  }

  #rehash(): void {
    const [parents, tokens, children, names] = [this.#parents, this.#tokens, this.#children, this.#names];
    const size = parents.length * 2;
    this.#parents = new Int32Array(size).fill(-1);
    this.#tokens = new Int32Array(size);
    this.#children = new Int32Array(size);
    this.#names = new Int32Array(size / 2 + 1).fill(-1);
    this.#names.set(names.subarray(0, Math.min(names.length, this.#names.length)));
    for (let i = 0; i < parents.length; i++) {
      if (parents[i] === -1) continue;
      let slot = hash(parents[i]!, tokens[i]!) & (size - 1);
      while (this.#parents[slot] !== -1) slot = (slot + 1) & (size - 1);
      this.#parents[slot] = parents[i]!;
      this.#tokens[slot] = tokens[i]!;
      this.#children[slot] = children[i]!;
    }
  }
}

function hash(node: number, token: number): number {
  let h = Math.imul(node, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 13)) >>> 0;
}
