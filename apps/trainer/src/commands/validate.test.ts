import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProgram, runProgram } from "../program.ts";
import { addValidate } from "./validate.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-validate-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Result {
  readonly code: number;
  readonly files: readonly {
    readonly examples: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly labels: Readonly<Record<string, number>>;
    readonly warnings: readonly string[];
    readonly errors: readonly { readonly message: string }[];
  }[];
  readonly error?: { readonly code: string };
}

/** Validates these texts as files a.txt, b.txt … */
async function validate(task: string, ...texts: readonly string[]): Promise<Result> {
  const files = await Promise.all(
    texts.map(async (text, i) => {
      const file = join(folder, `${String.fromCharCode(97 + i)}.txt`);
      await writeFile(file, text);
      return file;
    }),
  );
  let out = "";
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    process.exitCode = 0;
    await runProgram(createProgram([addValidate]), ["validate", task, ...files, "--json"]);
    return { ...(JSON.parse(out) as Omit<Result, "code">), code: Number(process.exitCode) };
  } finally {
    process.exitCode = 0;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

const lines = (...rows: readonly object[]) => rows.map((row) => JSON.stringify(row)).join("\n");

test("every bad row is named with its line, and the others are counted", async () => {
  const row = { text: "Rome fell.", start: 0, end: 4, labels: ["place", "city"] };
  const text = `${lines(row, { ...row, start: 5, end: 99 }, { ...row, labels: ["place"], start: 5, end: 9 })}\n{"text"\n`;
  const { code, files } = await validate("entity-typing", text);
  expect(code).toBe(1);
  expect(files[0]!.errors.map(({ message }) => message.replace(/.*a\.txt": /, ""))).toEqual([
    'line 4: wanted a JSON object, found {"text"',
    "line 2: the mention: wanted 0 ≤ start < end ≤ 10, found start 5, end 99",
  ]);
  expect(files[0]).toMatchObject({ examples: 2, labels: { place: 2, city: 1 }, warnings: [] });
});

test("labels that the first file lacks, examples of the first file and ids given twice are warnings", async () => {
  const row = {
    id: "1",
    text: "Ann was born in Rome.",
    head: { start: 0, end: 3 },
    tail: { start: 16, end: 20 },
  };
  const train = lines({ ...row, label: "origin" }, { ...row, label: "no_relation" });
  const { code, files } = await validate(
    "relation-classification",
    train,
    lines({ ...row, label: "origin" }, { ...row, id: "3", label: "spouse" }),
  );
  expect(code).toBe(0);
  expect(files[0]!.warnings).toEqual(['1 ids are given more than once: "1"']);
  expect(files[1]!.warnings).toEqual([
    expect.stringMatching(/^1 labels that ".*a\.txt" lacks.*: spouse$/),
    expect.stringMatching(/^1 examples that stand in/),
  ]);
});

test("names: schemes that are mixed, names that are too long, columns that are missing", async () => {
  const long = Array.from({ length: 17 }, (_, i) => `w${i} ${i === 0 ? "B" : "I"}-ORG`).join("\n");
  const { code, files } = await validate(
    "named-entity-recognition",
    `a I-PER\n\nb B-PER\n\n${long}\n\nc\nd X\ne O\n`,
  );
  expect(code).toBe(1);
  expect(files[0]!.counts).toMatchObject({ sentences: 4, names: 3 });
  expect(files[0]!.errors).toHaveLength(2);
  expect(files[0]!.warnings).toEqual([
    expect.stringMatching(/^tags are of mixed schemes \(sentences that show them: IOB2 2, IOB1 1\)/),
    expect.stringMatching(/^1 names have more than 16 words.*: "w0 w1/),
  ]);
  const overlap = {
    text: "New York Times",
    entities: [
      { start: 0, end: 8, label: "LOC" },
      { start: 0, end: 14, label: "ORG" },
    ],
  };
  const fine = { ...overlap, entities: overlap.entities.slice(0, 1) };
  const own = await validate("named-entity-recognition", lines(fine, overlap));
  expect(own.files[0]).toMatchObject({
    counts: { names: 1 },
    errors: [{ message: expect.stringContaining("line 2: wanted entities that do not overlap") }],
  });
});

test("questions: answers that are not in the passage, questions without any", async () => {
  const passage = "Rome is in Italy.";
  const { code, files } = await validate(
    "question-answering",
    lines(
      { id: 1, question: "Where?", passage, answers: [{ text: "Italy", start: 11 }] },
      { id: 2, question: "Where?", passage, answers: [{ text: "Spain", start: 11 }] },
      { id: 1, question: "Who?", passage },
    ),
  );
  expect(code).toBe(1);
  expect(files[0]).toMatchObject({
    counts: { questions: 2, passages: 1, questionsWithoutAnswer: 1 },
    warnings: ['1 ids are given more than once; the last answer counts for all of an id: "1"'],
  });
  expect(files[0]!.errors[0]!.message).toMatch(
    /line 2: wanted the answer "Spain" at 11 of the passage, found "Italy"/,
  );
});

test("cloze: no gap, no candidate, an answer that is none", async () => {
  const row = {
    query: "@placeholder is old.",
    passage: "Rome and Oslo.",
    entities: [{ start: 0, end: 4 }],
    answers: ["Rome"],
  };
  const { code, files } = await validate(
    "cloze",
    lines(row, { ...row, query: "who?" }, { ...row, answers: ["Oslo"] }, { ...row, entities: [] }),
  );
  expect(code).toBe(1);
  expect(files[0]!.errors).toHaveLength(1);
  expect(files[0]!.warnings).toEqual([
    '1 passages have no candidate: "3"',
    '2 queries have an answer that is no candidate of the passage; they teach that no candidate is right: "2", "3"',
  ]);
});

test("an empty file, a file that is not there and one of another format are errors", async () => {
  expect((await validate("cloze", "")).error).toMatchObject({ code: "TSK204" });
  expect((await validate("entity-typing", "")).error).toMatchObject({ code: "TSK204" });
  expect((await validate("named-entity-recognition", "\n")).error).toMatchObject({ code: "TSK204" });
  expect((await validate("question-answering", "[1]")).error).toMatchObject({ code: "TSK201" });
});
