import { readTableLine } from "./read-table.ts";
import type { ScannerState } from "./scanner-state.ts";

const [NEWLINE, SPACE, BANG, PLUS, DASH, EQUALS, BRACE, PIPE, CLOSE] = [
  10, 32, 33, 43, 45, 61, 123, 124, 125,
];

/** List marks, headings, rules and the remains of tables at the beginning of a line; returns where its text begins. */
export function readLineStart(state: ScannerState, i: number): number {
  const { text, limit } = state;
  let at = i;
  while (at < limit && text.charCodeAt(at) === SPACE) at++;
  if (at >= limit) return at;
  const c = text.charCodeAt(at);
  const next = text.charCodeAt(at + 1);
  if (state.openTables > 0 || (state.inBrokenTable && state.options.tables === true)) {
    if (c === PIPE || c === BANG) return readTableLine(state, at);
    state.inHeaderRow = false;
  }
  if (c === EQUALS && at === i) return readHeading(state, i);
  if (c === NEWLINE) {
    if (next !== PIPE && next !== BANG) state.inBrokenTable = false;
    return at;
  }
  if (c === BRACE && next === PIPE && state.matches[at] === 0) {
    state.inBrokenTable = true;
    return state.lineEnd(at);
  }
  if (c === PIPE && (state.inBrokenTable || next === DASH || next === PLUS || next === CLOSE))
    return state.lineEnd(at);
  if (c === BANG && state.inBrokenTable) return state.lineEnd(at);
  if (c === DASH && text.startsWith("----", at)) {
    while (at < limit && text.charCodeAt(at) === DASH) at++;
    return at;
  }
  while (at < limit && "*#:; ".includes(text[at]!)) {
    // "{|" after indents is a table, ":" before it no text.
    at++;
  }
  return at;
}

function readHeading(state: ScannerState, from: number): number {
  const { text } = state;
  const lineEnd = state.lineEnd(from);
  let to = lineEnd;
  while (to > from && text.charCodeAt(to - 1) <= SPACE!) to--;
  let level = 0;
  while (
    level < 6 &&
    to - from > 2 * level + 2 &&
    text.charCodeAt(from + level) === EQUALS &&
    text.charCodeAt(to - 1 - level) === EQUALS
  ) {
    level++;
  }
  if (level === 0) {
    state.builder.text("=");
    return from + 1;
  }
  state.inBrokenTable = false;
  state.push({ kind: "heading", limit: to - level, resume: lineEnd });
  return from + level;
}
