import fc from "fast-check";
import { expect, test } from "vitest";
import { linkTargetReader } from "./link-target.ts";
import { normalizeTitle } from "./normalize-title.ts";
import { redirectTarget } from "./redirect-words.ts";
import { defaultSiteInfo, type SiteInfo } from "./site-info.ts";

const read = linkTargetReader(defaultSiteInfo);

test("a title loses its section, escapes and surplus spaces and gains an upper-case letter", () => {
  expect(read(" new__york_City#History ")).toEqual({ kind: "article", title: "New york City" });
  expect(read("Caf%C3%A9")).toEqual({ kind: "article", title: "Café" });
  expect(read("100%25 %zz")).toEqual({ kind: "article", title: "100% %zz" });
  expect(read("AT&amp;T")).toEqual({ kind: "article", title: "AT&T" });
  expect(read("Mission: Impossible")).toEqual({ kind: "article", title: "Mission: Impossible" });
});

test("the first letter follows the wiki's rule, one code point for one", () => {
  expect(normalizeTitle("ßx", { case: "first-letter" })).toBe("ßx");
  expect(normalizeTitle("ﬁx", { case: "first-letter" })).toBe("ﬁx");
  expect(normalizeTitle("éx", { case: "first-letter" })).toBe("Éx");
  expect(normalizeTitle("თბილისი", { case: "first-letter" })).toBe("თბილისი");
  expect(normalizeTitle("𐐨x", { case: "first-letter" })).toBe("𐐀x");
  expect(normalizeTitle("x", { case: "case-sensitive" })).toBe("x");
});

test("namespaces come from the dump, its language and MediaWiki's English", () => {
  const italian: SiteInfo = {
    ...defaultSiteInfo,
    language: "it",
    namespaces: [{ key: 14, name: "Categoria" }],
  };
  const readItalian = linkTargetReader(italian);
  for (const name of ["File:x", "Immagine:x", "image : x"]) expect(readItalian(name).kind).toBe("file");
  expect(readItalian("categoria:x").kind).toBe("category");
  expect(readItalian(":Categoria:x").kind).toBe("other");
  expect(read("Immagine:x").kind).toBe("article");
});

test("other languages, other wikis, empty and impossible targets are told apart", () => {
  expect(read("fr:Chat").kind).toBe("language");
  expect(read(":fr:Chat").kind).toBe("other");
  expect(read("wikt:cat").kind).toBe("other");
  expect(read("#History").kind).toBe("other");
  for (const raw of ["", " ", ":", "a<b", "a|b"]) expect(read(raw).kind).toBe("invalid");
});

test("a redirect is found in loosely written wikitext of any language", () => {
  expect(redirectTarget("#REDIRECT[[cat#x|y]] {{R}}")).toBe("cat#x");
  expect(redirectTarget("\n# redirect : [[Cat]]")).toBe("Cat");
  expect(redirectTarget("#RINVIA [[Gatto]]")).toBe("Gatto");
  expect(redirectTarget("# one [[Cat]]")).toBeUndefined();
});

test("a plain title takes a shorter way to the same target", () => {
  const unit = fc.constantFrom(...Array.from("AZaé09 _.,'()!*+-%#&\u200e"));
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 8 }), (raw) => {
      // A colon before it changes nothing of an article's title, and shuts the shorter way.
      expect(read(raw)).toEqual(read(`:${raw}`));
    }),
  );
});
