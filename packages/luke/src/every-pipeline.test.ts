/** What holds for all pipelines alike: with LUKE in English and with mLUKE, whose words and entities are of other kinds. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab, MentionTable } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, type LukeModel, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import {
  cloze,
  entityTyping,
  namedEntityRecognition,
  prepareModel,
  questionAnswering,
  relationClassification,
} from "@lukejs/tasks";
import { LukeTokenizer, RobertaTokenizer, trainByteLevelBpe, XlmRobertaTokenizer } from "@lukejs/tokenizer";
import { saveMLukeTokenizer, saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type PipelineTask, pipelineTasks } from "./choose-pipeline.ts";
import { loadPipeline } from "./load-pipeline.ts";
import type { Pipeline } from "./pipeline.ts";
import type { PipelineOptions } from "./pipelines/define-pipeline.ts";
import { startBackend } from "./start-backend.ts";

type AnyPipeline = Pipeline<unknown, unknown>;

/** A language with its text, the names in it, and what the models know. */
interface World {
  readonly text: string;
  readonly names: readonly string[];
  readonly options: Pick<PipelineOptions, "mentions" | "language">;
  /** The entity that `names[1]` is, as the pipelines write it, and another. */
  readonly titles: readonly [string, string];
  readonly vocab: EntityVocab;
  /** A tokenizer of its own for every model, for markers join it. */
  tokenizer(): Promise<RobertaTokenizer | XlmRobertaTokenizer>;
  save(tokenizer: RobertaTokenizer | XlmRobertaTokenizer, folder: string): Promise<void>;
}

/** Each name means what it says, but the second as often the last. */
const tableOf = (names: readonly string[]): MentionTable =>
  new MentionTable(
    [...names, names[1]!].map((name, i) => ({
      ...{ name: name.toLowerCase(), title: names[i] ?? names[2]!, count: 5 },
      ...{ namePages: 10, nameOccurrences: 20, nameLinks: name === names[1] ? 10 : 5 },
    })),
    { normalization: "lowercase", linkProbability: "occurrences" },
  );
const english = "Ann Lee was born in Oslo. She now lives in Rome.";
const italian = "Anna Lì è nata a Città di Castello. Oggi vive a Roma, perché là lavora.";
const pieces = new URL("../../tokenizer/testdata/sentencepiece.bpe.model", import.meta.url);

const worlds: Readonly<Record<string, World>> = {
  LUKE: {
    text: english,
    names: ["Ann Lee", "Oslo", "Rome"],
    titles: ["Oslo", "Rome"],
    vocab: EntityVocab.of(["Ann Lee", "Oslo", "Rome"].map((title) => ({ title, count: 1 }))),
    options: { mentions: tableOf(["Ann Lee", "Oslo", "Rome"]) },
    tokenizer: async () =>
      new RobertaTokenizer(await trainByteLevelBpe([english, english], { vocabSize: 280 })),
    save: (tokenizer, folder) => saveTokenizer(tokenizer as RobertaTokenizer, folder),
  },
  mLUKE: {
    text: italian,
    names: ["Anna Lì", "Città di Castello", "Roma"],
    titles: ["Città di Castello", "Roma"],
    vocab: new EntityVocab([
      ...["[PAD]", "[UNK]", "[MASK]"].map((title, id) => ({
        id,
        entities: [[title, null]] as const,
        count: 0,
      })),
      { id: 3, entities: [["Anna Lì", "it"]], count: 1 },
      { id: 4, entities: [["Città di Castello", "it"]], count: 1 },
      {
        id: 5,
        entities: [
          ["Rome", "en"],
          ["Roma", "it"],
        ],
        count: 1,
      },
    ]),
    options: {
      language: "it",
      mentions: tableOf(["Anna Lì", "Città di Castello", "Roma"]),
    },
    tokenizer: async () => {
      const words = new XlmRobertaTokenizer(await readFile(pieces));
      // XLM-R has these as pieces; a folder of mLUKE has the markers.
      words.addTokens(["@", "*"].map((content) => ({ content, special: false })));
      words.addTokens(["<ent>", "<ent2>"]);
      return words;
    },
    save: (tokenizer, folder) =>
      saveMLukeTokenizer(
        new LukeTokenizer(tokenizer as XlmRobertaTokenizer, {
          idOf: (title) => ["[PAD]", "[UNK]", "[MASK]", "[MASK2]"].indexOf(title),
        }),
        folder,
      ),
  },
};

