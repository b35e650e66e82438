import { expect, test } from "vitest";
import { EntityVocab } from "./entity-vocab.ts";
import { mergeEntityVocabs } from "./merge-entity-vocabs.ts";
import { readInterlanguageLinks, readSitelinks } from "./read-title-groups.ts";

const english = EntityVocab.of(
  [
    { title: "Germany", count: 9, redirects: ["FRG"] },
    { title: "Cat", count: 4 },
    { title: "Tea", count: 2 },
  ],
  "en",
);
const german = EntityVocab.of(
  [
    { title: "Katze", count: 7 },
    { title: "Deutschland", count: 3 },
    { title: "Tee", count: 1 },
  ],
  "de",
);
const italian = EntityVocab.of([{ title: "Germania", count: 2 }], "it");

async function* lines(...texts: readonly string[]): AsyncGenerator<string> {
  yield* texts;
}
const items = (): AsyncGenerator<string> =>
  lines(
    "[",
    '{"id":"Q183","sitelinks":{"enwiki":{"title":"FRG"},"itwiki":{"title":"Germania"},"dewiki":{"title":"Deutschland"}}},',
    '{"id":"Q146","sitelinks":{"dewiki":{"title":"Katze"},"enwiki":{"title":"Cat"},"enwikiquote":{"title":"Tea"}}},',
    '{"id":"P31"},',
    "]",
  );
const rows = (vocab: EntityVocab) => [...vocab.entries()].slice(3).map((row) => [row.entities, row.count]);

test("titles that Wikidata links share an id, their counts are added, ties go by title", async () => {
  const merged = await mergeEntityVocabs([english, german, italian], readSitelinks(items()));
  expect(rows(merged)).toEqual([
    [
      [
        ["Germany", "en"],
        ["Deutschland", "de"],
        ["Germania", "it"],
      ],
      14,
    ],
    [
      [
        ["Cat", "en"],
        ["Katze", "de"],
      ],
      11,
    ],
    [[["Tea", "en"]], 2],
    [[["Tee", "de"]], 1],
  ]);
  expect([merged.idOf("FRG", "en"), merged.idOf("[MASK]"), merged.size]).toEqual([3, 2, 7]);
});

test("a least number of languages and a size cut", async () => {
  const options = { minLanguages: 2, size: 4 };
  const merged = await mergeEntityVocabs([english, german, italian], readSitelinks(items()), options);
  expect(rows(merged)).toHaveLength(1);
  expect(
    rows(await mergeEntityVocabs([english, german], readSitelinks(items()), { minLanguages: 3 })),
  ).toEqual([]);
  await expect(mergeEntityVocabs([english], [], { size: 2 })).rejects.toThrow(RangeError);
});

test("interlanguage links join in steps, but never two titles of one language", async () => {
  const pages = new Map([
    [1, "Katze"],
    [2, "Tee"],
  ]);
  const links = readInterlanguageLinks(
    lines(
      "-- MySQL dump",
      "INSERT INTO `langlinks` VALUES (1,'en','Cat'),(2,'en','Cat'),(2,'it','L\\'a_b'),(7,'en','Tea');",
    ),
    "de",
    (page) => pages.get(page),
  );
  expect(rows(await mergeEntityVocabs([english, german], links))).toEqual([
    [
      [
        ["Cat", "en"],
        ["Katze", "de"],
      ],
      11,
    ],
    [[["Germany", "en"]], 9],
    [[["Deutschland", "de"]], 3],
    [[["Tea", "en"]], 2],
    [[["Tee", "de"]], 1],
  ]);
});

test("vocabularies without a language, or two of the same, are refused", async () => {
  await expect(mergeEntityVocabs([english, english], [])).rejects.toThrow(/Two vocabularies/);
  await expect(mergeEntityVocabs([EntityVocab.of([{ title: "A", count: 1 }])], [])).rejects.toThrow(
    /one language/,
  );
  const broken = readSitelinks(lines("{}", "{"));
  await expect(mergeEntityVocabs([english], broken)).rejects.toThrow(/line 2/);
});
