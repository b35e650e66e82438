import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { useBackend } from "@lukejs/backend";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { prepareModel } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProgram, runProgram } from "../program.ts";
import { scoredTasks, scorePredictions } from "../run/score-predictions.ts";
import { taskByName, taskNames } from "../run/task-by-name.ts";
import { addEvaluate } from "./evaluate.ts";
import { addPredict } from "./predict.ts";

const sentence = "Ann Lee was born in Oslo .";
const names = { start: 0, end: 7 };
const place = { start: 20, end: 24 };

/** The smallest dataset of each task in its original format. */
const datasets: Readonly<Record<string, string>> = {
  "entity-typing": JSON.stringify([
    { sent: sentence, ...names, labels: ["person"] },
    { sent: sentence, ...place, labels: ["place"] },
  ]),
  "relation-classification": JSON.stringify([
    {
      id: "1",
      token: sentence.split(" "),
      relation: "born in",
      subj_start: 0,
      subj_end: 1,
      obj_start: 5,
      obj_end: 5,
    },
  ]),
  "named-entity-recognition": [
    "-DOCSTART- -X- O O\n",
    ...sentence.split(" ").map((word, i) => `${word} ${["B-PER", "I-PER", "O", "O", "O", "B-LOC", "O"][i]}`),
    "",
    "Oslo B-LOC",
  ].join("\n"),
  cloze: JSON.stringify({
    data: [
      {
        passage: {
          text: sentence,
          entities: [
            { start: 0, end: 6 },
            { start: 20, end: 23 },
          ],
        },
        qas: [{ id: "c", query: "In @placeholder .", answers: [{ start: 20, end: 23, text: "Oslo" }] }],
      },
    ],
  }),
  "question-answering": JSON.stringify({
    data: [
      {
        title: "Ann",
        paragraphs: [
          {
            context: sentence,
            qas: [{ id: "q", question: "Where?", answers: [{ text: "Oslo", answer_start: 20 }] }],
          },
        ],
      },
    ],
  }),
};

let folder = "";
const path = (name: string): string => join(folder, name);

beforeAll(async () => {
  await useBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "luke-predict-"));
  const files = await trainByteLevelBpe([sentence, sentence], { vocabSize: 300 });
  const vocab = EntityVocab.of([{ title: "Oslo", count: 1 }]);
  const save = async (name: string, make: (model: LukeModel, tokenizer: RobertaTokenizer) => object) => {
    const tokenizer = new RobertaTokenizer(files);
    const config = {
      ...lukeTiny,
      numLayers: 1,
      vocabSize: tokenizer.vocabSize,
      entityVocabSize: vocab.size,
      initializerRange: 0.2,
    };
    const pretrained = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
    const model = make(pretrained, tokenizer) as Parameters<typeof saveCheckpoint>[1];
    await saveCheckpoint(path(name), model);
    await saveTokenizer(tokenizer, path(name));
    await writeEntityVocab(vocab, join(path(name), "entity_vocab.json"));
    disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
  };
  for (const name of taskNames) {
    const { task } = taskByName(name);
    const data = datasets[name]!;
    await writeFile(path(`${name}.data`), data);
    const labels = task.labelsOf(task.read(data, name));
    await save(name, (model, tokenizer) => ({
      ...prepareModel(model, tokenizer, task, { labels, random: new Random(2) }),
      architecture: task.architecture,
      labels,
    }));
  }
  await save("fill-mask", (model) => ({
    ...model,
    headParams: createHeadParams(model.config, "LukeForMaskedLM", new Random(3)),
    architecture: "LukeForMaskedLM",
  }));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command here; what it wrote, and its exit code. */
async function luke(...argv: string[]) {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    vi.spyOn(process[stream], "write").mockImplementation((text) => {
      written[stream] += text;
      return true;
    }),
  );
  try {
    await runProgram(createProgram([addEvaluate, addPredict]), argv);
    return { ...written, code: process.exitCode ?? 0 };
  } finally {
    process.exitCode = 0;
    for (const spy of spies) spy.mockRestore();
  }
}

