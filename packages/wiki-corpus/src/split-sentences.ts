import { abbreviationsOf, ordinalStops } from "./abbreviations.ts";

/** `text.slice(start, end)`, in UTF-16 code units. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

const stop = /[.!?…]+["'”’»›)\]]*|[。！？｡]+[」』”）]*|\n+/gu;
const nextWord = /\s*["'“‘«‹„([¿¡]*(\S{0,40})/uy;
/** Words that begin sentences so often that an initial or abbreviation before them ended one. */
const starters = new Set(
  "The This These Those That It He She They We There Its His Her Their In On At As After Before During However Although When While".split(
    " ",
  ),
);

/**
 * Splits a paragraph into sentences by rules, the same on every machine (Intl.Segmenter's answer changes with ICU).
 * Spans leave out the white space between sentences and hold everything else, in order.
 *
 * A full stop ends a sentence unless a lower-case letter follows, or it stands after an abbreviation, an initial, a
 * word with stops inside, or (where the language writes ordinals so) a number.
 *
 * @param locale a language code such as "en" or "de-AT"; default "en"
 */
export function splitSentences(text: string, locale = "en"): readonly TextSpan[] {
  const language = locale.toLowerCase().split(/[-_]/)[0]!;
  const spans: TextSpan[] = [];
  let from = 0;
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length;
    if (!endsSentence(text, match.index, match[0], language)) continue;
    push(spans, text, from, end);
    from = end;
  }
  push(spans, text, from, text.length);
  return spans;
}

function endsSentence(text: string, at: number, mark: string, language: string): boolean {
  if (/^[\n。！？｡]/u.test(mark)) return true;
  if (!/\s/.test(text[at + mark.length] ?? " ")) return false;
  nextWord.lastIndex = at + mark.length;
  const following = nextWord.exec(text)?.[1] ?? "";
  if (following === "") return true;
  if (/^\p{Ll}/u.test(following)) return false;
  // A mark that is more than a full stop, or a closing quote after it, is no abbreviation.
  if (mark !== ".") return true;
  const word = lastWord(text, at);
  const letters = word.replace(/^[^\p{L}\p{N}]+/u, "");
  if (letters === "") return true;
  const startsAfresh = starters.has(following.replace(/\P{L}+$/u, ""));
  if (/^\p{N}+$/u.test(letters)) return letters.length > 2 || !ordinalStops.has(language);
  if (abbreviationsOf(language).has(letters.toLowerCase())) return startsAfresh && letters.length > 2;
  if (/^\p{Lu}$/u.test(letters) || /^\p{L}\.(?:.*\.)?.{0,3}$/u.test(letters)) return startsAfresh;
  return true;
}

/** The characters before `at` up to white space, at most 20. */
function lastWord(text: string, at: number): string {
  let start = at;
  while (start > 0 && at - start < 20 && !/\s/.test(text[start - 1]!)) start--;
  return text.slice(start, at);
}

function push(spans: TextSpan[], text: string, from: number, to: number): void {
  let start = from;
  let end = to;
  while (start < end && /\s/.test(text[start]!)) start++;
  while (end > start && /\s/.test(text[end - 1]!)) end--;
  if (end > start) spans.push({ start, end });
}
