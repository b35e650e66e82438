/** What a template in the middle of a sentence shows: literal text, arguments to be scanned, links to articles. */
import { afterBracket, type BracketMatches } from "./match-brackets.ts";
import { type Region, trimmedRegion } from "./region.ts";
import type { TemplateRules } from "./template-rules.ts";

export type TemplatePiece = string | Region | { readonly target: Region; readonly label: Region };

/** The template's name as rules know it: lower case, one space, without a namespace; of `{{DEFAULTSORT:…}}` the word. */
export function templateName(
  text: string,
  from: number,
  to: number,
  namespaces: ReadonlySet<string>,
): string {
  let end = from;
  const limit = Math.min(to, from + 120);
  while (end < limit && text.charCodeAt(end) !== 124 && text.charCodeAt(end) !== 123) end++;
  const name = text
    .slice(from, end)
    .replace(/[_\s]+/g, " ")
    .trim()
    .toLowerCase();
  const colon = name.indexOf(":");
  if (colon <= 0) return name;
  const prefix = name.slice(0, colon).trim();
  return namespaces.has(prefix) ? name.slice(colon + 1).trim() : prefix;
}

/** Parser functions that show what stands behind their colon. */
const shown = new Set(["formatnum", "lc", "uc", "lcfirst", "ucfirst", "nowrap"]);

/** Pieces of a known template, or undefined: it is dropped. */
export function templatePieces(
  rules: TemplateRules,
  name: string,
  text: string,
  from: number,
  to: number,
  matches: BracketMatches,
): readonly TemplatePiece[] | undefined {
  if (shown.has(name)) {
    const colon = text.indexOf(":", from);
    if (
      colon >= 0 &&
      text
        .slice(from, Math.min(colon, from + 40))
        .trim()
        .toLowerCase() === name
    )
      return [{ from: colon + 1, to }];
  }
  const dash = name.indexOf("-");
  const patterns = rules.get(name) ?? (dash > 0 ? rules.get(`${name.slice(0, dash)}-*`) : undefined);
  if (patterns === undefined) return undefined;
  const args = positionalArguments(text, from, to, matches);
  if (patterns[0] === "%convert") return convertPieces(text, args);
  let chosen = "";
  for (const pattern of patterns) {
    if (argumentsOf(pattern).every((n) => given(args[n - 1]))) chosen = pattern;
  }
  return fill(chosen, name, args);
}

/** "10 km", "10 to 20 km", "5 ft 3 in": numbers and the first unit, not the conversion. */
function convertPieces(text: string, args: readonly Region[]): readonly TemplatePiece[] {
  const pieces: TemplatePiece[] = [];
  const joins = /^(?:to|to about|-|–|and|or|by|x|×|\+|\*|and\(-\)|,|,_and|,_or|to\(-\))$/;
  for (let i = 0; i < args.length && i < 6; i++) {
    const value = text.slice(args[i]!.from, Math.min(args[i]!.to, args[i]!.from + 40)).trim();
    if (i > 1 && i % 2 === 0 && !/^[\d.,−+/-]+$/.test(value)) break;
    if (i % 2 === 0) pieces.push(...(i === 0 ? [] : [" "]), args[i]!);
    else if (joins.test(value)) pieces.push(` ${value === "-" ? "–" : value.replace(/[_()-]/g, "")}`);
    else {
      pieces.push(" ", args[i]!);
      if (!/^(?:ft|yd|lb|lbs|st|mi|h|min)$/.test(value)) break;
    }
  }
  return pieces;
}

function fill(pattern: string, name: string, args: readonly Region[]): readonly TemplatePiece[] {
  const link = /^\[\[(.*?\$(\d))(?:\|\$(\d))?\]\]$/.exec(pattern);
  if (link !== null && link[1] === `$${link[2]}`) {
    const target = args[Number(link[2]) - 1]!;
    return [{ target, label: link[3] === undefined ? target : args[Number(link[3]) - 1]! }];
  }
  const pieces: TemplatePiece[] = [];
  for (const part of pattern.replace(/[[\]]/g, "").split(/(\$\d|%n)/)) {
    const argument = /^\$(\d)$/.exec(part);
    if (argument !== null) pieces.push(args[Number(argument[1]) - 1]!);
    else if (part === "%n") pieces.push(name.toUpperCase());
    else if (part !== "") pieces.push(part);
  }
  return pieces;
}

const patternArguments = new Map<string, readonly number[]>();

/** Numbers of the arguments a pattern shows, in order. */
export function argumentsOf(pattern: string): readonly number[] {
  let numbers = patternArguments.get(pattern);
  if (numbers === undefined) {
    numbers = [...pattern.matchAll(/\$(\d)/g)].map((match) => Number(match[1]));
    patternArguments.set(pattern, numbers);
  }
  return numbers;
}

function given(region: Region | undefined): boolean {
  return region !== undefined && region.to > region.from;
}

/** Unnamed arguments (and `1=`, `2=`…) in order, white space at their ends cut; nested brackets are stepped over. */
function positionalArguments(text: string, from: number, to: number, matches: BracketMatches): Region[] {
  const result: Region[] = [];
  const gap = { from: to, to };
  let start = -1;
  let equals = -1;
  let next = 0;
  const add = (end: number) => {
    if (start < 0) return;
    let index = next;
    let valueFrom = start;
    if (equals >= 0) {
      const key = text.slice(start, Math.min(equals, start + 40)).trim();
      if (!/^[1-9]$/.test(key)) return;
      index = Number(key) - 1;
      valueFrom = equals + 1;
    } else next++;
    if (index >= 16) return;
    while (result.length < index) result.push(gap);
    result[index] = trimmedRegion(text, valueFrom, end);
  };
  for (let i = from; i < to; i++) {
    const match = matches[i]!;
    if (match !== 0) {
      i = afterBracket(text, match) - 1;
      continue;
    }
    const c = text.charCodeAt(i);
    if (c === 124 /* | */) {
      add(i);
      start = i + 1;
      equals = -1;
    } else if (c === 61 /* = */ && equals < 0) equals = i;
  }
  add(to);
  return result;
}
