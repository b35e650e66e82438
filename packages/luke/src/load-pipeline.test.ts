import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { EntityVocab, MentionTable } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import {
  cloze,
  entityTyping,
  type FineTuningTask,
  namedEntityRecognition,
  prepareModel,
  questionAnswering,
  relationClassification,
  type TaskFeatures,
} from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PipelineTask, pipelineTasks } from "./choose-pipeline.ts";
import { loadPipeline } from "./load-pipeline.ts";
import { openTaskModel } from "./open-task-model.ts";
import { relationsBetween } from "./relations-between.ts";
import { startBackend } from "./start-backend.ts";

const text = "Ann Lee was born in Oslo. She now lives in Rome, and works for the U.N. there.";
const span = (mention: string) => ({
  start: text.indexOf(mention),
  end: text.indexOf(mention) + mention.length,
});
const titles = ["Oslo", "Rome", "Ann Lee"];
const vocab = EntityVocab.of(titles.map((title) => ({ title, count: 1 })));
let root: string;

/** Untrained models of 62 words, one a task: what comes out is noise, in the right form. */
const folderOf = (task: PipelineTask): string =>
  join(root, task === "entity-linking" || task === "entity-similarity" ? "fill-mask" : task);
/** "Ann" may be two things, of which the model knows one; "Oslo" and "Rome" each other. */
const rowsOf = (name: string, counts: Readonly<Record<string, number>>) =>
  Object.entries(counts).map(([title, count]) => ({
    ...{ name, title, count, namePages: 10, nameOccurrences: 20 },
    nameLinks: Object.values(counts).reduce((sum, one) => sum + one, 0),
  }));
const mentions = new MentionTable(
  [
    ...rowsOf("ann lee", { "Ann Lee": 3, "Ann Lee (sculptor)": 1 }),
    ...rowsOf("oslo", { Oslo: 6, Rome: 2 }),
    ...rowsOf("rome", { Rome: 6, Oslo: 2 }),
    ...rowsOf("u.n", { "United Nations": 5 }),
  ],
  { normalization: "lowercase", linkProbability: "occurrences" },
);

async function save<Example, Prediction>(
  name: PipelineTask,
  task: FineTuningTask<Example, TaskFeatures, Prediction>,
  labels: readonly string[],
): Promise<void> {
  const tokenizer = await tinyTokenizer();
  const model = prepareModel(encoder(tokenizer), tokenizer, task, { labels, random: new Random(2) });
  await saveFolder(name, { ...model, labels }, task.architecture, tokenizer);
}

async function saveFolder(
  name: string,
  model: LukeModel & { readonly labels: readonly string[] },
  architecture: Parameters<typeof saveCheckpoint>[1]["architecture"],
  tokenizer: RobertaTokenizer,
): Promise<void> {
  const folder = join(root, name);
  await saveCheckpoint(folder, { ...model, architecture });
  await saveTokenizer(tokenizer, folder);
  await writeEntityVocab(vocab, join(folder, "entity_vocab.json"));
  disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
}

async function tinyTokenizer(): Promise<RobertaTokenizer> {
  return new RobertaTokenizer(await trainByteLevelBpe([text, text], { vocabSize: 300 }));
}

function encoder(tokenizer: RobertaTokenizer): LukeModel {
  const config = {
    ...lukeTiny,
    numLayers: 1,
    vocabSize: tokenizer.vocabSize,
    entityVocabSize: vocab.size,
    initializerRange: 0.2,
  };
  return { config, params: createLukeParams(config, new Random(1)), headParams: {} };
}

beforeAll(async () => {
  await startBackend("wasm");
  root = await mkdtemp(join(tmpdir(), "luke-pipelines-"));
  await save("entity-typing", entityTyping(), ["person", "place", "work"]);
  await save("relation-extraction", relationClassification(), ["no_relation", "born in", "works for"]);
  await save("named-entity-recognition", namedEntityRecognition(), ["O", "LOC", "PER"]);
  await save("cloze", cloze(), []);
  await save("question-answering", questionAnswering(), []);
  const tokenizer = await tinyTokenizer();
  const model = encoder(tokenizer);
  const headParams = createHeadParams(model.config, "LukeForMaskedLM", new Random(3));
  await saveFolder("fill-mask", { ...model, headParams, labels: [] }, "LukeForMaskedLM", tokenizer);
});

