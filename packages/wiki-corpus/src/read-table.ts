/** Tables that are kept: a cell is a paragraph, what formats it is left out. */
import { afterBracket } from "./match-brackets.ts";
import type { ScannerState } from "./scanner-state.ts";

const [NEWLINE, BANG, PLUS, DASH, PIPE, CLOSE] = [10, 33, 43, 45, 124, 125];

/** Reads `{|` at `i`, whose end is known, up to the end of its line; returns where its rows begin. */
export function readTable(state: ScannerState, i: number): number {
  const match = state.matches[i]!;
  // The bar of "|}" belongs to the end.
  const limit = (match >> 3) - 1;
  state.breakParagraph();
  state.openTables++;
  state.push({ kind: "table", limit, resume: afterBracket(state.text, match) });
  state.atLineStart = state.openLinks === 0;
  return state.lineEnd(i);
}

/** A line of a table that begins with `|` or `!`; returns where its first cell begins. */
export function readTableLine(state: ScannerState, at: number): number {
  const { text } = state;
  const next = text.charCodeAt(at + 1);
  const bar = text.charCodeAt(at) === PIPE;
  state.inHeaderRow = !bar;
  if (bar && (next === DASH || next === CLOSE)) return state.lineEnd(at);
  return cellText(state, at + (bar && next === PLUS ? 2 : 1));
}

/** `||`, and `!!` in headers, end a cell; a single one is text. */
export function readCellMark(state: ScannerState, i: number, c: number): number {
  const inTable = state.openTables > 0 || state.inBrokenTable;
  const doubled = state.text.charCodeAt(i + 1) === c && i + 1 < state.limit;
  if (inTable && doubled && (c === PIPE || state.inHeaderRow)) {
    state.breakParagraph();
    return cellText(state, i + 2);
  }
  state.builder.text(c === BANG ? "!" : "|");
  return i + 1;
}

/** Where the text of a cell begins: behind `attributes |`, where there are any. */
function cellText(state: ScannerState, from: number): number {
  const { text, limit } = state;
  for (let i = from; i < limit; i++) {
    const c = text.charCodeAt(i);
    if (c === NEWLINE || c === 91 /* [ */ || c === 123 /* { */ || c === 60 /* < */) return from;
    if (c === PIPE) return text.charCodeAt(i + 1) === PIPE ? from : i + 1;
  }
  return from;
}
