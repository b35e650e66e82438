import fc from "fast-check";
import { expect, test } from "vitest";
import { buildPretrainingExamples } from "./build-pretraining-examples.ts";
import { isHeldOut } from "./held-out.ts";
import { type ExampleOptions, pageExamples } from "./page-examples.ts";
import type { PretrainingPage, WordEncoder } from "./pretraining-page.ts";

/** One id a character, 1000 = <s>, 1001 = </s>: what was tokenized can be read back. */
const tokenizer: WordEncoder = {
  bosId: 1000,
  eosId: 1001,
  encode: (text, { addPrefixSpace }) => ({
    ids: Int32Array.from((addPrefixSpace ? ` ${text}` : text).split(""), (letter) => letter.charCodeAt(0)),
  }),
};
const entities = {
  unkId: 1,
  idOf: (title: string) => ({ Rome: 10, Italy: 11, Tiber: 12 })[title],
};
/** A sentence ends after each full stop. */
const splitSentences: ExampleOptions["splitSentences"] = (text) =>
  [...text.matchAll(/[^.]+\.?/g)].map((match) => {
    const lead = match[0].length - match[0].trimStart().length;
    return { start: match.index + lead, end: match.index + match[0].length };
  });
const read = (ids: Int32Array) =>
  [...ids].map((id) => (id === 1000 ? "<" : id === 1001 ? ">" : String.fromCharCode(id))).join("");

/** `[[Rome|city]]` in the text becomes a link. */
function paragraph(marked: string, abstract = true): PretrainingPage["paragraphs"][number] {
  const links: { title: string; start: number; end: number }[] = [];
  let text = "";
  let at = 0;
  for (const match of marked.matchAll(/\[\[([^|\]]*)\|([^\]]*)\]\]/g)) {
    text += marked.slice(at, match.index);
    links.push({ title: match[1]!, start: text.length, end: text.length + match[2]!.length });
    text += match[2]!;
    at = match.index + match[0].length;
  }
  return { text: text + marked.slice(at), links, abstract };
}
const page = (...paragraphs: PretrainingPage["paragraphs"]): PretrainingPage => ({
  title: "Page",
  paragraphs,
});
const build = (marked: string | PretrainingPage, options: Partial<ExampleOptions> = {}) =>
  pageExamples(typeof marked === "string" ? page(paragraph(marked)) : marked, tokenizer, entities, {
    splitSentences,
    ...options,
  }).train;
const mentions = (example: ReturnType<typeof build>[number]) =>
  [...example.entityIds].map((id, i) => {
    const start = example.entityStarts[i]!;
    return `${id}:${read(example.wordIds.slice(start, start + example.entityLengths[i]!))}`;
  });

test("a page without text gives no example", () => {
  expect(build("")).toEqual([]);
  expect(build(page())).toEqual([]);
});

test("a sentence is tokenized piecewise around its links, and a link covers exactly its own tokens", () => {
  const [example] = build("In [[Rome|the city]], near [[Tiber|Tiber]].");
  expect(read(example!.wordIds)).toBe("< In the city, near Tiber.>");
  expect(mentions(example!)).toEqual(["10: the city", "12: Tiber"]);
});

test("a piece has a leading space only where the text has one or where the sentence begins", () => {
  expect(read(build("[[Rome|Rome]][[Italy|Italy]]n (x[[Tiber|y]]).")[0]!.wordIds)).toBe(
    "< RomeItalyn (xy).>",
  );
});

test("runs of white space count as one space", () => {
  expect(read(build("To\u00a0 [[Rome|old \n Rome]]  now.")[0]!.wordIds)).toBe("< To old Rome now.>");
});

test("a link outside the vocabulary becomes [UNK], or plain text on request", () => {
  expect(mentions(build("See [[Nowhere|there]] and [[Rome|it]].")[0]!)).toEqual(["1: there", "10: it"]);
  expect(mentions(build("See [[Nowhere|there]] and [[Rome|it]].", { unknownEntities: "skip" })[0]!)).toEqual([
    "10: it",
  ]);
});

test("redirects are followed where a resolver is given", () => {
  const resolveTitle = (title: string) => (title === "Roma" ? "Rome" : title);
  expect(mentions(build("See [[Roma|Roma]].", { resolveTitle })[0]!)).toEqual(["10: Roma"]);
});

test("a link across the border of two sentences stays plain text", () => {
  const [example] = build("He saw [[Rome|Rome. And]] then [[Italy|Italy]].");
  expect(mentions(example!)).toEqual(["11: Italy"]);
  expect(read(example!.wordIds)).toBe("< He saw Rome. And then Italy.>");
});

test("of two overlapping links the first is kept", () => {
  const text = "In old Rome now.";
  const links = [
    { title: "Italy", start: 7, end: 11 },
    { title: "Rome", start: 3, end: 11 },
  ];
  expect(mentions(build(page({ text, links }))[0]!)).toEqual(["10: old Rome"]);
});

test("a link without any token is left out", () => {
  const example = build(page({ text: "In   Rome.", links: [{ title: "Rome", start: 3, end: 4 }] }), {
    keepWithoutEntities: true,
  });
  expect(mentions(example[0]!)).toEqual([]);
});

