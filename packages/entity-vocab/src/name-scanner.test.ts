import fc from "fast-check";
import { expect, test } from "vitest";
import { type NameNormalization, NameScanner, nameNormalizations, normalizeName } from "./name-scanner.ts";

/** The definition of tokens, as one expression each; what the scanner does by tables. */
const character =
  "(?=\\p{L})[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}]";
const format = "(?:(?!\\s)\\p{Cf})";
const wordCharacter = `(?:(?!${character})[\\p{L}\\p{M}\\p{N}])`;
const token = new RegExp(
  [
    `${character}(?:${format}*\\p{M})*`,
    `${wordCharacter}(?:${format}*${wordCharacter})*`,
    "[^\\s\\p{L}\\p{M}\\p{N}\\p{Cc}\\p{Cs}\\p{Cf}]",
  ].join("|"),
  "gu",
);

function defined(text: string, normalization: NameNormalization) {
  return [...text.matchAll(token)].flatMap((match) => {
    let value = match[0].replace(/\p{Cf}/gu, "");
    if (normalization !== "exact") value = value.toLowerCase();
    if (normalization === "folded")
      value = value
        .normalize("NFD")
        .replace(/\p{Mn}/gu, "")
        .normalize("NFC");
    return value === "" ? [] : [{ token: value, start: match.index, end: match.index + match[0].length }];
  });
}

function scanned(text: string, normalization: NameNormalization) {
  const scanner = new NameScanner(normalization).begin(text);
  const tokens = [];
  while (scanner.next()) tokens.push({ token: scanner.token(), start: scanner.start, end: scanner.end });
  return tokens;
}

const pieces = fc.constantFrom(
  ..."aZéÉß İıΣςµ\u0301\u0308\u00ad\u200d\u200b\ufeff\u00a0\t_-–'’\"東京タワーのกำไก่한글\u1112\u1161\u11ab𝔸𐐀😀\ud800\udc00١2क्षि\u0958\u0000\u2028",
  "Straße",
  "ΟΔΟΣ",
  "e\u0301",
);
const text = fc.oneof(
  fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join("")),
  fc.string({ unit: "binary" }),
  fc.string({ unit: "grapheme" }),
);

test.each(["exact", "lowercase", "folded"] as const)(
  "%s tokens are those of the definition",
  (normalization) => {
    fc.assert(
      fc.property(text, (text) => {
        expect(scanned(text, normalization)).toEqual(defined(text, normalization));
      }),
      { numRuns: 3000 },
    );
  },
);

test("names are words and symbols, compared as asked", () => {
  expect(normalizeName("Café  «Zürich», U.S.", "exact")).toBe("Café « Zürich » , U . S .");
  expect(normalizeName("Café", "lowercase")).toBe("café");
  expect(normalizeName("CAFÉ Ångström", "folded")).toBe("cafe angstrom");
  expect(normalizeName("10 °C_x", "original")).toBe("10 °c _ x");
});

test("where words are written without spaces, every character is a token, so that names are found within them", () => {
  expect(normalizeName("東京タワーの中", "exact")).toBe("東 京 タワー の 中");
  expect(normalizeName("ก่อน", "exact")).toBe("ก่ อ น");
});

test("format characters are passed over, control characters and lone surrogates only separate", () => {
  expect(normalizeName("Wiki\u00adpe\u200ddia", "exact")).toBe("Wikipedia");
  expect(normalizeName("a\u0000b\ud800c", "exact")).toBe("a b c");
});

test.each(nameNormalizations)("a %s name is not changed by being normalised again", (normalization) => {
  fc.assert(
    fc.property(text, (text) => {
      const name = normalizeName(text, normalization);
      expect(normalizeName(name, normalization)).toBe(name);
    }),
  );
});

test("a token of a megabyte is one token", () => {
  const long = "Ä".repeat(1_000_000);
  expect(normalizeName(long, "folded")).toBe("a".repeat(1_000_000));
});
