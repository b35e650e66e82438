import { readFileSync } from "node:fs";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { readRecord } from "../cloze/read-record.ts";
import { readOpenEntity } from "../entity-typing/read-open-entity.ts";
import { readConll } from "../named-entity-recognition/read-conll.ts";
import { detectScheme, spansOfTags, tagsOfSpans } from "../named-entity-recognition/spans-of-tags.ts";
import { readSquad } from "../question-answering/read-squad.ts";
import { readTacred } from "../relation-classification/read-tacred.ts";

const json = JSON.stringify;

test("Open Entity: a row without labels names file, row and field", () => {
  const row = { sent: "Rome fell.", start: 0, end: 4, labels: ["place", "place"] };
  expect(readOpenEntity(json([row]), "a.json")).toEqual([
    { text: "Rome fell.", start: 0, end: 4, labels: ["place"] },
  ]);
  expect(readOpenEntity(`${json(row)}\n${json(row)}\n`, "a.jsonl")).toHaveLength(2);
  const { labels: _, ...without } = row;
  expect(() => readOpenEntity(json([row, without]), "a.json")).toThrow(
    /"a\.json": row 2 \(line 1, column 69\): "labels"/,
  );
  expect(() => readOpenEntity(json([{ ...row, end: 11 }]), "a.json")).toThrow(
    /row 1 \(.*\): .*found start 0, end 11/,
  );
  expect(() => readOpenEntity("[", "a.json")).toThrow(/"a\.json": line 1, column 2: wanted JSON/);
  expect(() => readOpenEntity("[]", "a.json")).toThrow(/found none/);
  expect(() => readOpenEntity("{}\nx", "a.jsonl")).toThrow(/line 2/);
});

test("Open Entity: offsets in code points become UTF-16", () => {
  const row = json([{ sent: "😀 Rome", start: 2, end: 6, labels: [] }]);
  expect(readOpenEntity(row, "a")[0]).toMatchObject({ start: 3, end: 7 });
  expect(readOpenEntity(row, "a", { offsets: "utf16" })[0]).toMatchObject({ start: 2, end: 6 });
});

test("TACRED: ends become exclusive, bad rows are named", () => {
  const row = {
    id: "x",
    relation: "per:origin",
    token: ["(", "Ann", ",", "Roman"],
    subj_start: 1,
    subj_end: 1,
    obj_start: 3,
    obj_end: 3,
  };
  expect(readTacred(json([row]), "a.json")).toEqual([
    {
      id: "x",
      words: ["(", "Ann", ",", "Roman"],
      head: { start: 1, end: 2 },
      tail: { start: 3, end: 4 },
      label: "per:origin",
    },
  ]);
  expect(() => readTacred(json([{ ...row, obj_end: 4 }]), "a.json")).toThrow(
    /row 1 \(line 1, column 2\): .*found 3 and 4/,
  );
  expect(() => readTacred(json([{ ...row, obj_start: 1 }]), "a.json")).toThrow(/two separate mentions/);
});

test("CoNLL: documents, sentences and the last one without a blank line", () => {
  const text =
    "-DOCSTART- -X- -X- O\n\nEU NNP I-NP I-ORG\nsays VBZ I-VP O\n\nRome NNP I-NP I-LOC\n-DOCSTART- -X- O O\n\nOslo NNP I-NP I-LOC";
  const documents = readConll(text, "a");
  expect(documents.map((document) => document.sentences.map((s) => s.words.join(" ")))).toEqual([
    ["EU says", "Rome"],
    ["Oslo"],
  ]);
  expect(documents[0]!.sentences[0]!.spans).toEqual([{ start: 0, end: 1, label: "ORG" }]);
  expect(readConll("a\tO\n\nb\tO\n", "a")).toHaveLength(2);
  expect(() => readConll("a O\nb\n", "a.txt")).toThrow(/"a\.txt": line 2: wanted a word and a tag/);
  expect(() => readConll("a O\nb X\n", "a.txt")).toThrow(/line 2: .*found "X"/);
  expect(() => readConll("\n\n", "a.txt")).toThrow(/found none/);
});

