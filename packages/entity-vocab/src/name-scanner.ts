import { hashUnit, textOf } from "./packed-strings.ts";

/**
 * How names and text are made comparable.
 *
 * - `exact`: tokens as they are.
 * - `lowercase`: in lower case.
 * - `folded`: in lower case, without accents.
 * - `original`: as the original LUKE code does: BERT's basic tokens, lower case, no accents. Symbols that are no
 *   punctuation (°, €) belong to words, of all scripts only Han is split into characters.
 */
export type NameNormalization = "exact" | "lowercase" | "folded" | "original";

/** Every {@link NameNormalization}. */
export const nameNormalizations: readonly NameNormalization[] = ["exact", "lowercase", "folded", "original"];

/** What a code unit or code point does: it ends a token, is passed over within one, or takes part in one. */
const gap = 0;
const ignored = 1;
const word = 2;
const mark = 3;
/** A token of its own. */
const symbol = 4;
/** A token of its own with the marks after it: scripts that put no spaces between words. */
const character = 5;
const surrogate = 6;

/**
 * Splits text into the tokens that names consist of: words, and every symbol alone; in scripts without spaces every
 * character. White space, control characters and lone surrogates end tokens, format characters (soft hyphens) are passed
 * over; so a name holds none of them.
 *
 * {@link NameScanner.next} moves on to the next token, which then stands in the fields.
 */
export class NameScanner {
  readonly normalization: NameNormalization;
  /** The normalised token: the first `length` code units. */
  units: Uint16Array = new Uint16Array(256);
  length = 0;
  /** Of these units, as {@link PackedStrings} takes it. */
  hash = 0;
  /** UTF-16 offsets of the token. */
  start = 0;
  end = 0;
  #text = "";
  #at = 0;
  readonly #tables: Tables;

  constructor(normalization: NameNormalization) {
    this.normalization = normalization;
    this.#tables = tablesOf(normalization);
  }

  begin(text: string): this {
    this.#text = text;
    this.#at = 0;
    return this;
  }

  next(): boolean {
    // Of a token that is nothing but accents nothing may be left.
    do {
      if (!this.#read()) return false;
    } while (this.length === 0);
    return true;
  }

  #read(): boolean {
    const text = this.#text;
    const { classes, words } = this.#tables;
    let at = this.#at;
    while (at < text.length && classes[text.charCodeAt(at)] === gap) at++;
    if (at === text.length) {
      this.#at = at;
      return false;
    }
    // Nearly all tokens are words of letters that stand for themselves.
    const units = this.units;
    let length = 0;
    let hash = 0;
    let value = 0;
    const start = at;
    while (at < text.length && length < units.length && (value = words[text.charCodeAt(at)]!) !== 0) {
      units[length++] = value;
      hash = hashUnit(hash, value);
      at++;
    }
    const next = at < text.length ? classes[text.charCodeAt(at)]! : gap;
    if (at === start || length === units.length || !(next === gap || next === symbol || next === character))
      return this.#readAny(start);
    this.start = start;
    this.end = at;
    this.length = length;
    this.hash = hash;
    this.#at = at;
    return true;
  }

  /** Any token, from `at` on; false where there is none. */
  #readAny(at: number): boolean {
    const text = this.#text;
    const { classes, folded } = this.#tables;
    let kind = gap;
    let simple = true;
    this.length = 0;
    for (; at < text.length; at++) {
      const unit = text.charCodeAt(at);
      let type = classes[unit]!;
      let point = unit;
      if (type === surrogate) {
        point = text.codePointAt(at)!;
        type = this.#tables.classOf(point);
      }
      const size = point > 0xffff ? 2 : 1;
      if (type !== ignored) {
        if (kind === gap) {
          if (type === gap) continue;
          kind = type === mark ? word : type;
          this.start = at;
        } else if (kind === symbol || !(type === mark || (type === word && kind === word))) break;
        const value = size === 1 ? folded[unit]! : 0;
        if (value === 0) simple = false;
        if (this.length === this.units.length) this.#grow();
        this.units[this.length++] = value;
        this.end = at + size;
      }
      at += size - 1;
    }
    this.#at = at;
    if (kind === gap) return false;
    if (!simple) this.#normalize();
    this.hash = 0;
    for (let i = 0; i < this.length; i++) this.hash = hashUnit(this.hash, this.units[i]!);
    return true;
  }

  /** The token as a string. */
  token(): string {
    return textOf(this.units, 0, this.length);
  }

  /** Where one unit does not become one unit whatever stands beside it. */
  #normalize(): void {
    const raw = this.#text.slice(this.start, this.end).replace(this.#tables.ignored, "");
    const token = normalizeToken(raw, this.normalization);
    while (this.units.length < token.length) this.#grow();
    for (let i = 0; i < token.length; i++) this.units[i] = token.charCodeAt(i);
    this.length = token.length;
  }

  #grow(): void {
    const units = new Uint16Array(this.units.length * 2);
    units.set(this.units);
    this.units = units;
  }
}

