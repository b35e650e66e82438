import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, flattenParameters, Random } from "@lukejs/kernels";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import {
  type ArchitectureName,
  architectureNames,
  architectureOf,
  createHeadParams,
  createLukeParams,
  formatHuggingFaceConfig,
  huggingFaceForward,
  lukeTiny,
  type TensorData,
} from "../index.ts";
import { openCheckpoint, readSafetensors, saveCheckpoint, writeSafetensors } from "../node.ts";

// Runs where there is a Python with transformers 4.57.6: LUKE_PYTHON, or what benchmarks/python/set-up.mjs makes.
const root = fileURLToPath(new URL("../../../..", import.meta.url));
const python = process.env["LUKE_PYTHON"] ?? join(root, ".tools/python/bin/python");
const classes = architectureNames.filter((name) => name !== "LukeForEntityCloze");

const [batch, words, entities, mention] = [2, 9, 3, 4];
const random = new Random(11);

/** Ids below `limit`, as int32 of this shape. */
function ids(shape: readonly number[], limit: number): TensorData {
  const size = shape.reduce((a, b) => a * b, 1);
  return { dtype: "int32", shape, values: Int32Array.from({ length: size }, () => random.nextInt(limit)) };
}

/** Keyword arguments of the reference's forward for a class. */
function inputsOf(name: ArchitectureName): Map<string, TensorData> {
  const lead = name === "LukeForMultipleChoice" ? [batch, 3] : [batch];
  const positions = ids([...lead, entities, mention], words);
  for (let i = 3; i < positions.values.length; i += mention) positions.values[i] = -1;
  const mask = ids([...lead, words], 1);
  mask.values.fill(1).fill(0, words - 2, words);
  const inputs = new Map([
    ["input_ids", ids([...lead, words], lukeTiny.vocabSize)],
    ["attention_mask", mask],
    ["entity_ids", ids([...lead, entities], lukeTiny.entityVocabSize)],
    ["entity_position_ids", positions],
  ]);
  if (name === "LukeForEntitySpanClassification") {
    inputs.set("entity_start_positions", ids([...lead, entities], words));
    inputs.set("entity_end_positions", ids([...lead, entities], words));
  }
  return inputs;
}

async function forward(
  folder: string,
  inputs: ReadonlyMap<string, TensorData>,
  options: { readonly architecture?: ArchitectureName } = {},
) {
  const checkpoint = await openCheckpoint(folder, options);
  const args = Object.fromEntries(
    [...inputs].map(([name, { values, shape, dtype }]) => [name, tf.tensor(values, [...shape], dtype)]),
  );
  const outputs = huggingFaceForward(checkpoint, args, {});
  const fields = new Map<string, ArrayLike<number>>();
  for (const [name, tensor] of Object.entries(outputs)) fields.set(name, await tensor.data());
  tf.dispose([args, outputs]);
  disposeParameters(checkpoint.params);
  disposeParameters(checkpoint.headParams);
  return fields;
}

test.skipIf(!existsSync(python))(
  "folders saved here answer alike in Python's transformers, and its folders here, for all nine classes",
  { timeout: 300_000 },
  async () => {
    await useBackend("cpu");
    const folder = await mkdtemp(join(tmpdir(), "luke-python-"));
    const jobs: Record<string, unknown>[] = [];
    for (const name of classes) {
      const wide = { ...lukeTiny, initializerRange: 0.3 };
      const params = createLukeParams(wide, random, { pooler: architectureOf(name).pooler });
      // Queries that differ, so that one taken for another shows.
      for (const [key, tensor] of flattenParameters(params)) {
        if (/EntityQuery|entityToWordQuery/.test(key)) {
          tf.tidy(() => (tensor as tf.Variable).assign(tf.mul(tensor, 1 + key.length / 100)));
        }
      }
      const labels = name.includes("Classification") ? ["a", "b", "c"] : [];
      const headParams = createHeadParams(wide, name, random, { numLabels: 3 });
      const saved = { config: wide, architecture: name, params, headParams, labels };
      await saveCheckpoint(join(folder, `ours-${name}`), saved);
      disposeParameters(params);
      disposeParameters(headParams);
      await writeSafetensors(join(folder, `${name}.in`), inputsOf(name));
      const config = formatHuggingFaceConfig({ config: wide, architectures: [name], labels, extra: {} });
      const theirs = join(folder, `theirs-${name}`);
      jobs.push({ do: "create", class: name, folder: theirs, config });
      for (const maker of ["ours", "theirs"]) {
        const model = join(folder, `${maker}-${name}`);
        const outputs = join(folder, `${maker}-${name}.out`);
        jobs.push({ do: "forward", class: name, folder: model, inputs: join(folder, `${name}.in`), outputs });
      }
    }
    // Python has no class for the cloze scorer; its LukeModel reads the encoder of such a folder.
    const gaps = join(folder, "ours-cloze");
    const config = { ...lukeTiny, initializerRange: 0.3 };
    const params = createLukeParams(config, random, { pooler: false });
    const headParams = createHeadParams(config, "LukeForEntityCloze", random);
    await saveCheckpoint(gaps, { config, architecture: "LukeForEntityCloze", params, headParams });
    disposeParameters(params);
    disposeParameters(headParams);
    const gapInputs = inputsOf("LukeModel");
    await writeSafetensors(`${gaps}.in`, gapInputs);
    jobs.push({
      ...{ do: "forward", class: "LukeModel", folder: gaps },
      ...{ inputs: `${gaps}.in`, outputs: `${gaps}.out` },
      lacks: ["pooler.dense.weight", "pooler.dense.bias"],
      beside: ["scorer.weight", "scorer.bias"],
    });
    const list = join(folder, "jobs.json");
    await writeFile(list, JSON.stringify(jobs));
    const script = join(root, "benchmarks/python/luke-jobs.py");
    const { stdout } = await promisify(execFile)(python, [script, list]);
    expect(stdout.trim()).toBe("4.57.6");
    for (const name of classes) {
      const { tensors: inputs } = await readSafetensors(join(folder, `${name}.in`));
      for (const maker of ["ours", "theirs"]) {
        const { tensors: expected } = await readSafetensors(join(folder, `${maker}-${name}.out`));
        const found = await forward(join(folder, `${maker}-${name}`), inputs);
        expect([...found.keys()].sort(), `${maker} ${name}`).toEqual([...expected.keys()].sort());
        for (const [field, { values }] of expected) expectClose(found.get(field)!, values, 1e-4);
      }
    }
    const { tensors: kept } = await readSafetensors(join(gaps, "model.safetensors"));
    expect(
      [...kept.keys()].filter((key) => !/^(?:luke\.)?(?:encoder|embeddings|entity_embeddings)\./.test(key)),
    ).toEqual(["scorer.bias", "scorer.weight"]);
    const { tensors: states } = await readSafetensors(`${gaps}.out`);
    const found = await forward(gaps, gapInputs, { architecture: "LukeModel" });
    for (const field of ["last_hidden_state", "entity_last_hidden_state"]) {
      expectClose(found.get(field)!, states.get(field)!.values, 1e-4);
    }
    await rm(folder, { recursive: true });
  },
);
