import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny } from "@lukejs/model";
import { openCheckpoint, saveCheckpoint } from "@lukejs/model/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProgram, runProgram } from "../program.ts";
import { addFinetune } from "./finetune.ts";
import { addReport } from "./report.ts";
import { addSearch } from "./search.ts";

const sentence = "Ann Lee was born in Oslo .";
const rows = [
  { sent: sentence, start: 0, end: 7, labels: ["person"] },
  { sent: sentence, start: 20, end: 24, labels: ["place"] },
];

let folder = "";
const path = (...names: string[]): string => join(folder, ...names);

beforeAll(async () => {
  await useBackend("wasm");
  folder = await mkdtemp(join(tmpdir(), "luke-finetune-"));
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([sentence, "@ #"], { vocabSize: 300 }));
  const vocab = EntityVocab.of([{ title: "Oslo", count: 1 }]);
  const config = { ...lukeTiny, numLayers: 1, vocabSize: 300, entityVocabSize: vocab.size };
  const params = createLukeParams(config, new Random(1));
  await saveCheckpoint(path("start"), { config, params, headParams: {}, architecture: "LukeModel" });
  await saveTokenizer(tokenizer, path("start"));
  await writeEntityVocab(vocab, path("start", "entity_vocab.json"));
  disposeParameters(params as unknown as ParameterTree);
  await writeFile(path("typing.json"), JSON.stringify(rows));
  const settings = { batchSize: 2, learningRate: 0.01, epochs: 4, dropout: 0 };
  const data = { train: path("typing.json"), dev: path("typing.json") };
  await writeFile(
    path("config.json"),
    JSON.stringify({ model: path("start"), ...data, out: path("run"), ...settings }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

/** Runs the command line and answers what `--json` printed. */
async function luke(...argv: string[]) {
  const write = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const errors = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  process.exitCode = 0;
  try {
    await runProgram(createProgram([addFinetune, addSearch, addReport]), ["--json", ...argv]);
    return JSON.parse(write.mock.calls.map(([text]) => String(text)).join(""));
  } finally {
    write.mockRestore();
    errors.mockRestore();
  }
}
const config = (): string => path("config.json");
const exists = (...names: string[]): Promise<boolean> =>
  stat(path(...names)).then(
    () => true,
    () => false,
  );

test("a run leaves its model, its curves and its result, and no tensors", async () => {
  const before = tf.memory().numTensors;
  const result = await luke("finetune", "entity-typing", config(), "--set", "evaluationsPerEpoch=2");
  expect(process.exitCode).toBe(0);
  expect(result).toMatchObject({ steps: 4, stoppedEarly: false, model: path("run", "model") });
  expect(tf.memory().numTensors).toBe(before);
  const saved = JSON.parse(await readFile(path("run", "result.json"), "utf8"));
  expect(saved).toMatchObject({ task: "entity-typing", selectBy: "main", settings: { seed: 1, epochs: 4 } });
  expect(saved.analysis.kinds.map(({ name }: { name: string }) => name)).toEqual(["person", "place"]);
});

test("several seeds have a mean, a deviation and a best one, and are not run twice", async () => {
  const argv = ["finetune", "entity-typing", config(), "--seeds", "2", "--set", `out=${path("seeds")}`];
  const first = await luke(...argv);
  expect(first.test.values).toHaveLength(2);
  const mean = (first.test.values[0] + first.test.values[1]) / 2;
  expect(first.test.mean).toBeCloseTo(mean, 10);
  expect(first.test.deviation).toBeCloseTo(Math.abs(first.test.values[0] - mean) * Math.SQRT2, 10);
  const written = (await stat(path("seeds", "seed-2", "result.json"))).mtimeMs;
  expect(await luke(...argv)).toEqual(first);
  expect((await stat(path("seeds", "seed-2", "result.json"))).mtimeMs).toBe(written);
});

test("a search tries every combination, keeps the best one's model alone, and goes on where it was stopped", async () => {
  const argv = ["search", "entity-typing", config(), "--set", `out=${path("search")}`];
  const grid = ["--grid", "learningRate=0.01,0.00001", "--grid", "entityAwareAttention=true,false"];
  const outcome = await luke(...argv, ...grid);
  expect(outcome.rows.map(({ settings }: { settings: object }) => settings)).toEqual([
    { learningRate: 0.01, entityAwareAttention: true },
    { learningRate: 0.01, entityAwareAttention: false },
    { learningRate: 0.00001, entityAwareAttention: true },
    { learningRate: 0.00001, entityAwareAttention: false },
  ]);
  const best = Math.max(...outcome.rows.map(({ dev }: { dev: number }) => dev));
  expect(outcome.best.dev).toBe(best);
  const models = await Promise.all(
    outcome.rows.map((row: { folder: string }) => exists(row.folder.slice(folder.length + 1), "model")),
  );
  expect(models.filter((kept) => kept)).toHaveLength(1);
  expect(await luke(...argv, ...grid)).toEqual(outcome);
});

test("a run without entity inputs is scored and saves no model", async () => {
  const out = ["--set", `out=${path("words")}`, "--set", "entityInputs=false"];
  const { model, test: scores } = await luke("finetune", "entity-typing", config(), ...out);
  expect(model).toBeUndefined();
  expect(scores.main).toBeGreaterThanOrEqual(0);
  expect(await exists("words", "model")).toBe(false);
});

test("labels are those of the training data or given; what the head lacks is counted, and told with the scores", async () => {
  await writeFile(
    path("test.json"),
    JSON.stringify([...rows, { ...rows[0]!, labels: ["person", "composer"] }, rows[1]!]),
  );
  const out = ["--set", `out=${path("labels")}`, "--set", `test=${path("test.json")}`];
  const short = ["--set", "epochs=1"];
  const inferred = await luke("finetune", "entity-typing", config(), ...out, ...short);
  expect(inferred.data.map(({ use }: { use: string }) => use)).toEqual(["train", "dev", "test"]);
  expect(inferred.data[2]).toMatchObject({
    counts: { mentions: 4, labels: 3 },
    features: { unknownLabels: 1 },
    warnings: [expect.stringMatching(/^2 mentions stand there more than once/)],
  });
  const given = ["--set", 'labels=["composer","person","place"]', "--set", `out=${path("given")}`];
  const { data } = await luke("finetune", "entity-typing", config(), ...out, ...short, ...given);
  expect(data[2].features.unknownLabels).toBe(0);
  const saved = JSON.parse(await readFile(path("given", "result.json"), "utf8"));
  expect(saved.labels).toEqual(["composer", "person", "place"]);
  const page = await luke("report", path("labels"), "--out", path("labels.html"));
  expect(page.runs).toHaveLength(1);
  expect(await readFile(path("labels.html"), "utf8")).toContain("4 examples, 1 unknown labels");
});

test("a search takes a preset's name as well", async () => {
  const settings = ["model", "train", "dev"].flatMap((name) => [
    "--set",
    `${name}=${name === "model" ? path("start") : path("typing.json")}`,
  ]);
  const argv = ["search", "entity-typing", "published", ...settings, "--set", `out=${path("preset")}`];
  const { rows: found } = await luke(...argv, "--grid", "epochs=1");
  expect(found).toHaveLength(1);
});

test("an unknown figure to choose by, nothing to freeze and a grid that is none are refused", async () => {
  const wrong = ["--set", "selectBy=bleu", "--set", `out=${path("wrong")}`];
  expect(await luke("finetune", "entity-typing", config(), ...wrong)).toMatchObject({
    error: { code: "CLI021", message: expect.stringContaining("macroF1") },
  });
  const frozen = ["--set", 'freeze=["embedings."]', "--set", `out=${path("frozen")}`];
  expect(await luke("finetune", "entity-typing", config(), ...frozen)).toMatchObject({
    error: { code: "CLI027", message: expect.stringContaining("entityEmbeddings") },
  });
  expect(await luke("search", "entity-typing", config(), "--grid", "epochs")).toMatchObject({
    error: { code: "CLI025" },
  });
  expect(await luke("search", "entity-typing", config(), "--grid", "epochz=2")).toMatchObject({
    error: { code: "CLI002" },
  });
  expect(await luke("search", "question-answering", config())).toMatchObject({ error: { code: "CLI024" } });
  process.exitCode = 0;
});

test("what is frozen stays as it was", async () => {
  const frozen = ["--set", 'freeze=["embeddings.","layers."]', "--set", `out=${path("frozen")}`];
  await luke("finetune", "entity-typing", config(), ...frozen);
  const tensorsOf = async (model: string) => {
    const opened = await openCheckpoint(path(model), { architecture: "LukeModel" });
    const read = async (tensor: tf.Tensor) => [...(await tensor.data())];
    const layer = await read(opened.params.layers[0]!.intermediate.weight);
    const entities = await read(opened.params.entityEmbeddings.position);
    disposeParameters(opened.params as unknown as ParameterTree);
    return { layer, entities };
  };
  const [before, after] = [await tensorsOf("start"), await tensorsOf("frozen/model")];
  expect(after.layer).toEqual(before.layer);
  expect(after.entities).not.toEqual(before.entities);
});

test("a report of finished runs compares the settings in which they differ", async () => {
  const page = path("page.html");
  const data = await luke("report", path("run"), path("seeds", "seed-2"), "--out", page);
  expect(data.runs.map(({ name }: { name: string }) => name)).toEqual(["run", "seed-2"]);
  expect(JSON.parse(await readFile(path("page.json"), "utf8"))).toEqual(data);
  expect(await readFile(page, "utf8")).toContain('<th scope="col">evaluationsPerEpoch</th>');
});
