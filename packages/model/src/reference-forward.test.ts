import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type BackendPreference, useBackend } from "@lukejs/backend";
import { disposeParameters } from "@lukejs/kernels";
import { expectClose, sharedPath, startWebGpu } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { huggingFaceForward } from "./index.ts";
import { type OpenedCheckpoint, openCheckpoint, readSafetensors } from "./node.ts";

// The oracle: outputs of transformers 4.57.6 for checkpoints of a few thousand parameters.
interface ReferenceCase {
  readonly name: string;
  readonly checkpoint: string;
  readonly class: string;
  readonly file: string;
  readonly flags: { readonly output_hidden_states: boolean; readonly output_attentions: boolean };
  readonly scalars: Readonly<Record<string, number | "NaN">>;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  readonly empty: Readonly<Record<string, number[]>>;
}

const folder = sharedPath("fixtures/luke-tiny");
const cases: readonly ReferenceCase[] =
  folder === undefined ? [] : JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")).cases;

/** WebGPU in software takes seconds to compile what a case needs; `pnpm soak` runs them all. */
const casesOnWebGpu: readonly ReferenceCase[] =
  process.env["LUKE_SOAK"] === "1"
    ? cases
    : cases.filter(({ name }) => ["model-ragged", "model-fully-masked-row", "plain-pair"].includes(name));

const backends = ["cpu", "wasm", "native", "webgpu"] as const;

describe.skipIf(folder === undefined).each(backends)("on %s", (backend) => {
  const chosen = backend === "webgpu" ? casesOnWebGpu : cases;
  let missing: string | undefined;
  const checkpoints = new Map<string, OpenedCheckpoint>();

  beforeAll(async () => {
    missing = await startBackend(backend);
  });

  afterAll(() => {
    for (const { params, headParams } of checkpoints.values()) {
      disposeParameters(params);
      disposeParameters(headParams);
    }
    expect(tf.memory().numTensors).toBe(0);
  });

  test.for(chosen)("$name equals the reference", async (reference, { skip }) => {
    if (missing !== undefined) return skip(missing);
    let checkpoint = checkpoints.get(reference.checkpoint);
    if (checkpoint === undefined) {
      checkpoint = await openCheckpoint(join(folder!, "checkpoints", reference.checkpoint));
      checkpoints.set(reference.checkpoint, checkpoint);
    }
    expect(checkpoint.architecture).toBe(reference.class);
    const { tensors } = await readSafetensors(join(folder!, reference.file));
    const args: Record<string, tf.Tensor> = {};
    for (const [name, { dtype, shape, values }] of tensors) {
      if (name.startsWith("in.")) args[name.slice(3)] = tf.tensor(values, [...shape], dtype);
    }
    for (const [name, shape] of Object.entries(reference.empty)) {
      if (name.startsWith("in.")) args[name.slice(3)] = tf.tensor([], shape, "int32");
    }
    const outputs = huggingFaceForward(checkpoint, args, {
      hiddenStates: reference.flags.output_hidden_states,
      attentions: reference.flags.output_attentions,
    });
    const expected = new Map(Object.entries(reference.outputs).map(([name, shape]) => [name, [...shape]]));
    for (const name of Object.keys(reference.scalars)) expected.set(name, []);
    for (const [name, shape] of Object.entries(reference.empty)) {
      if (name.startsWith("out.")) expected.set(name.slice(4), shape);
    }
    for (const [name, shape] of expected) {
      const output = outputs[name];
      expect(output?.shape, name).toEqual(shape);
      const scalar = reference.scalars[name];
      const values = scalar === undefined ? (tensors.get(`out.${name}`)?.values ?? []) : [Number(scalar)];
      expectClose(await output!.data(), values, 1e-4, `${reference.name} ${name}`);
    }
    tf.dispose([...Object.values(args), ...Object.values(outputs)]);
  });
});

/** Starts a backend; the reason where this machine does not have it. */
async function startBackend(backend: BackendPreference): Promise<string | undefined> {
  if (backend === "webgpu") return startWebGpu();
  const wanted = backend === "native" ? "tensorflow" : backend;
  try {
    const { name } = await useBackend(backend);
    return name === wanted ? undefined : `${backend} is not set up here`;
  } catch (error) {
    return String(error);
  }
}