afterAll(() => rm(root, { recursive: true, force: true }));

describe("a pipeline", () => {
  test("is chosen by the folder where no task is named", async () => {
    for (const task of pipelineTasks) {
      const pipeline = await loadPipeline(undefined, folderOf(task));
      expect(folderOf(task)).toBe(join(root, pipeline.task));
      expect(pipeline.backend).toBe(tf.getBackend()); // the one that was active is kept
      pipeline.dispose();
    }
  });

  test("gives the types of a mention, as its task does", async () => {
    using typing = await loadPipeline("entity-typing", folderOf("entity-typing"));
    const output = await typing({ text, ...span("Ann Lee") });
    expect(output).toMatchObject({ start: 0, end: 7, text: "Ann Lee" });
    expect(output.scores.map(({ label }) => label).sort()).toEqual(["person", "place", "work"]);
    const model = await openTaskModel(entityTyping(), folderOf("entity-typing"));
    const { predictions } = await model.predict([{ text, ...span("Ann Lee"), labels: [] }]);
    model.dispose();
    expect(output.labels.map(({ label }) => label).sort()).toEqual([...predictions[0]!.labels].sort());
  });

  test("gives the relation of two mentions in either order, with probabilities", async () => {
    using extract = await loadPipeline("relation-extraction", folderOf("relation-extraction"));
    const [head, tail] = [span("Ann Lee"), span("Oslo")];
    const [there, back] = await extract([
      { text, head, tail },
      { text, head: tail, tail: head },
    ]);
    expect(there).toMatchObject({ head: { text: "Ann Lee", ...head }, tail: { text: "Oslo", ...tail } });
    expect(back).toMatchObject({ head: { text: "Oslo" }, tail: { text: "Ann Lee" } });
    expect(there!.scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 6);
    expect(there!.label).toBe(there!.scores[0]!.label);
  });

  test("gives names with the places where they stand, in a text longer than the model", async () => {
    using recognize = await loadPipeline("named-entity-recognition", folderOf("named-entity-recognition"));
    const long = Array.from({ length: 12 }, () => text).join("\n\n");
    const names = await recognize(`  ${long}`);
    expect(names.length).toBeGreaterThan(0);
    let last = 0;
    for (const name of names) {
      expect(`  ${long}`.slice(name.start, name.end)).toBe(name.text);
      expect(name.start).toBeGreaterThanOrEqual(last);
      expect(["LOC", "PER"]).toContain(name.label);
      expect(name.score).toBeGreaterThan(1 / 3 - 1e-6);
      last = name.end;
    }
  });

  test("cuts sentences as the caller says", async () => {
    const asked: string[] = [];
    using recognize = await loadPipeline("named-entity-recognition", folderOf("named-entity-recognition"), {
      splitSentences: (whole) => {
        asked.push(whole);
        return [{ start: 0, end: 7 }];
      },
    });
    for (const { end } of await recognize(text)) expect(end).toBeLessThanOrEqual(7);
    expect(asked).toEqual([text]);
  });

  test("gives the mention that fills a gap", async () => {
    using fill = await loadPipeline("cloze", folderOf("cloze"));
    const entities = [span("Rome"), span("Ann Lee"), span("Oslo")];
    const { answer, candidates } = await fill({
      query: "She was born in @placeholder .",
      passage: text,
      entities,
    });
    expect(answer).toBe(candidates[0]);
    expect(candidates.map(({ start }) => start).sort((a, b) => a - b)).toEqual([
      0,
      span("Oslo").start,
      span("Rome").start,
    ]);
    expect(["Rome", "Ann Lee", "Oslo"]).toContain(answer.text);
  });

  test("gives answers that are slices of the passage", async () => {
    using ask = await loadPipeline("question-answering", folderOf("question-answering"));
    const passage = Array.from({ length: 8 }, () => text).join(" ");
    const { answer, answers } = await ask({ question: "Where was Ann born?", passage });
    expect(answer).toEqual(answers[0]);
    for (const { start, end, text: found } of answers) expect(passage.slice(start, end)).toBe(found);
    expect(answers.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 6);
  });

  test("gives the words and the entities that are left out", async () => {
    using fill = await loadPipeline("fill-mask", folderOf("fill-mask"));
    const masked = "Ann Lee was <mask> in Oslo.";
    const { words, entities } = await fill({
      text: masked,
      entities: [
        { start: 0, end: 7, title: "Ann Lee" },
        { start: 22, end: 26 },
      ],
      topK: 3,
    });
    expect(words).toMatchObject([{ start: 12, end: 18, text: "<mask>" }]);
    expect(words[0]!.candidates).toHaveLength(3);
    expect(entities).toMatchObject([{ start: 22, end: 26, text: "Oslo" }]);
    expect(entities[0]!.candidates).toHaveLength(3);
    const scores = entities[0]!.candidates.map(({ score }) => score);
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
  });

  test("fills gaps anywhere in a text longer than the model", async () => {
    using fill = await loadPipeline("fill-mask", folderOf("fill-mask"));
    const long = Array.from({ length: 10 }, () => "Ann Lee was <mask> in Oslo, not in Rome.").join(" ");
    const { words, entities } = await fill({ text: long, entities: [{ start: 0, end: long.length }] });
    expect(words).toHaveLength(10);
    for (const { start, end, candidates } of words) {
      expect(long.slice(start, end)).toBe("<mask>");
      expect(candidates).toHaveLength(5);
    }
    expect(entities[0]!.candidates).toHaveLength(5);
  });

  test("answers a list as it answers each alone", async () => {
    using typing = await loadPipeline("entity-typing", folderOf("entity-typing"));
    const inputs = ["Oslo", "Rome", "Ann Lee"].map((mention) => ({ text, ...span(mention) }));
    const together = await typing(inputs);
    for (const [i, input] of inputs.entries()) {
      const alone = await typing(input);
      expect(alone.scores.map(({ label }) => label)).toEqual(together[i]!.scores.map(({ label }) => label));
      expect(alone.scores[0]!.score).toBeCloseTo(together[i]!.scores[0]!.score, 5);
    }
    expect(await typing([])).toEqual([]);
  });

  test("links the names of a table to entities that the model knows", async () => {
    using link = await loadPipeline("entity-linking", folderOf("entity-linking"), { mentions });
    const found = await link(text);
    expect(found.map((one) => one.text)).toEqual(["Ann Lee", "Oslo", "Rome"]); // none of the U.N.'s is in the vocabulary
    for (const { start, end, text: name, title, score, candidates } of found) {
      expect(text.slice(start, end)).toBe(name);
      expect({ title, score }).toEqual({ title: candidates[0]!.title, score: candidates[0]!.score });
      expect(candidates.reduce((sum, one) => sum + one.score, 0)).toBeCloseTo(1, 6);
    }
    expect(found[0]).toMatchObject({ title: "Ann Lee", score: 1, prior: 0.75 });
    expect(found[1]!.candidates.map(({ title }) => title).sort()).toEqual(["Oslo", "Rome"]);
    const [given] = await link({ text, mentions: [span("Rome")] });
    expect(given).toMatchObject({ ...span("Rome"), text: "Rome" });
    expect(await link("Nothing is here.")).toEqual([]);
    const long = await link(`${text} `.repeat(20));
    expect(long).toHaveLength(60);
  });

  test("compares entities by themselves and in their texts", async () => {
    using compare = await loadPipeline("entity-similarity", folderOf("entity-similarity"));
    const { neighbors } = await compare({ title: "Oslo" });
    expect(neighbors.map(({ title }) => title).sort()).toEqual(["Ann Lee", "Rome"]);
    for (const { title, similarity } of neighbors) {
      const pair = await compare({ title: "Oslo", other: title });
      expect(pair).toEqual({ similarity: expect.closeTo(similarity, 5) as number, neighbors: [] });
    }
    expect((await compare({ title: "Rome", topK: 1 })).neighbors).toHaveLength(1);
    const oslo = { text, ...span("Oslo") };
    expect((await compare({ mention: oslo, other: oslo })).similarity).toBeCloseTo(1, 6);
    const rome = { text: "Rome fell.", start: 0, end: 4, title: "Rome" };
    const { similarity } = await compare({ mention: oslo, other: rome });
    expect(Math.abs(similarity!)).toBeLessThan(1);
    const far = { text: `${"so ".repeat(300)}Oslo.`, start: 900, end: 904 };
    expect((await compare({ mention: far, other: oslo })).similarity).toBeGreaterThan(-1);
  });

  test("finds the relations of all pairs of mentions, of two ways the more probable one", async () => {
    using extract = await loadPipeline("relation-extraction", folderOf("relation-extraction"));
    const names = ["Ann Lee", "Oslo", "Rome"].map(span);
    const all = await relationsBetween(extract, text, names, { none: "" });
    expect(all).toHaveLength(3);
    expect(new Set(all.map(({ head, tail }) => Math.min(head, tail) * 3 + Math.max(head, tail))).size).toBe(
      3,
    );
    expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).sort((a, b) => b - a));
    for (const { head, tail, label, score } of all) {
      expect(await extract({ text, head: names[head]!, tail: names[tail]! })).toMatchObject({ label, score });
    }
    const [first] = all;
    expect(await relationsBetween(extract, text, names, { none: first!.label })).not.toContainEqual(first);
    expect(await relationsBetween(extract, text, names, { none: "", minScore: 1.1 })).toEqual([]);
    expect(await relationsBetween(extract, text, [names[0]!])).toEqual([]);
  });

  test("is opened from an address as from a folder, and from what is kept without asking again", async () => {
    const folder = folderOf("entity-typing");
    const server = createServer((request, response) => {
      readFile(join(folder, basename(request.url!))).then(
        (bytes) => response.end(bytes),
        () => response.writeHead(404).end(),
      );
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const source = `http://127.0.0.1:${(server.address() as AddressInfo).port}/models/typing`;
    const options = { cacheDir: join(root, "cache") };
    const input = { text, ...span("Oslo") };
    using here = await loadPipeline("entity-typing", folder);
    using there = await loadPipeline("entity-typing", source, options);
    expect(await there(input)).toEqual(await here(input));
    server.closeAllConnections();
    server.close();
    using kept = await loadPipeline(undefined, source, { ...options, offline: true });
    expect(kept.task).toBe("entity-typing");
    await expect(loadPipeline(undefined, `${source}-2`, { ...options, offline: true })).rejects.toMatchObject(
      {
        code: "MOD016",
      },
    );
  });

  test("leaves no tensor behind, and answers no more after its end", async () => {
    const before = tf.memory().numTensors;
    for (const task of pipelineTasks) {
      const pipeline = await loadPipeline(task, folderOf(task), { mentions });
      const running = (pipeline as (input: unknown) => Promise<unknown>)(inputOf(task));
      pipeline.dispose(); // waits for the call that runs
      await running;
      pipeline.dispose();
      await expect((pipeline as (input: unknown) => Promise<unknown>)(inputOf(task))).rejects.toMatchObject({
        code: "LUK009",
      });
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

function inputOf(task: PipelineTask): unknown {
  switch (task) {
    case "entity-typing":
      return { text, ...span("Oslo") };
    case "relation-extraction":
      return { text, head: span("Ann Lee"), tail: span("Oslo") };
    case "cloze":
      return { query: "In @placeholder .", passage: text, entities: [span("Oslo")] };
    case "question-answering":
      return { question: "Where?", passage: text };
    case "named-entity-recognition":
      return text;
    case "fill-mask":
      return "Ann was <mask> in Oslo.";
    case "entity-linking":
      return text;
    case "entity-similarity":
      return { title: "Oslo" };
  }
}

describe("what cannot be loaded is one error with a code", () => {
  const tensors = () => tf.memory().numTensors;

  test("an unknown pipeline", async () => {
    await expect(loadPipeline("translation" as "cloze", root)).rejects.toMatchObject({
      code: "LUK001",
      exitCode: 2,
      message: expect.stringContaining("entity-typing, relation-extraction"),
    });
  });

  test("no folder, or one that lacks files", async () => {
    const nowhere = join(root, "nowhere");
    await expect(loadPipeline("cloze", nowhere)).rejects.toMatchObject({ code: "LUK002" });
    const partial = join(root, "partial");
    await mkdir(partial);
    await writeFile(join(partial, "config.json"), "{}");
    await expect(loadPipeline("cloze", partial)).rejects.toMatchObject({
      code: "LUK002",
      message: expect.stringContaining("lacks vocab.json, merges.txt, model.safetensors"),
    });
  });

  test("no names to link", async () => {
    await expect(loadPipeline("entity-linking", folderOf("entity-linking"))).rejects.toMatchObject({
      code: "LUK013",
      hint: expect.stringContaining("readMentionTable"),
    });
  });

  test("a model for another task", async () => {
    const before = tensors();
    await expect(loadPipeline("cloze", folderOf("entity-typing"))).rejects.toMatchObject({
      code: "LUK003",
      message: expect.stringMatching(/holds a LukeForEntityClassification, expected a LukeForEntityCloze/),
      hint: expect.stringContaining("entity-typing"),
    });
    expect(tensors()).toBe(before);
  });
});

describe("what cannot be read is one error with a code", () => {
  const passage = text;
  const overlapping = [span("Ann Lee"), { start: 4, end: 7 }];
  const cases: [PipelineTask, string, unknown, object][] = [
    [
      "cloze",
      "a query without a gap",
      { query: "Where?", passage, entities: overlapping },
      { code: "LUK008" },
    ],
    ["cloze", "no entities", { query: "In @placeholder.", passage, entities: [] }, { code: "LUK008" }],
    [
      "cloze",
      "entities that overlap",
      { query: "In @placeholder.", passage, entities: overlapping },
      { code: "LUK008" },
    ],
    ["question-answering", "an empty question", { question: "", passage }, { code: "LUK006" }],
    ["fill-mask", "nothing to fill", text, { code: "LUK008" }],
    [
      "fill-mask",
      "an unknown entity",
      { text, entities: [{ ...span("Oslo"), title: "Atlantis" }] },
      { code: "LUK008" },
    ],
    ["fill-mask", "no number of candidates", { text: "<mask>", topK: 0 }, { name: "RangeError" }],
    ["entity-similarity", "an unknown title", { title: "Atlantis" }, { code: "LUK008" }],
    ["entity-similarity", "no entity", {}, { name: "TypeError" }],
    ["entity-similarity", "no number of neighbours", { title: "Oslo", topK: 0 }, { name: "RangeError" }],
    ["entity-linking", "white space", " \n ", { code: "LUK006" }],
    [
      "entity-linking",
      "a mention outside the text",
      { text, mentions: [{ start: 0, end: 999 }] },
      { code: "LUK007" },
    ],
    ["named-entity-recognition", "white space", " \n ", { code: "LUK006" }],
    ["named-entity-recognition", "no text", 7, { name: "TypeError" }],
    ["entity-typing", "a span beyond the text", { text, start: 3, end: 999 }, { code: "LUK007" }],
    ["entity-typing", "a span of white space", { text, start: 3, end: 4 }, { code: "LUK008" }],
    ["entity-typing", "no span", { text }, { name: "TypeError" }],
    ["entity-typing", "a text alone", text, { name: "TypeError" }],
    [
      "relation-extraction",
      "mentions that overlap",
      { text, head: { start: 0, end: 7 }, tail: { start: 4, end: 7 } },
      { code: "LUK008" },
    ],
  ];
  test.each(cases)("%s: %s", async (task, _, input, error) => {
    const pipeline = await loadPipeline(task, folderOf(task), { mentions });
    await expect((pipeline as (input: unknown) => Promise<unknown>)(input)).rejects.toMatchObject(error);
    pipeline.dispose();
  });
});

describe("a folder of files that do not belong together is one error with a code", () => {
  test("a model without a pipeline, a config that is no JSON, a foreign tokenizer", async () => {
    const tokenizer = await tinyTokenizer();
    await saveFolder("bare", { ...encoder(tokenizer), labels: [] }, "LukeModel", tokenizer);
    const bare = join(root, "bare");
    await expect(loadPipeline(undefined, bare)).rejects.toMatchObject({ code: "LUK004" });
    await expect(openTaskModel(entityTyping(), folderOf("cloze"))).rejects.toMatchObject({ code: "LUK003" });
    tokenizer.addTokens(["one more"]);
    const before = tf.memory().numTensors;
    await saveTokenizer(tokenizer, folderOf("fill-mask"));
    await expect(loadPipeline("fill-mask", folderOf("fill-mask"))).rejects.toMatchObject({ code: "LUK005" });
    await saveTokenizer(tokenizer, folderOf("cloze"));
    await expect(loadPipeline("cloze", folderOf("cloze"))).rejects.toMatchObject({
      code: "LUK005",
      message: expect.stringContaining("[PLACEHOLDER]"),
    });
    expect(tf.memory().numTensors).toBe(before);
    await writeFile(join(bare, "config.json"), "{");
    await expect(loadPipeline(undefined, bare)).rejects.toMatchObject({ code: "LUK010" });
  });
});
