import { type NameNormalization, NameScanner } from "./name-scanner.ts";
import { PackedStrings, type SharedStrings, shared } from "./packed-strings.ts";

/** The tokens of a text as a trie knows them; good until the next text is read. */
export interface TrieTokens {
  readonly length: number;
  /** -1 for a token no name has. */
  readonly ids: Int32Array;
  /** UTF-16 offsets. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** A trie's arrays, in memory that threads share. */
export interface SharedTrie {
  readonly normalization: NameNormalization;
  readonly tokens: SharedStrings;
  readonly roots: Int32Array;
  readonly edges: Int32Array;
  readonly nodes: Uint32Array;
}

/** Places of an edge: the node it leaves, its token, the node it leads to. */
const edgeSize = 3;

/** A trie over tokens in typed arrays: names in, and the names that begin at a token of a text out. */
export class NameTrie {
  readonly normalization: NameNormalization;
  /** Where the name ends that {@link NameTrie.longest} found. */
  nameEnd = 0;
  readonly #scanner: NameScanner;
  #tokens: PackedStrings = new PackedStrings();
  /** Token → the node of names that begin with it; 0 for none. */
  #roots: Int32Array = new Int32Array(1024);
  /** Open addressing by (node, token), an empty place leaves node 0; at most two thirds are taken. */
  #edges: Int32Array = new Int32Array(1024 * edgeSize);
  #numEdges = 0;
  /** Of each node twice the number + 1 of the name that ends there, or 0; plus 1 where edges leave it. */
  #nodes: Uint32Array = new Uint32Array(1024);
  #numNodes = 1;
  #ids: Int32Array = new Int32Array(256);
  #starts: Int32Array = new Int32Array(256);
  #ends: Int32Array = new Int32Array(256);

  constructor(normalization: NameNormalization) {
    this.normalization = normalization;
    this.#scanner = new NameScanner(normalization);
  }

  /** A trie over the arrays of another; nothing can be added. */
  static of({ normalization, tokens, roots, edges, nodes }: SharedTrie): NameTrie {
    const trie = new NameTrie(normalization);
    trie.#tokens = PackedStrings.of(tokens);
    trie.#roots = roots;
    trie.#edges = edges;
    trie.#nodes = nodes;
    return trie;
  }