/** The form under which a name is stored: its tokens, one space between them. */
export function normalizeName(name: string, normalization: NameNormalization): string {
  let scanner = scanners.get(normalization);
  if (scanner === undefined) scanners.set(normalization, (scanner = new NameScanner(normalization)));
  scanner.begin(name);
  let length = 0;
  while (scanner.next()) {
    if (length + scanner.length >= joined.length) {
      const larger = new Uint16Array(2 * (length + scanner.length + 1));
      larger.set(joined);
      joined = larger;
    }
    if (length > 0) joined[length++] = space;
    for (let i = 0; i < scanner.length; i++) joined[length++] = scanner.units[i]!;
  }
  // Most names that are looked up are as they should be.
  let same = 0;
  while (same < length && name.charCodeAt(same) === joined[same]) same++;
  return same === length && length === name.length ? name : textOf(joined, 0, length);
}

let joined = new Uint16Array(256);
const space = 32;

const scanners = new Map<NameNormalization, NameScanner>();

function normalizeToken(text: string, normalization: NameNormalization): string {
  if (normalization === "exact") return text;
  const lower = text.toLowerCase();
  if (normalization === "lowercase") return lower;
  return lower
    .normalize("NFD")
    .replace(/\p{Mn}/gu, "")
    .normalize("NFC");
}

interface Tables {
  /** Of every code unit. */
  readonly classes: Uint8Array;
  /** What a code unit becomes, 0 where that depends on its neighbours or is more than a unit. */
  readonly folded: Uint16Array;
  /** That of code units within words, 0 for all others. */
  readonly words: Uint16Array;
  readonly ignored: RegExp;
  classOf(point: number): number;
}

const tables = new Map<NameNormalization, Tables>();

function tablesOf(normalization: NameNormalization): Tables {
  const known = tables.get(normalization);
  if (known !== undefined) return known;
  const classOf = normalization === "original" ? originalClass : tokenClass;
  const classes = new Uint8Array(0x10000);
  const folded = new Uint16Array(0x10000);
  for (let unit = 0; unit < 0x10000; unit++) {
    if (unit >= 0xd800 && unit < 0xe000) {
      classes[unit] = surrogate;
      continue;
    }
    const text = String.fromCharCode(unit);
    classes[unit] = classOf(text);
    if (classes[unit] === gap || classes[unit] === ignored) continue;
    const value = normalizeToken(text, normalization);
    if (normalization === "exact" || (value.length === 1 && !/[\p{M}\u03a3\u1100-\u11ff]/u.test(text)))
      folded[unit] = value.charCodeAt(0);
  }
  const words = folded.map((value, unit) => (classes[unit] === word ? value : 0));
  const points = new Map<number, number>();
  const made: Tables = {
    classes,
    folded,
    words,
    ignored: normalization === "original" ? /[\p{C}\ufffd]/gu : /\p{Cf}/gu,
    classOf(point) {
      let type = points.get(point);
      if (type === undefined) points.set(point, (type = classOf(String.fromCodePoint(point))));
      return type;
    },
  };
  tables.set(normalization, made);
  return made;
}

const withoutSpaces =
  /(?=\p{L})[\p{Script=Han}\p{Script=Hiragana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

function tokenClass(text: string): number {
  if (/[\s\p{Cc}\p{Cs}]/u.test(text)) return gap;
  if (/\p{Cf}/u.test(text)) return ignored;
  if (/\p{M}/u.test(text)) return mark;
  if (withoutSpaces.test(text)) return character;
  return /[\p{L}\p{N}]/u.test(text) ? word : symbol;
}

const cjk =
  /[\u4e00-\u9fff\u3400-\u4dbf\u{20000}-\u{2a6df}\u{2a700}-\u{2b73f}\u{2b740}-\u{2b81f}\u{2b820}-\u{2ceaf}\uf900-\ufaff\u{2f800}-\u{2fa1f}]/u;

function originalClass(text: string): number {
  if (/[\t\n\r]/.test(text)) return gap;
  if (/[\p{C}\ufffd]/u.test(text)) return ignored;
  if (/\s/.test(text)) return gap;
  return cjk.test(text) || /[!-/:-@[-`{-~\p{P}]/u.test(text) ? symbol : word;
}