const rowsOf = (stdout: string): Record<string, unknown>[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test.each(taskNames)("evaluate %s agrees with the scorer on the predictions it writes", async (name) => {
  const before = tf.memory().numTensors;
  const data = path(`${name}.data`);
  const { stdout, stderr, code } = await luke(
    ...["evaluate", name, "--model", path(name), "--data", data, "--predictions", path("out"), "--json"],
  );
  expect({ stderr, code }).toEqual({ stderr: "", code: 0 });
  const result = JSON.parse(stdout) as { main: number; task: string; details: Record<string, number> };
  expect(result.task).toBe(name);
  const task = scoredTasks.find((one) => one === name)!;
  const { figures } = await scorePredictions(task, data, path("out"));
  const flat = { ...figures, ...(figures["micro"] as object) } as Record<string, number>;
  const scale = name === "entity-typing" || name === "relation-classification" ? 100 : 1;
  expect(result.main).toBeCloseTo(scale * flat["f1"]!, 6);
  expect(tf.memory().numTensors).toBe(before);
});

test.each(taskNames)("predict %s reads the dataset itself", async (name) => {
  const { stdout, code } = await luke("predict", name, path(`${name}.data`), "--model", path(name));
  expect(code).toBe(0);
  const rows = rowsOf(stdout);
  const fields = {
    "entity-typing": ["text", "start", "end", "mention", "labels"],
    "relation-classification": ["id", "head", "tail", "relation", "score"],
    "named-entity-recognition": ["words", "tags", "entities"],
    cloze: ["id", "answer", "score"],
    "question-answering": ["id", "answer", "start", "end", "score", "nBest", "nullScore"],
  }[name]!;
  expect(rows).toHaveLength({ "entity-typing": 2, "named-entity-recognition": 2 }[name] ?? 1);
  for (const row of rows) expect(Object.keys(row)).toEqual(fields);
});

test("predict reads objects, and gives back their ids", async () => {
  const inputs: [string, object, string[]][] = [
    ["entity-typing", { text: sentence, ...names }, ["start", "end", "text", "labels", "scores"]],
    [
      "relation-classification",
      { text: sentence, head: names, tail: place },
      ["head", "tail", "label", "score", "scores"],
    ],
    ["named-entity-recognition", { text: sentence }, ["text", "entities"]],
    ["cloze", { query: "In @placeholder.", passage: sentence, entities: [place] }, ["answer", "candidates"]],
    ["question-answering", { question: "Where?", passage: sentence }, ["answer", "answers"]],
    ["fill-mask", { text: sentence, entities: [place], topK: 2 }, ["text", "words", "entities"]],
  ];
  for (const [name, input, fields] of inputs) {
    const line = JSON.stringify({ id: 7, ...input });
    await writeFile(path("in.jsonl"), `${line}\n\n${line}\n`);
    const { stdout, stderr } = await luke("predict", name, path("in.jsonl"), "--model", path(name));
    expect(stderr).toBe("");
    const rows = rowsOf(stdout);
    expect(rows).toHaveLength(2);
    expect(Object.keys(rows[0]!), name).toEqual(["id", ...fields]);
    expect(rows[1]).toEqual(rows[0]);
  }
});

test("predict reads lines of text from stdin and answers each", async () => {
  const script = fileURLToPath(new URL("../bin.ts", import.meta.url));
  const args = ["--conditions=@lukejs/source", "--import", "tsx", script];
  const child = spawn(process.execPath, [...args, "predict", "fill-mask", "--model", path("fill-mask")], {
    env: { ...process.env, LUKE_BACKEND: "wasm" },
  });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  child.stdin.end("\nAnn was <mask> in Oslo.\n<mask> Lee\n");
  const code = await new Promise((resolve) => child.on("close", resolve));
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const rows = rowsOf(stdout);
  expect(rows.map(({ text }) => text)).toEqual(["Ann was <mask> in Oslo.", "<mask> Lee"]);
});

test("a line that cannot be read is named; what was answered before stays", async () => {
  await writeFile(path("bad.jsonl"), `{"text": ${JSON.stringify(sentence)}, "start": 0, "end": 99}\n`);
  const args = ["--model", path("entity-typing")];
  const outside = await luke("predict", "entity-typing", path("bad.jsonl"), ...args);
  expect(outside.code).toBe(1);
  expect(outside.stderr).toMatch(/^luke: LUK007 .*bad\.jsonl, line 1: .*0–99/);
  await writeFile(path("bad.jsonl"), `{"text": "Oslo", "start": 0, "end": 4}\n{"text": "Os`);
  const cut = await luke("predict", "entity-typing", path("bad.jsonl"), ...args);
  expect(cut.stderr).toMatch(/^luke: CLI010 .*bad\.jsonl, line 2/);
  await writeFile(path("bad.jsonl"), `{"text": "Oslo"}\n`);
  const without = await luke("predict", "entity-typing", path("bad.jsonl"), ...args);
  expect(without.stderr).toMatch(/^luke: CLI010 .*line 1: .*expected \{ start, end \}/);
});

test("wrong tasks, models, formats and files are one error with a code", async () => {
  await writeFile(path("text.txt"), "Ann lives in Oslo.\n");
  const typing = ["--model", path("entity-typing")];
  const cases: [string[], RegExp, number][] = [
    [["predict", "nosuch", path("text.txt"), ...typing], /CLI004 .*"nosuch".*fill-mask/, 2],
    [
      ["predict", "entity-typing", path("text.txt"), ...typing],
      /CLI015 .*text: expected dataset or jsonl/,
      2,
    ],
    [["predict", "entity-typing", path("none"), ...typing], /CLI001 .*none/, 1],
    [["predict", "named-entity-recognition", path("text.txt"), ...typing], /LUK003 /, 1],
    [["predict", "named-entity-recognition", path("text.txt"), "--model", path("none")], /LUK002 /, 1],
    [["evaluate", "nosuch", "--data", path("text.txt"), ...typing], /CLI004 /, 2],
    [["evaluate", "cloze", "--data", path("cloze.data"), ...typing], /LUK003 /, 1],
    [["evaluate", "entity-typing", "--data", path("text.txt"), ...typing], /TSK201 /, 1],
    [["evaluate", "entity-typing", "--data", path("none"), ...typing], /TSK203 /, 1],
    [["evaluate", "entity-typing", ...typing], /required option '--data <file>'/, 2],
  ];
  for (const [argv, message, code] of cases) {
    const result = await luke(...argv);
    expect(result.stderr, argv.join(" ")).toMatch(message);
    expect(result.code, argv.join(" ")).toBe(code);
  }
  expect(await readFile(path("text.txt"), "utf8")).toBe("Ann lives in Oslo.\n");
});