const heads = {
  "entity-typing": [entityTyping(), ["person", "place"]],
  "relation-extraction": [relationClassification(), ["no_relation", "born in"]],
  "named-entity-recognition": [namedEntityRecognition(), ["O", "LOC", "PER"]],
  cloze: [cloze(), []],
  "question-answering": [questionAnswering(), []],
} as const;

let root: string;
const folderOf = (name: string, task: PipelineTask): string =>
  join(root, name, task in heads ? task : "fill-mask");

async function save(name: string, world: World, task: PipelineTask): Promise<void> {
  const tokenizer = await world.tokenizer();
  const config = {
    ...lukeTiny,
    ...{ numLayers: 1, vocabSize: tokenizer.vocabSize, entityVocabSize: world.vocab.size },
    ...{ initializerRange: 0.2, useEntityAwareAttention: name === "LUKE" },
  };
  const encoder = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
  let model: LukeModel;
  let [architecture, labels]: [Parameters<typeof saveCheckpoint>[1]["architecture"], readonly string[]] = [
    "LukeForMaskedLM",
    [],
  ];
  if (task in heads) {
    const [definition, own] = heads[task as keyof typeof heads];
    model = prepareModel(encoder, tokenizer, definition as ReturnType<typeof entityTyping>, {
      labels: own,
      random: new Random(2),
    });
    [architecture, labels] = [definition.architecture, own];
  } else {
    model = { ...encoder, headParams: createHeadParams(config, "LukeForMaskedLM", new Random(3)) };
  }
  const folder = folderOf(name, task);
  const extra = { model_type: name.toLowerCase() };
  await saveCheckpoint(folder, { ...model, architecture, labels, extra });
  await world.save(tokenizer, folder);
  await writeEntityVocab(world.vocab, join(folder, "entity_vocab.json"));
  disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
}

beforeAll(async () => {
  await startBackend("wasm");
  root = await mkdtemp(join(tmpdir(), "luke-every-"));
  for (const [name, world] of Object.entries(worlds)) {
    for (const task of [...(Object.keys(heads) as PipelineTask[]), "fill-mask"] as const)
      await save(name, world, task);
  }
});
afterAll(() => rm(root, { recursive: true, force: true }));

const load = async (name: string, task: PipelineTask, options: PipelineOptions = {}): Promise<AnyPipeline> =>
  (await loadPipeline(task, folderOf(name, task), {
    ...worlds[name]!.options,
    ...options,
  })) as unknown as AnyPipeline;

/** An input with this text, which ends with the world's, at whose names it points. */
function inputOf(
  { names, titles, text: own }: World,
  task: PipelineTask,
  text: string = own,
): object | string {
  const at = text.length - own.length;
  const spans = names.map((name) => {
    const start = at + own.indexOf(name);
    return { start, end: start + name.length };
  });
  switch (task) {
    case "entity-typing":
      return { text, ...spans[1]! };
    case "relation-extraction":
      return { text, head: spans[0], tail: spans[1] };
    case "cloze":
      return { query: "@placeholder ?", passage: text, entities: spans };
    case "question-answering":
      return { question: own.slice(0, 12), passage: text };
    case "fill-mask":
      return { text: `${text} <mask>`, entities: [{ ...spans[0]! }, { ...spans[1]!, title: titles[0] }] };
    case "entity-similarity":
      return { mention: { text, ...spans[1]!, title: titles[0] }, other: { text, ...spans[2]! } };
    default:
      return text;
  }
}

/** Every stretch of text that an answer names, with the text that stands there. */
function* mentionsIn(answer: unknown): Generator<{ start: number; end: number; text: string }> {
  if (typeof answer !== "object" || answer === null) return;
  const { start, end, text } = answer as Record<string, unknown>;
  if (typeof start === "number") yield { start, end: end as number, text: text as string };
  for (const value of Object.values(answer)) yield* mentionsIn(value);
}

const each = Object.keys(worlds).flatMap((name) => pipelineTasks.map((task) => [name, task] as const));