test("one rule reads IOB1, IOB2 and BIOES, and the scheme is told", () => {
  const spans = [
    { start: 0, end: 2, label: "PER" },
    { start: 2, end: 3, label: "PER" },
    { start: 4, end: 5, label: "LOC" },
  ];
  const schemes = {
    IOB1: ["I-PER", "I-PER", "B-PER", "O", "I-LOC"],
    IOB2: ["B-PER", "I-PER", "B-PER", "O", "B-LOC"],
    BIOES: ["B-PER", "E-PER", "S-PER", "O", "S-LOC"],
  };
  for (const [scheme, tags] of Object.entries(schemes)) {
    expect(spansOfTags(tags), scheme).toEqual(spans);
    expect(detectScheme([tags])).toBe(scheme);
  }
  expect(detectScheme([schemes.IOB1, schemes.IOB2])).toBe("mixed");
  expect(tagsOfSpans(spans, 5)).toEqual(schemes.IOB2);
});

test("ReCoRD: inclusive ends, answers by place, overlapping entities left out", () => {
  const row = {
    passage: {
      text: "Ann met Bob Ray.",
      entities: [
        { start: 8, end: 14 },
        { start: 0, end: 2 },
        { start: 8, end: 10 },
      ],
    },
    qas: [{ id: "q", query: "@placeholder met Ann", answers: [{ start: 8, end: 14, text: "Bob Ray" }] }],
  };
  expect(readRecord(json({ data: [row] }), "a")).toEqual([
    {
      id: "q",
      query: "@placeholder met Ann",
      passage: "Ann met Bob Ray.",
      entities: [
        { start: 0, end: 3 },
        { start: 8, end: 15 },
      ],
      answers: ["Bob Ray"],
      right: [false, true],
      overlapping: 1,
    },
  ]);
  const noGap = { ...row, qas: [{ id: "q", query: "who?" }] };
  expect(() => readRecord(json({ data: [row, noGap] }), "a.json")).toThrow(
    /"a\.json": row 2, query "q" \(line 1, column 346\): wanted @placeholder once/,
  );
  expect(() => readRecord(json({ data: [{ qas: [] }] }), "a.json")).toThrow(
    /row 1 \(line 1, column 10\): "passage"/,
  );
});

test("SQuAD: an answer stands where it says, in code points or in UTF-16", () => {
  const file = (start: number) =>
    json({
      data: [
        {
          title: "T",
          paragraphs: [
            {
              context: "😀 in Rome",
              qas: [{ id: "q", question: "Where?", answers: [{ text: "Rome", answer_start: start }] }],
            },
          ],
        },
      ],
    });
  expect(readSquad(file(5), "a")[0]!.answers).toEqual([{ text: "Rome", start: 6, end: 10 }]);
  expect(readSquad(file(6), "a")[0]!.answers).toEqual([{ text: "Rome", start: 6, end: 10 }]);
  expect(() => readSquad(file(0), "a.json")).toThrow(
    /article 1, question "q" \(line 1, column 68\): wanted the answer "Rome" at 0/,
  );
});

const data = sharedPath("data");
test.skipIf(!data)("open datasets are read whole", () => {
  const read = (name: string): string => readFileSync(`${data}/${name}`, "utf8");
  const count = (name: string) => {
    const documents = readConll(read(name), name);
    const sentences = documents.flatMap((document) => document.sentences);
    return [sentences.length, detectScheme(sentences.map((s) => s.tags))];
  };
  expect(count("ner/wnut17-wnut17train.conll")).toEqual([3394, "IOB2"]);
  expect(count("ner/wnut17-emerging.dev.conll")).toEqual([1009, "IOB2"]);
  expect(count("ner/wnut17-emerging.test.annotated")).toEqual([1287, "IOB2"]);
  expect(count("ner/wikigold.conll.txt")).toEqual([1696, "IOB1"]);
  for (const name of ["qa/xquad.en.json", "qa/xquad.de.json"]) {
    const questions = readSquad(read(name), name);
    expect(questions).toHaveLength(1190);
    for (const { passage, answers } of questions) {
      for (const { text, start, end } of answers) expect(passage.slice(start, end)).toBe(text);
    }
  }
});