test("sentences that are too short or too long are dropped with their links", () => {
  const examples = build("[[Rome|A]]. [[Italy|A long one here]]. [[Tiber|Fits]] it.", { maxWords: 14 });
  expect(examples.map((example) => mentions(example))).toEqual([["12: Fits"]]);
  // " Fits it." is 9 tokens long.
  const fits = (options: Partial<ExampleOptions>) => build("[[Tiber|Fits]] it.", options).length;
  expect([fits({ minSentenceWords: 9 }), fits({ minSentenceWords: 10 })]).toEqual([1, 0]);
  expect([fits({ maxSentenceWords: 9 }), fits({ maxSentenceWords: 8 })]).toEqual([1, 0]);
});

test("sentences are packed greedily in order, across paragraphs and not across pages", () => {
  const two = page(paragraph("[[Rome|One]] two."), paragraph("[[Italy|Six]] ten. [[Tiber|Ab]] cd."));
  // " One two." and " Six ten." are 9 tokens each, " Ab cd." 7: with 20 words the third starts a new example.
  expect(build(two, { maxWords: 20 }).map((example) => read(example.wordIds))).toEqual([
    "< One two. Six ten.>",
    "< Ab cd.>",
  ]);
  expect(mentions(build(two, { maxWords: 20 })[0]!)).toEqual(["10: One", "11: Six"]);
});

test("examples without entities are dropped unless they are asked for", () => {
  expect(build("No link here.")).toEqual([]);
  expect(build("No link here.", { keepWithoutEntities: true })).toHaveLength(1);
});

test("entities beyond the limit are dropped and long mentions keep their first positions", () => {
  const [example] = build("[[Rome|Abcdef]] and [[Italy|x]].", { maxEntities: 1, maxMention: 3 });
  expect(mentions(example!)).toEqual(["10: Ab"]);
});

test("abstracts alone can be asked for", () => {
  const both = page(paragraph("[[Rome|First]] one."), paragraph("[[Rome|Second]] one.", false));
  expect(build(both, { abstractsOnly: true }).map((example) => read(example.wordIds))).toEqual([
    "< First one.>",
  ]);
});

test("a held-out page gives nothing to train on", () => {
  const options = { splitSentences, heldOut: { by: "page", fraction: 0.5 } } as const;
  for (const title of ["A", "B", "C", "D", "E", "F"]) {
    const parts = pageExamples(
      { ...page(paragraph("[[Rome|First]] one.")), title },
      tokenizer,
      entities,
      options,
    );
    const held = isHeldOut(0.5, title);
    expect([parts.train.length, parts.heldOut.length]).toEqual(held ? [0, 1] : [1, 0]);
  }
});

test("held-out sentences leave the training text, and together both hold every sentence once", () => {
  const sentences = Array.from({ length: 40 }, (_, i) => `[[Rome|Sentence]] ${i}.`);
  const parts = pageExamples(page(paragraph(sentences.join(" "))), tokenizer, entities, {
    splitSentences,
    heldOut: { by: "sentence", fraction: 0.3 },
  });
  const count = (examples: readonly { entityIds: Int32Array }[]) =>
    examples.reduce((sum, example) => sum + example.entityIds.length, 0);
  expect(count(parts.train) + count(parts.heldOut)).toBe(40);
  expect(count(parts.heldOut)).toBeGreaterThan(4);
  expect(count(parts.heldOut)).toBeLessThan(22);
});

test("about the asked share is held out", () => {
  const held = Array.from({ length: 10_000 }, (_, i) => isHeldOut(0.1, `Page ${i}`)).filter(Boolean).length;
  expect(held).toBeGreaterThan(900);
  expect(held).toBeLessThan(1100);
  expect(isHeldOut(0, "any")).toBe(false);
});

test("every mention reads as its text, whatever the sentence", () => {
  const piece = fc.string({ unit: fc.constantFrom("a", "b", ",", " ", "Z"), maxLength: 6 });
  fc.assert(
    fc.property(fc.array(fc.tuple(piece, piece), { minLength: 1, maxLength: 6 }), (pieces) => {
      const marked = pieces.map(([plain, link]) => `${plain}[[Rome|${link}]]`).join("");
      const given = paragraph(marked);
      const text = given.text.trimEnd();
      const [example] = build(page(given), {
        minSentenceWords: 1,
        keepWithoutEntities: true,
        splitSentences: () => [{ start: 0, end: text.length }],
      });
      const wanted = given.links
        .filter((link) => link.end <= text.length)
        .map((link) => text.slice(link.start, link.end).trim().replace(/ +/g, " "))
        .filter((mention) => mention !== "");
      const found = example === undefined ? [] : mentions(example).map((text) => text.slice(3).trim());
      expect(found).toEqual(wanted);
    }),
  );
});

test("the same pages give the same examples, with counts and features by index", async () => {
  const pages = [page(paragraph("[[Rome|One]] two.")), page(paragraph("[[Italy|Six]] ten [[Rome|a]]."))];
  let progress = 0;
  const { train, heldOut } = await buildPretrainingExamples(pages, tokenizer, entities, {
    splitSentences,
    onProgress: (done) => (progress = done),
  });
  expect([train.size, heldOut.size, progress, train.entityCount]).toEqual([2, 0, 2, 3]);
  expect([...train.entityCounts().subarray(10)]).toEqual([2, 1]);
  expect(read(train.at(1).wordIds)).toBe("< Six ten a.>");
  expect(train.at(1).entityPositions.map((positions) => [...positions])).toEqual([
    [1, 2, 3, 4],
    [9, 10],
  ]);
  expect(() => train.at(2)).toThrow(/index below 2/);
});