describe.each(each)("%s, %s", (name, task) => {
  const world = worlds[name]!;

  test("one input, a list and streams are answered alike, with the text that stands there", async () => {
    const before = tf.memory().numTensors;
    {
      await using pipeline = await load(name, task);
      const input = inputOf(world, task);
      const alone = await pipeline(input);
      const source =
        typeof input === "string"
          ? input
          : ((input as { text?: string; passage?: string }).text ?? (input as { passage?: string }).passage);
      let found = 0;
      for (const { start, end, text } of mentionsIn(alone)) {
        expect(text).toBe(source!.slice(start, end));
        found++;
      }
      if (task !== "entity-similarity" && task !== "named-entity-recognition")
        expect(found).toBeGreaterThan(0);
      const inputs = [input, input, input];
      const together = (await pipeline(inputs)) as unknown[];
      expect(together).toHaveLength(3);
      expect(closely(together[2])).toEqual(closely(alone));
      async function* later() {
        for (const one of inputs) yield one;
      }
      for (const stream of [inputs, later()]) {
        const streamed: unknown[] = [];
        for await (const answer of pipeline.stream(stream, { batchSize: 2 })) streamed.push(answer);
        expect(closely(streamed)).toEqual(closely(together));
      }
      expect(await pipeline([])).toEqual([]);
    }
    expect(tf.memory().numTensors).toBe(before);
  });

  test("a signal ends a call before it begins and between its batches; the pipeline answers on", async () => {
    const before = tf.memory().numTensors;
    const pipeline = await load(name, task, { maxTokens: 64 });
    const input = inputOf(world, task);
    await expect(pipeline(input, { signal: AbortSignal.abort(new Error("too late")) })).rejects.toThrow(
      "too late",
    );
    const controller = new AbortController();
    const running = pipeline(
      Array.from({ length: 60 }, () => input),
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(new Error("stop")), 1);
    await expect(running).rejects.toThrow("stop");
    await expect(pipeline(input)).resolves.toBeDefined();
    pipeline.dispose();
    pipeline[Symbol.dispose]();
    await pipeline[Symbol.asyncDispose]();
    await expect(pipeline(input)).rejects.toMatchObject({ code: "LUK009", hint: "Load it again." });
    await expect(pipeline.stream([input]).next()).rejects.toMatchObject({ code: "LUK009" });
    expect(tf.memory().numTensors).toBe(before);
  });

  test("empty text, white space, a text that is none and mentions outside are refused with what was wanted", async () => {
    using pipeline = await load(name, task);
    const input = inputOf(world, task);
    const fields =
      typeof input === "string"
        ? [undefined]
        : task === "entity-similarity"
          ? ["mention"]
          : ["text", "passage", "question", "query"].filter((field) => field in input);
    for (const field of fields) {
      for (const text of ["", " \n\t "]) {
        const bad =
          field === undefined
            ? text
            : { ...(input as object), [field]: field === "mention" ? { text, start: 0, end: 1 } : text };
        await expect(pipeline(bad), JSON.stringify(bad)).rejects.toMatchObject({
          code: "LUK006",
          message: expect.stringMatching(new RegExp(`^Cannot run ${task}: .* is empty, expected`)),
        });
      }
      const bad = field === undefined ? 7 : { ...(input as object), [field]: 7 };
      await expect(pipeline(bad)).rejects.toThrow(TypeError);
    }
    const outside = { start: 2, end: 9999 };
    const spanned: Partial<Record<PipelineTask, object>> = {
      "entity-typing": outside,
      "relation-extraction": { tail: outside },
      cloze: { entities: [outside] },
      "fill-mask": { entities: [outside] },
      "entity-similarity": { other: { text: world.text, ...outside } },
      "entity-linking": { text: world.text, mentions: [outside] },
    };
    if (spanned[task] !== undefined) {
      const bad = typeof input === "string" ? spanned[task] : { ...input, ...spanned[task] };
      await expect(pipeline(bad)).rejects.toMatchObject({
        code: "LUK007",
        message: expect.stringContaining("is 2–9999, expected 0 ≤ start < end ≤"),
        hint: expect.stringContaining("UTF-16"),
      });
    }
  });

  test("a folder that lacks any one of its files is refused by the name of that file", async () => {
    const folder = folderOf(name, task);
    const needed = (await readdir(folder)).filter(
      (file) =>
        /^(config\.json|model\.safetensors|vocab\.json|merges\.txt|sentencepiece)/.test(file) ||
        (file === "entity_vocab.json" && !(task in heads)),
    );
    expect(needed.length).toBeGreaterThan(2);
    const before = tf.memory().numTensors;
    for (const file of needed) {
      const partial = join(root, "partial", name, task, file);
      await mkdir(partial, { recursive: true });
      for (const kept of await readdir(folder))
        if (kept !== file) await cp(join(folder, kept), join(partial, kept));
      const wanted = file.startsWith("sentencepiece") ? "vocab.json" : file;
      await expect(loadPipeline(task, partial, world.options)).rejects.toMatchObject({
        code: "LUK002",
        message: expect.stringMatching(new RegExp(`it lacks ${wanted}`)),
        hint: expect.stringContaining("sentencepiece.bpe.model"),
      });
    }
    // What a page was given may be the wrong files altogether.
    await expect(
      loadPipeline(task, { "holiday.jpg": new Uint8Array(9) }, world.options),
    ).rejects.toMatchObject({
      code: "LUK002",
      message: expect.stringContaining("config.json"),
    });
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe("no model is had", () => {
  const noNetwork: typeof fetch = async () => {
    throw new TypeError("fetch failed", { cause: new Error("getaddrinfo ENOTFOUND") });
  };
  const notThere: typeof fetch = async () => new Response("", { status: 404, statusText: "Not Found" });

  test("no network, an unknown repository, offline, an unknown folder, an unknown task: each is told", async () => {
    const options = { ...worlds["LUKE"]!.options, cacheDir: join(root, "cache") };
    const cases = [
      ["someone/some-model", { fetch: noNetwork }, "fetch failed"],
      ["someone/some-model", { fetch: notThere }, "someone/some-model"],
      ["http://models.example/luke", { fetch: noNetwork }, "models.example"],
      ["someone/some-model", { offline: true }, "offline was asked for"],
    ] as const;
    const refusals = pipelineTasks.flatMap((task) =>
      cases.map(async ([source, given, message]) => {
        await expect(loadPipeline(task, source, { ...options, ...given })).rejects.toMatchObject({
          code: "MOD016",
          message: expect.stringContaining(message),
          hint: expect.stringMatching(/\w/),
        });
      }),
    );
    await Promise.all(refusals);
    for (const task of pipelineTasks) {
      await expect(loadPipeline(task, join(root, "nowhere"), options)).rejects.toMatchObject({
        code: "LUK002",
      });
      await expect(loadPipeline(`${task}s` as PipelineTask, root)).rejects.toMatchObject({ code: "LUK001" });
    }
  });
});

describe("a megabyte of text", () => {
  test.each([
    "fill-mask",
    "entity-linking",
    "entity-typing",
    "relation-extraction",
    "entity-similarity",
  ] as const)(
    "%s reads what is around its mentions",
    async (task) => {
      for (const [name, world] of Object.entries(worlds)) {
        using pipeline = await load(name, task);
        const long = `${"e ".repeat(500_000)}${world.text}`;
        await expect(pipeline(inputOf(world, task, long))).resolves.toBeDefined();
      }
    },
    60_000,
  );
});

describe("a vocabulary of several languages", () => {
  test("is asked and answers in the language that was told, or with each title's own", async () => {
    const folder = folderOf("mLUKE", "entity-similarity");
    using italianOnly = await loadPipeline("entity-similarity", folder, { language: "it" });
    const { neighbors } = await italianOnly({ title: "Città di Castello" });
    expect(neighbors.map(({ title }) => title).sort()).toEqual(["Anna Lì", "Roma"]);
    using any = await loadPipeline("entity-similarity", folder);
    const named = (await any({ title: "it:Città di Castello" })).neighbors.map(({ title }) => title);
    expect(named.sort()).toEqual(["en:Rome", "it:Anna Lì"]);
    expect((await any({ title: "en:Rome", other: "it:Roma" })).similarity).toBeCloseTo(1, 5);
    for (const title of named) expect(await any({ title, topK: 1 })).toBeDefined();
    await expect(any({ title: "Roma" })).rejects.toMatchObject({
      code: "LUK008",
      hint: expect.stringContaining('options.language: "it"'),
    });
  });
});

/** Numbers to four places: a batch may add in another order. */
function closely(answer: unknown): unknown {
  return JSON.parse(
    JSON.stringify(answer, (_, value) => (typeof value === "number" ? Number(value.toFixed(4)) : value)),
  );
}