  share(): SharedTrie {
    return {
      normalization: this.normalization,
      tokens: this.#tokens.share(),
      roots: shared(this.#roots.subarray(0, this.#tokens.size)),
      edges: shared(this.#edges),
      nodes: shared(this.#nodes.subarray(0, this.#numNodes)),
    };
  }

  /** Gives a normalised name a number from 0 on; one it has already stays, and is the result. */
  add(name: string, number: number): number {
    let node = 0;
    for (let from = 0; from <= name.length; ) {
      let to = name.indexOf(" ", from);
      if (to < 0) to = name.length;
      const token = this.#tokens.add(name.slice(from, to));
      node = node === 0 ? this.#root(token) : this.#child(node, token);
      from = to + 1;
    }
    const entry = this.#nodes[node]!;
    if (entry > 1) return (entry >>> 1) - 1;
    this.#nodes[node] = ((number + 1) << 1) | entry;
    return number;
  }

  /** The number of a name as it stands in a text, or -1. */
  numberOf(name: string): number {
    const { length, ids } = this.read(name);
    let node = 0;
    for (let i = 0; i < length; i++) {
      node = i === 0 ? this.#rootOf(ids[0]!) : this.#childOf(node, ids[i]!);
      if (node === 0) return -1;
    }
    return (this.#nodes[node]! >>> 1) - 1;
  }

  /** The tokens of a text. */
  read(text: string): TrieTokens {
    const scanner = this.#scanner.begin(text);
    const tokens = this.#tokens;
    let length = 0;
    while (scanner.next()) {
      if (length === this.#ids.length) this.#growTokens();
      this.#ids[length] = tokens.indexOfUnits(scanner.units, scanner.length, scanner.hash);
      this.#starts[length] = scanner.start;
      this.#ends[length] = scanner.end;
      length++;
    }
    return { length, ids: this.#ids, starts: this.#starts, ends: this.#ends };
  }

  /** Calls `found` for every name that begins at token `at`, shorter ones first; `end` is the token after it. */
  match({ length, ids }: TrieTokens, at: number, found: (number: number, end: number) => void): void {
    let node = this.#rootOf(ids[at]!);
    for (let end = at + 1; node !== 0; end++) {
      const entry = this.#nodes[node]!;
      if (entry > 1) found((entry >>> 1) - 1, end);
      if ((entry & 1) === 0 || end === length) return;
      node = this.#childOf(node, ids[end]!);
    }
  }

  /**
   * The number of the longest name that begins at token `at` and that `accepts` takes, or -1; {@link NameTrie.nameEnd} is
   * then the token after it.
   */
  longest(
    { length, ids }: TrieTokens,
    at: number,
    accepts: ((number: number) => boolean) | undefined,
  ): number {
    let node = this.#rootOf(ids[at]!);
    let longest = -1;
    for (let end = at + 1; node !== 0; end++) {
      const entry = this.#nodes[node]!;
      if (entry > 1 && (accepts === undefined || accepts((entry >>> 1) - 1))) {
        longest = (entry >>> 1) - 1;
        this.nameEnd = end;
      }
      if ((entry & 1) === 0 || end === length) break;
      node = this.#childOf(node, ids[end]!);
    }
    return longest;
  }

  /** All names by their numbers, from 0 to `size`; those that have none are empty. */
  names(size: number): string[] {
    const parents = new Int32Array(this.#numNodes);
    const tokens = new Int32Array(this.#numNodes);
    for (let token = 0; token < this.#tokens.size; token++) tokens[this.#roots[token]!] = token;
    for (let i = 0; i < this.#edges.length; i += edgeSize) {
      if (this.#edges[i] === 0) continue;
      parents[this.#edges[i + 2]!] = this.#edges[i]!;
      tokens[this.#edges[i + 2]!] = this.#edges[i + 1]!;
    }
    const names = new Array<string>(size).fill("");
    for (let node = 1; node < this.#numNodes; node++) {
      const entry = this.#nodes[node]!;
      if (entry <= 1) continue;
      let name = this.#tokens.at(tokens[node]!);
      for (let up = parents[node]!; up !== 0; up = parents[up]!)
        name = `${this.#tokens.at(tokens[up]!)} ${name}`;
      names[(entry >>> 1) - 1] = name;
    }
    return names;
  }

  #rootOf(token: number): number {
    return token < 0 ? 0 : this.#roots[token]!;
  }

  #root(token: number): number {
    if (token >= this.#roots.length) {
      const roots = new Int32Array(Math.ceil(token * 1.5));
      roots.set(this.#roots);
      this.#roots = roots;
    }
    if (this.#roots[token] === 0) this.#roots[token] = this.#newNode();
    return this.#roots[token]!;
  }

  #childOf(node: number, token: number): number {
    const edges = this.#edges;
    if (token < 0) return 0;
    for (let at = placeOf(node, token, edges.length); edges[at] !== 0; ) {
      if (edges[at] === node && edges[at + 1] === token) return edges[at + 2]!;
      at += edgeSize;
      if (at === edges.length) at = 0;
    }
    return 0;
  }

  #child(node: number, token: number): number {
    const known = this.#childOf(node, token);
    if (known !== 0) return known;
    if (this.#numEdges * 3 * edgeSize >= this.#edges.length * 2) this.#growEdges();
    const child = this.#newNode();
    this.#nodes[node]! |= 1;
    insert(this.#edges, node, token, child);
    this.#numEdges++;
    return child;
  }

  #newNode(): number {
    if (this.#numNodes === this.#nodes.length) {
      const nodes = new Uint32Array(Math.ceil(this.#numNodes * 1.5));
      nodes.set(this.#nodes);
      this.#nodes = nodes;
    }
    return this.#numNodes++;
  }

  #growEdges(): void {
    const old = this.#edges;
    const edges = new Int32Array(Math.ceil((old.length / edgeSize) * 1.6) * edgeSize);
    for (let i = 0; i < old.length; i += edgeSize) {
      if (old[i] !== 0) insert(edges, old[i]!, old[i + 1]!, old[i + 2]!);
    }
    this.#edges = edges;
  }

  #growTokens(): void {
    const grow = (values: Int32Array) => {
      const grown = new Int32Array(values.length * 2);
      grown.set(values);
      return grown;
    };
    [this.#ids, this.#starts, this.#ends] = [grow(this.#ids), grow(this.#starts), grow(this.#ends)];
  }
}

function insert(edges: Int32Array, node: number, token: number, child: number): void {
  let at = placeOf(node, token, edges.length);
  while (edges[at] !== 0) {
    at += edgeSize;
    if (at === edges.length) at = 0;
  }
  edges[at] = node;
  edges[at + 1] = token;
  edges[at + 2] = child;
}

/** The first place to look at, of so many numbers in the table. */
function placeOf(node: number, token: number, length: number): number {
  let h = Math.imul(node, 0x9e3779b1) ^ Math.imul(token + 1, 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  h = (h ^ (h >>> 13)) >>> 0;
  return Math.floor((h * (length / edgeSize)) / 0x100000000) * edgeSize;
}
