import { compareCodePoints } from "./compare-code-points.ts";
import type { MentionRow } from "./mention-table.ts";
import type { NameNormalization } from "./name-scanner.ts";
import { NameTrie } from "./name-trie.ts";
import { PackedStrings } from "./packed-strings.ts";

/** The rows of a mention table in typed arrays, grouped by the numbers that the trie gives to names. */
export interface MentionColumns {
  readonly trie: NameTrie;
  readonly titles: PackedStrings;
  /** Names, numbered from 0. */
  readonly size: number;
  /** Of each name its first row; the next one's is its end. */
  readonly firstRows: Uint32Array;
  /** Of each name: links, occurrences, pages. */
  readonly totals: Uint32Array;
  /** Of each row; rows of a name by falling count, ties by title in the order of code points. */
  readonly rowTitles: Uint32Array;
  readonly rowCounts: Uint32Array;
}

/** Takes rows in any order. */
export class MentionColumnsBuilder {
  readonly #trie: NameTrie;
  readonly #titles: PackedStrings = new PackedStrings();
  readonly #totals = new GrowingArray();
  /** Of each row: name, title, count. */
  readonly #rows = new GrowingArray();
  #size = 0;

  constructor(normalization: NameNormalization) {
    this.#trie = new NameTrie(normalization);
  }

  add(rows: Iterable<MentionRow>): this {
    for (const { name, title, count, nameLinks, nameOccurrences, namePages } of rows) {
      const number = this.#trie.add(name, this.#size);
      if (number === this.#size) {
        this.#size++;
        this.#totals.push(nameLinks);
        this.#totals.push(nameOccurrences);
        this.#totals.push(namePages);
      }
      this.#rows.push(number);
      this.#rows.push(this.#titles.add(title));
      this.#rows.push(count);
    }
    return this;
  }

  finish(): MentionColumns {
    const rows = this.#rows.values();
    const numRows = rows.length / 3;
    const firstRows = new Uint32Array(this.#size + 1);
    for (let row = 0; row < numRows; row++) firstRows[rows[row * 3]! + 1]!++;
    for (let name = 0; name < this.#size; name++) firstRows[name + 1]! += firstRows[name]!;
    const next = firstRows.slice();
    const rowTitles = new Uint32Array(numRows);
    const rowCounts = new Uint32Array(numRows);
    for (let row = 0; row < numRows; row++) {
      const place = next[rows[row * 3]!]!++;
      rowTitles[place] = rows[row * 3 + 1]!;
      rowCounts[place] = rows[row * 3 + 2]!;
    }
    const titles = this.#titles.trim();
    for (let name = 0; name < this.#size; name++)
      sortRows(titles, rowTitles, rowCounts, firstRows[name]!, firstRows[name + 1]!);
    return {
      trie: this.#trie,
      titles,
      size: this.#size,
      firstRows,
      totals: this.#totals.values().slice(),
      rowTitles,
      rowCounts,
    };
  }
}

/** Nothing is left to do for the rows of a table that was written. */
function sortRows(
  titles: PackedStrings,
  rowTitles: Uint32Array,
  rowCounts: Uint32Array,
  from: number,
  to: number,
): void {
  const compare = (a: number, b: number) =>
    rowCounts[b]! - rowCounts[a]! || compareCodePoints(titles.at(rowTitles[a]!), titles.at(rowTitles[b]!));
  let sorted = true;
  for (let row = from + 1; row < to && sorted; row++) sorted = compare(row - 1, row) <= 0;
  if (sorted) return;
  const order = Array.from({ length: to - from }, (_, i) => from + i).sort(compare);
  const newTitles = order.map((row) => rowTitles[row]!);
  const newCounts = order.map((row) => rowCounts[row]!);
  rowTitles.set(newTitles, from);
  rowCounts.set(newCounts, from);
}

/** Numbers below 2³² of which it is not known how many there will be. */
class GrowingArray {
  #length = 0;
  #values: Uint32Array = new Uint32Array(1024);

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const values = new Uint32Array(Math.ceil(this.#length * 1.5));
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[this.#length++] = value;
  }

  values(): Uint32Array {
    return this.#values.subarray(0, this.#length);
  }
}
