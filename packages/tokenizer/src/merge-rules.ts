import { byteToCharacter, isInAlphabet } from "./byte-alphabet.ts";
import { malformedMerge, mergeOfUnknownCharacter } from "./errors.ts";
import { PairTable } from "./pair-table.ts";

/** A rank no rule has: "these two do not merge". */
export const NO_RANK = 0x7fffffff;

/**
 * The merge rules of a BPE over symbols: 0 to 255 are the bytes, then one for each string the rules name.
 *
 * Symbols are not token ids, so a vocabulary may lack a string that the rules pass through.
 */
export class MergeRules {
  /** The string in the byte alphabet of each symbol. */
  readonly strings: readonly string[];
  readonly #pairs: PairTable;
  readonly #ranks: Int32Array; // by number of the pair
  readonly #merged: Int32Array; // by rank

  /**
   * @param lines "left right", best first; of a rule named twice the last rank counts, as in the reference
   * @param where what errors call the source of the lines
   * @param firstLine the line number of `lines[0]` there
   */
  constructor(lines: readonly string[], where = "merges", firstLine = 1) {
    const strings = Array.from(byteToCharacter, (character) => String.fromCharCode(character));
    const symbols = new Map(strings.map((string, symbol) => [string, symbol]));
    const symbolOf = (string: string): number => {
      let symbol = symbols.get(string);
      if (symbol === undefined) {
        symbol = strings.push(string) - 1;
        symbols.set(string, symbol);
      }
      return symbol;
    };

    const pairs = new PairTable(lines.length);
    const ranks = new Int32Array(lines.length);
    const merged = new Int32Array(lines.length);
    lines.forEach((line, rank) => {
      const space = line.indexOf(" ");
      if (space <= 0 || space === line.length - 1 || line.indexOf(" ", space + 1) >= 0) {
        throw malformedMerge(where, firstLine + rank, line);
      }
      const left = line.slice(0, space);
      const right = line.slice(space + 1);
      const whole = left + right;
      if (!isInAlphabet(whole)) throw mergeOfUnknownCharacter(where, firstLine + rank, line);
      ranks[pairs.add(symbolOf(left), symbolOf(right))] = rank;
      merged[rank] = symbolOf(whole);
    });
    this.strings = strings;
    this.#pairs = pairs;
    this.#ranks = ranks;
    this.#merged = merged;
  }

  /** The rank of the rule that merges two symbols, or NO_RANK. */
  rank(left: number, right: number): number {
    const pair = this.#pairs.find(left, right);
    return pair < 0 ? NO_RANK : this.#ranks[pair]!;
  }

  /** The symbol that the rule of this rank makes. */
  merged(rank: number): number {
    return this.#merged[rank]!;
  }
}