test("data of one's own: texts with offsets in UTF-16, or words", () => {
  const text = "😀 Ann's town is Rome.";
  const [head, tail] = [
    { start: 3, end: 6 },
    { start: 17, end: 21 },
  ];
  expect(readOpenEntity(json({ text, ...head }), "a")).toEqual([{ text, ...head, labels: [] }]);
  const words = ["😀", "Ann", "'s", "town", "is", "Rome", "."];
  const places = { head: { start: 1, end: 2 }, tail: { start: 5, end: 6 } };
  const relation = { id: "7", words, ...places, label: "lives" };
  expect(readTacred(json({ id: 7, text, head, tail, label: "lives" }), "a")).toEqual([relation]);
  expect(readTacred(json(relation), "a")).toEqual([relation]);
  const spans = [
    { start: 1, end: 2, label: "PER" },
    { start: 5, end: 6, label: "LOC" },
  ];
  const tags = ["O", "B-PER", "O", "O", "O", "B-LOC", "O"];
  const named = [
    { ...tail, label: "LOC" },
    { ...head, label: "PER" },
  ];
  const rows = [
    { text, entities: named, document: 1 },
    { words, entities: spans, document: 1 },
    { words: ["x"] },
  ];
  expect(readConll(rows.map((row) => json(row)).join("\n"), "a")).toEqual([
    { id: "1", sentences: [0, 1].map(() => ({ words, spans, tags })) },
    { sentences: [{ words: ["x"], spans: [], tags: ["O"] }] },
  ]);
  const own = { query: "Who? @placeholder", passage: text, entities: [tail, head], answers: ["Ann"] };
  expect(readRecord(json(own), "a")).toEqual([
    { ...own, id: "0", entities: [head, tail], right: [true, false] },
  ]);
  const asked = { question: "Who?", passage: text };
  expect(readSquad(json({ ...asked, answers: [{ text: "Ann", start: 3 }] }), "a")).toEqual([
    { id: "0", title: "", ...asked, answers: [{ text: "Ann", start: 3, end: 6 }] },
  ]);
});

test("Open Entity as first published: tokens around the mention", () => {
  const row = {
    annot_id: "x",
    left_context_token: ["He", "saw"],
    mention_span: "the old town",
    right_context_token: ["of", "Rome"],
    y_str: ["place", "town", "place"],
  };
  const [example] = readOpenEntity(json(row), "a");
  expect(example).toEqual({
    text: "He saw the old town of Rome",
    start: 7,
    end: 19,
    labels: ["place", "town"],
  });
});

test("SemEval-2010 and KBP37: marked sentences, directed relations, no relation", () => {
  const text =
    '8001\t"The <e1>town hall</e1> is in <e2>Rome</e2>."\nComponent-Whole(e1,e2)\nComment: x\n\n8002\t" <e2>Ann</e2> met <e1> Bob </e1> "\r\nOther\r\n\r\n';
  expect(readTacred(text, "a")).toEqual([
    {
      id: "8001",
      words: ["The", "town", "hall", "is", "in", "Rome", "."],
      head: { start: 1, end: 3 },
      tail: { start: 5, end: 6 },
      label: "Component-Whole(e1,e2)",
    },
    {
      id: "8002",
      words: ["Ann", "met", "Bob"],
      head: { start: 2, end: 3 },
      tail: { start: 0, end: 1 },
      label: "no_relation",
    },
  ]);
  expect(() => readTacred('1\t"<e1>a</e1> b"\nOther\n', "a.txt")).toThrow(
    /"a\.txt": line 1: wanted a mention between <e2>/,
  );
  expect(() => readTacred('1\t"<e1>a</e1> <e2>b</e2>"\n', "a.txt")).toThrow(
    /line 2: wanted the relation of sentence 1/,
  );
});
