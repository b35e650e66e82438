import { readFileSync } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import { expectClose, sharedPath } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { InferenceSession, Tensor } from "onnxruntime-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ArchitectureName,
  architectureNames,
  createHeadParams,
  createLukeParams,
  huggingFaceForward,
  type LukeModel,
  lukeTiny,
} from "../index.ts";
import { openCheckpoint, readSafetensors, writeOnnx } from "../node.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-onnx-"));
  await useBackend("cpu");
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  expect(tf.memory().numTensors).toBe(0);
});

interface ReferenceCase {
  readonly name: string;
  readonly checkpoint: string;
  readonly class: string;
  readonly file: string;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly empty: Readonly<Record<string, number[]>>;
}

const shared = sharedPath("fixtures/luke-tiny");
/** Other arguments than these have no input in the graph. */
const notInGraph = ["in.inputs_embeds", "in.position_ids"];
const cases: readonly ReferenceCase[] =
  shared === undefined
    ? []
    : (
        JSON.parse(readFileSync(join(shared, "manifest.json"), "utf8")) as { cases: readonly ReferenceCase[] }
      ).cases.filter((one) => one.class !== "LukeForMultipleChoice" && Object.keys(one.outputs).length > 0);

describe.skipIf(shared === undefined)("onnxruntime answers as the reference", () => {
  const sessions = new Map<string, Promise<InferenceSession>>();
  const sessionOf = (name: string): Promise<InferenceSession> => {
    const opened = sessions.get(name) ?? exportFixture(name);
    sessions.set(name, opened);
    return opened;
  };

  test.for(cases)("$name", async ({ checkpoint, file, outputs, empty }, { skip }) => {
    const { tensors } = await readSafetensors(join(shared!, file));
    if (notInGraph.some((name) => tensors.has(name))) return skip("an argument that the graph leaves out");
    const session = await sessionOf(checkpoint);
    const feeds: Record<string, Tensor> = {};
    for (const name of session.inputNames) {
      const given = tensors.get(`in.${name}`);
      const shape = given?.shape ?? empty[`in.${name}`];
      feeds[name] =
        shape === undefined
          ? standIn(name, tensors.get("in.input_ids")!.shape, feeds)
          : int64([...shape], given?.values ?? []);
    }
    const answered = await session.run(feeds);
    for (const [name, shape] of Object.entries(outputs)) {
      // States of inner layers are no outputs of the graph.
      if (/\.\d+$/.test(name)) continue;
      expect(answered[name]?.dims, name).toEqual(shape);
      expectClose(answered[name]!.data as Float32Array, tensors.get(`out.${name}`)?.values ?? [], 1e-4);
    }
  });

  async function exportFixture(name: string): Promise<InferenceSession> {
    const model = await openCheckpoint(join(shared!, "checkpoints", name));
    try {
      return await openOnnx(name, model);
    } finally {
      dispose(model);
    }
  }
});

const heads = architectureNames.filter((name) => name !== "LukeForMultipleChoice");

test.each(heads)("%s answers as ours does, for batches and lengths of any size", async (architecture) => {
  const model = tinyModel(architecture, 3);
  const session = await openOnnx(architecture, model);
  const random = new Random(11);
  for (const [batch, words, entities, mention] of [
    [1, 4, 2, 1],
    [3, 17, 5, 6],
    [2, 60, 2, 3],
  ] as const) {
    const ids = (shape: number[], from: number, below: number): tf.Tensor => {
      const size = shape.reduce((product, axis) => product * axis, 1);
      return tf.tensor(
        Int32Array.from({ length: size }, () => from + random.nextInt(below - from)),
        shape,
        "int32",
      );
    };
    const args: Record<string, tf.Tensor> = {
      input_ids: ids([batch, words], 2, model.config.vocabSize),
      attention_mask: tf.ones([batch, words], "int32"),
      entity_ids: ids([batch, entities], 1, model.config.entityVocabSize),
      entity_attention_mask: tf.ones([batch, entities], "int32"),
      entity_position_ids: ids([batch, entities, mention], -1, words),
      ...(architecture === "LukeForEntitySpanClassification"
        ? {
            entity_start_positions: ids([batch, entities], 0, words),
            entity_end_positions: ids([batch, entities], 0, words),
          }
        : {}),
    };
    const ours = huggingFaceForward(model, args);
    const feeds: Record<string, Tensor> = {};
    for (const [name, tensor] of Object.entries(args)) feeds[name] = int64(tensor.shape, await tensor.data());
    const answered = await session.run(feeds);
    for (const [name, tensor] of Object.entries(ours)) {
      expect(answered[name]?.dims, name).toEqual(tensor.shape);
      expectClose(answered[name]!.data as Float32Array, await tensor.data(), 1e-4);
    }
    tf.dispose([args, ours]);
  }
  dispose(model);
});

test("weights that do not fit into one file go to a second one beside it", async () => {
  const model = tinyModel("LukeForEntityClassification", 5);
  const files = await writeOnnx(join(folder, "split.onnx"), model, { maxBytes: 1000 });
  expect(files).toEqual([join(folder, "split.onnx"), join(folder, "split.onnx.data")]);
  expect((await stat(files[1]!)).size % 4096).toBe(0);
  const whole = await openOnnx("whole", model);
  const split = await InferenceSession.create(files[0]!);
  const feeds = {
    input_ids: int64([1, 3], [0, 7, 2]),
    attention_mask: int64([1, 3], [1, 1, 1]),
    entity_ids: int64([1, 1], [2]),
    entity_attention_mask: int64([1, 1], [1]),
    entity_position_ids: int64([1, 1, 1], [1]),
  };
  const [one, other] = [await whole.run(feeds), await split.run(feeds)];
  expect(other["logits"]!.data).toEqual(one["logits"]!.data);
  dispose(model);
});

test("multiple choice is refused by name", async () => {
  const model = tinyModel("LukeForMultipleChoice", 1);
  await expect(writeOnnx(join(folder, "choice.onnx"), model)).rejects.toThrow(
    /LukeForMultipleChoice as ONNX/,
  );
  dispose(model);
});

type NamedModel = LukeModel & { readonly architecture: ArchitectureName };

async function openOnnx(name: string, model: NamedModel): Promise<InferenceSession> {
  const [file] = await writeOnnx(join(folder, `${name}.onnx`), model);
  return InferenceSession.create(file!);
}

function tinyModel(architecture: ArchitectureName, seed: number): NamedModel {
  const random = new Random(seed);
  // Larger weights than at the start of training, so that differences show.
  const config = { ...lukeTiny, initializerRange: 0.3 };
  return {
    architecture,
    config,
    params: createLukeParams(config, random),
    headParams: createHeadParams(config, architecture, random),
  };
}

function dispose({ params, headParams }: LukeModel): void {
  disposeParameters(params);
  disposeParameters(headParams);
}

function int64(shape: readonly number[], values: ArrayLike<number>): Tensor {
  return new Tensor("int64", BigInt64Array.from(Array.from(values), BigInt), [...shape]);
}

/** What the reference takes for an argument that is not given. */
function standIn(name: string, words: readonly number[], feeds: Readonly<Record<string, Tensor>>): Tensor {
  const [batch = 0, numWords = 0] = words;
  const entities = feeds["entity_ids"]?.dims[1] ?? 0;
  if (name === "entity_position_ids") return int64([batch, entities, 1], []);
  const length = name.startsWith("entity_") ? entities : numWords;
  const value = name.endsWith("attention_mask") ? 1 : 0;
  return int64([batch, length], new Array<number>(batch * length).fill(value));
}
