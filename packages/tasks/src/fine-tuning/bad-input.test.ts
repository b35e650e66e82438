/** Every published format and the rows of one's own: what is refused with file and line, and what is kept and counted. */
import type { LukeError } from "@lukejs/errors";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { describe, expect, test } from "vitest";
import { cloze } from "../cloze/cloze.ts";
import { entityTyping } from "../entity-typing/entity-typing.ts";
import { namedEntityRecognition } from "../named-entity-recognition/named-entity-recognition.ts";
import { questionAnswering } from "../question-answering/question-answering.ts";
import { relationClassification } from "../relation-classification/relation-classification.ts";
import type { FineTuningTask, TaskFeatures } from "./fine-tuning-task.ts";

const tasks = {
  typing: entityTyping(),
  relations: relationClassification(),
  names: namedEntityRecognition(),
  cloze: cloze(),
  questions: questionAnswering(),
} as unknown as Record<string, FineTuningTask<unknown, TaskFeatures, unknown>>;

const lines = (...rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join("\n");
const list = (...rows: readonly unknown[]): string => JSON.stringify(rows, null, 1);

const ernie = { sent: "Rome fell.", start: 0, end: 4, labels: ["place"] };
const washington = {
  left_context_token: ["He", "saw"],
  mention_span: "Rome",
  right_context_token: ["."],
  y_str: ["place"],
};
const mention = { text: "Rome fell.", start: 0, end: 4, labels: ["place"] };
const tacred = {
  id: "1",
  token: ["Ann", "of", "Rome"],
  subj_start: 0,
  subj_end: 0,
  obj_start: 2,
  obj_end: 2,
  relation: "origin",
};
const pair = {
  id: 1,
  text: "Ann of Rome",
  head: { start: 0, end: 3 },
  tail: { start: 7, end: 11 },
  label: "origin",
};
const wordPair = {
  words: ["Ann", "of", "Rome"],
  head: { start: 0, end: 1 },
  tail: { start: 2, end: 3 },
  label: "origin",
};
const marked = (id: number, sentence: string, relation = "Cause-Effect(e1,e2)"): string =>
  `${id}\t"${sentence}"\n${relation}\nComment:\n\n`;
const fine = "<e1>Fire</e1> makes <e2>smoke</e2>.";
const named = { text: "New York Times", entities: [{ start: 0, end: 8, label: "LOC" }] };
const namedWords = { words: ["New", "York"], entities: [{ start: 0, end: 2, label: "LOC" }] };
const record = (over: object = {}, entities: readonly object[] = [{ start: 0, end: 3 }]) => ({
  passage: { text: "Rome and Oslo.", entities },
  qas: [
    {
      id: "q",
      query: "@placeholder is old.",
      answers: [{ start: 0, end: 3, text: "Rome" }],
      ...over,
    },
  ],
});
const gap = {
  id: "q",
  query: "@placeholder is old.",
  passage: "Rome and Oslo.",
  entities: [{ start: 0, end: 4 }],
  answers: ["Rome"],
};
const squad = (...qas: readonly object[]) => ({
  data: [{ title: "Rome", paragraphs: [{ context: "Rome is in Italy.", qas }] }],
});
const question = { id: "q", question: "Where?", answers: [{ text: "Italy", answer_start: 11 }] };
const asked = {
  id: "q",
  question: "Where?",
  passage: "Rome is in Italy.",
  answers: [{ text: "Italy", start: 11 }],
};

interface Refused {
  readonly task: string;
  readonly format: string;
  readonly what: string;
  readonly text: string;
  /** What the message says behind the file's name. */
  readonly says: RegExp;
}

const empties = Object.keys(tasks).flatMap((task) =>
  ["", " \n\n"].map((text) => ({ task, format: "any", what: "an empty file", text, says: /found none/ })),
);
const refused: readonly Refused[] = [
  ...empties,
  { task: "cloze", format: "ReCoRD", what: "no row", text: '{"data": []}', says: /found none/ },
  { task: "questions", format: "SQuAD", what: "no row", text: '{"data": []}', says: /found none/ },
  {
    task: "typing",
    format: "Open Entity",
    what: "a mention outside the text",
    text: list(ernie, { ...ernie, end: 11 }),
    says: /: row 2 \(line 10, column 2\): wanted 0 ≤ start < end ≤ 10 .*found start 0, end 11/,
  },
  {
    task: "typing",
    format: "Open Entity",
    what: "a mention of no length",
    text: lines(ernie, { ...ernie, end: 0 }),
    says: /: line 2: .*found start 0, end 0/,
  },
  {
    task: "typing",
    format: "Open Entity",
    what: "a file that is cut off",
    text: list(ernie).slice(0, 30),
    says: /: line 4, column 2: wanted JSON/,
  },
  {
    task: "typing",
    format: "Open Entity as first published",
    what: "a mention of no length",
    text: lines(washington, { ...washington, mention_span: "" }),
    says: /: line 2: "mention_span"/,
  },
  {
    task: "typing",
    format: "rows",
    what: "a mention outside the text",
    text: lines(mention, { ...mention, end: 11 }),
    says: /: line 2: the mention: .*found start 0, end 11/,
  },
  {
    task: "typing",
    format: "rows",
    what: "an empty label",
    text: lines({ ...mention, labels: [""] }),
    says: /: line 1: "labels\.0"/,
  },
  {
    task: "typing",
    format: "rows",
    what: "a line that is no JSON",
    text: `${lines(mention)}\nRome`,
    says: /: line 2: wanted a JSON object, found Rome/,
  },
  {
    task: "relations",
    format: "TACRED",
    what: "a mention outside the sentence",
    text: list(tacred, { ...tacred, obj_end: 3 }),
    says: /: row 2 \(line 15, column 2\): wanted obj_start ≤ obj_end < 3/,
  },
  {
    task: "relations",
    format: "TACRED",
    what: "mentions that overlap",
    text: list({ ...tacred, subj_end: 2 }),
    says: /: row 1 \(line 2, column 2\): wanted two separate mentions, found 0–2 and 2–2/,
  },
  {
    task: "relations",
    format: "SemEval-2010 task 8",
    what: "a mention without an end",
    text: marked(1, fine) + marked(2, "<e1>Fire makes <e2>smoke</e2>."),
    says: /: line 5: wanted a mention between <e1> and <\/e1>/,
  },
  {
    task: "relations",
    format: "SemEval-2010 task 8",
    what: "a sentence without its number",
    text: `${marked(1, fine)}"${fine}"\nOther\n`,
    says: /: line 5: wanted a number, a tab and a quoted sentence/,
  },
  {
    task: "relations",
    format: "KBP37",
    what: "a sentence without a relation",
    text: `1\t"${fine}"\n\n2\t"${fine}"\nno_relation\n`,
    says: /: line 2: wanted the relation of sentence 1, found ""/,
  },
  {
    task: "relations",
    format: "KBP37",
    what: "mentions that overlap",
    text: marked(1, "<e1>A <e2>fire</e1></e2> burns."),
    says: /: line 1: wanted two separate mentions, found 0–1 and 1–1/,
  },
  {
    task: "relations",
    format: "rows",
    what: "a mention outside the text",
    text: lines(pair, { ...pair, tail: { start: 7, end: 12 } }),
    says: /: line 2: "tail": wanted 0 ≤ start < end ≤ 11/,
  },
  {
    task: "relations",
    format: "rows in words",
    what: "mentions that overlap",
    text: lines({ ...wordPair, tail: { start: 0, end: 2 } }),
    says: /: line 1: wanted two separate mentions/,
  },
  {
    task: "names",
    format: "CoNLL",
    what: "a line of one column",
    text: "Rome B-LOC\nfell\n",
    says: /: line 2: wanted a word and a tag, found one column/,
  },
  {
    task: "names",
    format: "CoNLL",
    what: "a tag of no scheme",
    text: "Rome B-LOC\nfell VERB\n",
    says: /: line 2: wanted a tag like O, B-PER or I-PER in the last column, found "VERB"/,
  },
  {
    task: "names",
    format: "rows",
    what: "names that overlap",
    text: lines(named, { ...named, entities: [...named.entities, { start: 4, end: 14, label: "ORG" }] }),
    says: /: line 2: wanted entities that do not overlap, found 0–8 and 4–14/,
  },
  {
    task: "names",
    format: "rows in words",
    what: "a name outside the sentence",
    text: lines({ ...namedWords, entities: [{ start: 1, end: 3, label: "LOC" }] }),
    says: /: line 1: an entity: wanted 0 ≤ start < end ≤ 2/,
  },
  {
    task: "cloze",
    format: "ReCoRD",
    what: "an entity outside the passage",
    text: JSON.stringify({ data: [record(), record({}, [{ start: 9, end: 14 }])] }),
    says: /: row 2 \(line 1, column 177\): wanted an entity inside the 14 characters/,
  },
  {
    task: "cloze",
    format: "ReCoRD",
    what: "a query without a gap",
    text: JSON.stringify({ data: [record({ query: "It is old." })] }),
    says: /: row 1, query "q" \(line 1, column \d+\): wanted @placeholder once/,
  },
  {
    task: "cloze",
    format: "ReCoRD",
    what: "an answer outside the passage",
    text: JSON.stringify({ data: [record({ answers: [{ start: 20, end: 22, text: "Rio" }] })] }),
    says: /: row 1 \(.*\): wanted an entity inside the 14 characters .*20–22/,
  },
  {
    task: "cloze",
    format: "rows",
    what: "an entity outside the passage",
    text: lines(gap, { ...gap, entities: [{ start: 9, end: 15 }] }),
    says: /: line 2: an entity of the passage: wanted/,
  },
  {
    task: "questions",
    format: "SQuAD 1.1",
    what: "an answer that is not in the passage",
    text: JSON.stringify(
      squad(question, { ...question, id: "r", answers: [{ text: "Spain", answer_start: 11 }] }),
      null,
      1,
    ),
    says: /: article 1, question "r" \(line 19, column 7\): wanted the answer "Spain" at 11 of the passage, found "Italy"/,
  },
  {
    task: "questions",
    format: "SQuAD 1.1",
    what: "an answer without a text",
    text: JSON.stringify(squad({ ...question, answers: [{ text: "", answer_start: 0 }] })),
    says: /: article 1 .*"paragraphs\.0\.qas\.0\.answers\.0\.text"/,
  },
  {
    task: "questions",
    format: "rows",
    what: "an answer that is not in the passage",
    text: lines(asked, { ...asked, answers: [{ text: "Spain", start: 11 }] }),
    says: /: line 2: wanted the answer "Spain" at 11 of the passage, found "Italy"/,
  },
];

describe("refused, with file and line", () => {
  test.each(refused)("$task, $format: $what", ({ task, text, says }) => {
    const message = (() => {
      try {
        tasks[task]!.read(text, "data.txt");
        return "nothing";
      } catch (error) {
        return (error as LukeError).message;
      }
    })();
    expect(message).toMatch(/^Cannot read "data\.txt": /);
    expect(message).toMatch(says);
    // The same, told row by row, does not hide behind "no example".
    const told: string[] = [];
    const whole = /wanted JSON|found none/.test(message);
    if (whole) return;
    tasks[task]!.read(text, "data.txt", { onBadRow: (error) => told.push(error.message) });
    expect(told).toEqual([message]);
  });
});

interface Kept {
  readonly task: string;
  readonly format: string;
  readonly what: string;
  readonly text: string;
  readonly examples: number;
  /** Some of what `describe` counts. */
  readonly counts?: Readonly<Record<string, number>>;
  readonly warns?: RegExp;
  /** The head's labels, and what feature building then counts. */
  readonly labels?: readonly string[];
  readonly built?: Readonly<Record<string, number>>;
}

const kept: readonly Kept[] = [
  {
    task: "typing",
    format: "Open Entity",
    what: "a label that the head lacks, and one given twice",
    text: lines({ ...ernie, labels: ["city", "place", "place"] }),
    examples: 1,
    counts: { labels: 2 },
    labels: ["place"],
    built: { unknownLabels: 1 },
  },
  {
    task: "typing",
    format: "Open Entity as first published",
    what: "the same mention twice",
    text: lines(washington, washington),
    examples: 2,
    warns: /^1 mentions stand there more than once: "He saw Rome \. 7–11"$/,
  },
  {
    task: "relations",
    format: "TACRED",
    what: "a label that the head lacks",
    text: list(tacred, { ...tacred, id: "2", relation: "spouse" }),
    examples: 2,
    labels: ["no_relation", "origin"],
    built: { unknownLabels: 1 },
  },
  {
    task: "relations",
    format: "TACRED",
    what: "an id given twice",
    text: list(tacred, tacred),
    examples: 2,
    warns: /^1 ids are given more than once: "1"$/,
  },
  {
    task: "relations",
    format: "SemEval-2010 task 8",
    what: "a number given twice, a label that the head lacks",
    text: marked(1, fine) + marked(1, fine, "Other"),
    examples: 2,
    warns: /^1 ids are given more than once: "1"$/,
    labels: ["no_relation"],
    built: { unknownLabels: 1 },
  },
  {
    task: "relations",
    format: "rows",
    what: "a row without a label",
    text: lines(pair, { ...pair, id: 2, label: undefined }),
    examples: 2,
    warns: /^1 sentences have no label, teach nothing and are left out of the scores: "2"$/,
    labels: ["no_relation", "origin"],
    built: { withoutLabel: 1, unknownLabels: 0 },
  },
  {
    task: "names",
    format: "CoNLL",
    what: "IOB1 beside IOB2",
    text: "Rome I-LOC\n\nOslo B-LOC\n",
    examples: 2,
    counts: { names: 2 },
    warns:
      /^tags are of mixed schemes \(sentences that show them: IOB1 1, IOB2 1\); names are read by one rule$/,
    labels: ["O", "LOC"],
    built: { goldKept: 2, goldDropped: 0 },
  },
  {
    task: "names",
    format: "CoNLL",
    what: "BIOES beside IOB2",
    text: "Rome S-LOC\n\nNew B-LOC\nYork I-LOC\nfell O\n",
    examples: 2,
    counts: { names: 2 },
    warns: /IOB2 1.*BIOES 1|BIOES 1.*IOB2 1/,
  },
  {
    task: "names",
    format: "CoNLL",
    what: "a label that the head lacks, a name that is too long",
    text: `Rome B-LOC\n\n${Array.from({ length: 17 }, (_, i) => `w ${i === 0 ? "B" : "I"}-ORG`).join("\n")}\n`,
    examples: 2,
    warns: /^1 names have more than 16 words, are no candidates and count as missed: "w w/,
    labels: ["O", "ORG"],
    built: { goldKept: 1, goldDropped: 1, unknownLabels: 1 },
  },
  {
    task: "names",
    format: "rows",
    what: "a document that goes on behind another one",
    text: lines(...[1, 2, 1].map((document) => ({ ...named, document }))),
    examples: 3,
    counts: { documents: 3, names: 3 },
    warns:
      /^1 documents go on behind another one more than once; their parts give each other no context: "1"$/,
  },
  {
    task: "cloze",
    format: "ReCoRD",
    what: "entities that overlap",
    text: JSON.stringify({
      data: [
        record({}, [
          { start: 0, end: 3 },
          { start: 0, end: 7 },
        ]),
      ],
    }),
    examples: 1,
    counts: { candidates: 1, overlappingEntities: 1 },
    warns: /overlap an earlier one and are no candidates: "q"/,
    built: { overlapping: 1, withoutAnswer: 1 },
  },
  {
    task: "cloze",
    format: "ReCoRD",
    what: "an answer whose text is another, an id given twice",
    text: JSON.stringify({ data: [record({ answers: [{ start: 9, end: 12, text: "Rome" }] }), record()] }),
    examples: 2,
    warns: /whose text is not what stands at its place.*"q"\n.*no candidate of the passage/,
  },
  {
    task: "cloze",
    format: "rows",
    what: "an answer that is no candidate, an id given twice",
    text: lines(gap, { ...gap, answers: ["Oslo"] }),
    examples: 2,
    warns:
      /^1 ids are given more than once; the last answer counts for all of an id: "q"\n1 queries have an answer that is no candidate/,
    built: { withoutAnswer: 1 },
  },
  {
    task: "questions",
    format: "SQuAD 1.1",
    what: "an id given twice",
    text: JSON.stringify(squad(question, question)),
    examples: 2,
    warns: /^1 ids are given more than once; the last answer counts for all of an id: "q"$/,
  },
  {
    task: "questions",
    format: "SQuAD 2.0",
    what: "a question said to have no answer that has one",
    text: JSON.stringify(
      squad({ ...question, is_impossible: true }, { id: "r", question: "Who?", answers: [] }),
    ),
    examples: 2,
    counts: { questionsWithoutAnswer: 1 },
    warns: /^1 questions are marked impossible and have an answer, which is taken: "q"$/,
  },
  {
    task: "questions",
    format: "rows",
    what: "no answer, an empty passage",
    text: lines({ id: 1, question: "Who?", passage: " " }),
    examples: 1,
    counts: { questionsWithoutAnswer: 1 },
    warns: /^1 passages are empty: "1"$/,
    built: { questions: 1, windowsWithAnswer: 0 },
  },
];

const tokenizer = new RobertaTokenizer(
  await trainByteLevelBpe(["Rome is in Italy . Ann met w in New York Times"], { vocabSize: 320 }),
);
tokenizer.addTokens(Object.values(tasks).flatMap((task) => task.markers.map(({ name }) => name)));

describe("kept by a rule, and counted", () => {
  test.each(kept)("$task, $format: $what", ({ task, text, examples, counts, warns, labels, built }) => {
    const read = tasks[task]!.read(text, "data.txt");
    expect(read).toHaveLength(examples);
    const summary = tasks[task]!.describe(read);
    if (counts !== undefined) expect(summary.counts).toMatchObject(counts);
    expect(summary.warnings.join("\n")).toMatch(warns ?? /^$/);
    const given = labels ?? tasks[task]!.labelsOf(read);
    const { counts: found } = tasks[task]!.buildFeatures(read, { tokenizer, labels: given, maxWords: 60 });
    if (built !== undefined) expect(found).toMatchObject(built);
  });
});

test("the scheme of the tags is told", () => {
  const notes = (text: string) => tasks["names"]!.describe(tasks["names"]!.read(text, "a")).notes;
  expect(notes("New I-LOC\nYork I-LOC\n")).toEqual(["tags are IOB1"]);
  expect(notes("New B-LOC\nYork I-LOC\n")).toEqual(["tags are IOB2"]);
  expect(notes("New B-LOC\nYork E-LOC\n")).toEqual(["tags are BIOES"]);
  expect(notes("New O\n")).toBeUndefined();
});
