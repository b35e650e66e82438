import { byteToCharacter, isInAlphabet } from "./byte-alphabet.ts";
import { malformedMerge, mergeOfUnknownCharacter } from "./errors.ts";
import { PairTable } from "./pair-table.ts";
import { SymbolTable } from "./symbol-table.ts";

/** A rank no rule has: "these two do not merge". */
export const NO_RANK = 0x7fffffff;

/**
 * The merge rules of a BPE over symbols: 0 to 255 are the bytes, then one for each string the rules name.
 *
 * Symbols are not token ids, so a vocabulary may lack a string that the rules pass through.
 */
export class MergeRules {
  readonly #symbols: SymbolTable;
  readonly #pairs: PairTable;
  readonly #ranks: Int32Array; // by number of the pair
  readonly #merged: Int32Array; // by rank
  readonly #byteRanks: Int32Array = new Int32Array(256 * 256).fill(NO_RANK); // by left byte × 256 + right byte

  /**
   * @param lines "left right", best first; of a rule named twice the last rank counts, as in the reference
   * @param where what errors call the source of the lines
   * @param firstLine the line number of `lines[0]` there
   */
  constructor(lines: readonly string[], where = "merges", firstLine = 1) {
    const symbols = new SymbolTable(lines.length + 256);
    for (const character of byteToCharacter) symbols.add(String.fromCharCode(character));
    const pairs = new PairTable(lines.length);
    const ranks = new Int32Array(lines.length);
    const merged = new Int32Array(lines.length);
    lines.forEach((line, rank) => {
      const space = line.indexOf(" ");
      if (space <= 0 || space === line.length - 1 || line.indexOf(" ", space + 1) >= 0) {
        throw malformedMerge(where, firstLine + rank, line);
      }
      const known = symbols.size;
      const left = symbols.add(line, 0, space);
      const right = symbols.add(line, space + 1, line.length);
      if (symbols.size > known && !isInAlphabet(line.slice(0, space) + line.slice(space + 1))) {
        throw mergeOfUnknownCharacter(where, firstLine + rank, line);
      }
      ranks[pairs.add(left, right)] = rank;
      if (left < 256 && right < 256) this.#byteRanks[(left << 8) | right] = rank;
      merged[rank] = symbols.addJoined(line, space);
    });
    this.#symbols = symbols;
    this.#pairs = pairs;
    this.#ranks = ranks;
    this.#merged = merged;
  }

  get numRanks(): number {
    return this.#merged.length;
  }

  /** The number of symbols. */
  get numSymbols(): number {
    return this.#symbols.size;
  }

  /** The string in the byte alphabet that a symbol stands for. */
  stringOf(symbol: number): string {
    return this.#symbols.string(symbol);
  }

  /** The rank of the rule that merges two symbols, or NO_RANK. */
  rank(left: number, right: number): number {
    if (left < 256 && right < 256) return this.#byteRanks[(left << 8) | right]!;
    const pair = this.#pairs.find(left, right);
    return pair < 0 ? NO_RANK : this.#ranks[pair]!;
  }

  /** The symbol that the rule of this rank makes. */
  merged(rank: number): number {
    return this.#merged[rank]!;
  }
}
