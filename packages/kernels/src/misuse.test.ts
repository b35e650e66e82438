import { createRequire } from "node:module";
import { dirname, join, sep } from "node:path";
import "@tensorflow/tfjs-backend-cpu";
import { readRuntime, useBackend } from "@lukejs/backend";
import { LukeError } from "@lukejs/errors";
import { startWebGpu } from "@lukejs/test-kit";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  adamWUpdate,
  adamWUpdateRows,
  addLayerNorm,
  attentionSoftmax,
  attentionSoftmaxGradient,
  dropout,
  gatherRows,
  gelu,
  geluTanh,
  layerNorm,
  linear,
  linearAddLayerNorm,
  linearGelu,
  matMul,
  mergeRowGradients,
  segmentSum,
  softmax,
  sparseSoftmaxCrossEntropy,
  splitTokens,
  sumOfSquares,
  updateRows,
} from "./index.ts";

setWasmPaths(
  join(
    dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm/package.json")),
    "wasm-out",
  ) + sep,
);

// biome-ignore lint/suspicious/noExplicitAny: what the compiler would refuse is what is tried
type Any = any;
const f = (...shape: number[]): Any => tf.ones(shape);
const i = (...shape: number[]): Any => tf.zeros(shape, "int32");
const v = (...shape: number[]): Any => tf.variable(tf.zeros(shape));
const ids = (...values: number[]): Any => tf.tensor1d(values, "int32");
const moments = (...shape: number[]) => ({ first: v(...shape), second: v(...shape) });
const settings = {
  ...{ learningRate: 1, beta1: 0.9, beta2: 0.9, epsilon: 1, weightDecay: 0 },
  ...{ biasCorrection: true, step: 1 },
};
const norm = (n: number) => ({ scale: f(n), shift: f(n) });

/** Ids out of range are found by the backend where it has a check of its own: any error will do. */
const outside = new Set<() => unknown>();
const beyond = (call: () => unknown): (() => unknown) => {
  outside.add(call);
  return call;
};

/** Calls that have no meaning, by op: of another dtype, rank or shape, or with numbers out of range. */
const calls: Readonly<Record<string, readonly (() => unknown)[]>> = {
  gelu: [
    () => gelu(i(3)),
    () => gelu(f(2, 3), f(2)),
    () => gelu(f(2, 3), f(3, 1)),
    () => gelu(f(2, 3), i(3)),
  ],
  geluTanh: [() => geluTanh(i(3))],
  softmax: [() => softmax(i(2, 3))],
  attentionSoftmax: [
    () => attentionSoftmax(i(1, 2, 3, 4), 1),
    () => attentionSoftmax(f(1, 2, 3, 4), 1, f(1, 1, 1, 3)),
    () => attentionSoftmax(f(1, 2, 3, 4), 1, f(4)),
    () => attentionSoftmax(f(1, 2, 3, 4), 1, i(1, 1, 1, 4)),
  ],
  attentionSoftmaxGradient: [
    () => attentionSoftmaxGradient(f(1, 2, 3, 4), f(1, 2, 3, 5), 1),
    () => attentionSoftmaxGradient(i(1, 2, 3, 4), f(1, 2, 3, 4), 1),
  ],
  dropout: [
    () => dropout(i(4), 0.5, 1),
    () => dropout(f(4), 1, 1),
    () => dropout(f(4), Number.NaN, 1),
    () => dropout(f(3, 4), 0.5, 1, Uint32Array.of(1, 2)),
  ],
  layerNorm: [
    () => layerNorm(i(2, 3), f(3), f(3), 1),
    () => layerNorm(f(2, 3), f(2), f(3), 1),
    () => layerNorm(f(2, 3), f(3), f(1, 3), 1),
    () => layerNorm(f(2, 3), i(3), f(3), 1),
    () => layerNorm(tf.scalar(1), f(1), f(1), 1),
  ],
  addLayerNorm: [
    () => addLayerNorm(f(2, 3), f(2, 4), f(3), f(3), 1),
    () => addLayerNorm(f(2, 3), f(3), f(3), f(3), 1),
    () => addLayerNorm(f(2, 3), i(2, 3), f(3), f(3), 1),
    () => addLayerNorm(f(2, 3), f(2, 3), f(2), f(3), 1),
    () => addLayerNorm(f(2, 3), f(2, 3), f(3), f(3), 1, { bias: f(2) }),
    () => addLayerNorm(f(2, 3), f(2, 3), f(3), f(3), 1, { dropout: { rate: 2, seed: 1 } }),
    () =>
      addLayerNorm(f(2, 3), f(2, 3), f(3), f(3), 1, {
        dropout: { rate: 0.5, seed: 1, rowKeys: Uint32Array.of(1) },
      }),
  ],
  linear: [
    () => linear(i(2, 3), f(4, 3)),
    () => linear(f(2, 3), i(4, 3)),
    () => linear(f(2, 3), f(3, 4)),
    () => linear(f(2, 3), f(3)),
    () => linear(f(2, 3), f(1, 4, 3)),
    () => linear(tf.scalar(1), f(4, 3)),
    () => linear(f(2, 3), f(4, 3), f(3)),
    () => linear(f(2, 3), f(4, 3), f(2, 2)),
    () => linear(f(2, 3), f(4, 3), i(4)),
  ],
  linearGelu: [
    () => linearGelu(f(2, 3), f(3, 4)),
    () => linearGelu(f(2, 3), f(4, 3), f(3)),
    () => linearGelu(i(2, 3), f(4, 3), f(4)),
  ],
  linearAddLayerNorm: [
    () => linearAddLayerNorm({ weight: f(4, 2) }, norm(4), f(2, 3), f(2, 4), { epsilon: 1 }),
    () => linearAddLayerNorm({ weight: f(4, 3) }, norm(3), f(2, 3), f(2, 4), { epsilon: 1 }),
    () => linearAddLayerNorm({ weight: f(4, 3) }, norm(4), f(2, 3), f(3, 4), { epsilon: 1 }),
    () => linearAddLayerNorm({ weight: f(4, 3), bias: f(3) }, norm(4), f(2, 3), f(2, 4), { epsilon: 1 }),
  ],
  matMul: [
    () => matMul(f(2, 3), f(2, 3)),
    () => matMul(f(2, 3), f(4, 3)),
    () => matMul(f(3), f(3)),
    () => matMul(f(2, 2, 3), f(3, 3, 2)),
    () => matMul(f(2, 3), i(3, 2)),
  ],
  gatherRows: [
    () => gatherRows(f(4, 3), f(2)),
    () => gatherRows(i(4, 3), i(2)),
    () => gatherRows(f(4), i(2)),
    beyond(() => gatherRows(f(4, 3), ids(0, 4))),
    beyond(() => gatherRows(f(4, 3), ids(-1))),
    beyond(() => gatherRows(f(0, 3), ids(0))),
  ],
  segmentSum: [
    () => segmentSum(f(2, 3), i(3), 4),
    () => segmentSum(f(2), i(2), 4),
    () => segmentSum(f(2, 3), f(2), 4),
    () => segmentSum(i(2, 3), i(2), 4),
    beyond(() => segmentSum(f(2, 3), ids(0, 4), 4)),
    beyond(() => segmentSum(f(2, 3), ids(0, -1), 4)),
    () => segmentSum(f(0, 3), ids(), -1),
  ],
  sparseSoftmaxCrossEntropy: [
    () => sparseSoftmaxCrossEntropy(f(2, 3), i(3)),
    () => sparseSoftmaxCrossEntropy(f(2), i(2)),
    () => sparseSoftmaxCrossEntropy(f(2, 3), f(2)),
    () => sparseSoftmaxCrossEntropy(i(2, 3), i(2)),
    beyond(() => sparseSoftmaxCrossEntropy(f(2, 3), ids(0, 3))),
    beyond(() => sparseSoftmaxCrossEntropy(f(2, 0), ids(0, 0))),
  ],
  splitTokens: [() => splitTokens(f(2, 3, 4), 4), () => splitTokens(f(2, 3, 4), -1)],
  sumOfSquares: [() => sumOfSquares([f(2), i(2)])],
  updateRows: [
    () => updateRows(v(4, 3), Int32Array.of(1), f(2, 3)),
    () => updateRows(v(4, 3), Int32Array.of(1), f(1, 2)),
    () => updateRows(v(12), Int32Array.of(1), f(1, 3)),
    () => updateRows(v(4, 3), Int32Array.of(4), f(1, 3)),
    () => updateRows(v(4, 3), Int32Array.of(-1), f(1, 3)),
    () => updateRows(v(4, 3), Int32Array.of(1), i(1, 3)),
  ],
  mergeRowGradients: [() => mergeRowGradients([{ ids: Int32Array.of(1, 2), rows: f(1, 3) }])],
  adamWUpdate: [
    () => adamWUpdate(v(3), moments(3), f(4), settings),
    () => adamWUpdate(v(3), moments(3), f(3, 1), settings),
    () => adamWUpdate(v(3), moments(2), f(3), settings),
    () => adamWUpdate(v(3), moments(3), i(3), settings),
  ],
  adamWUpdateRows: [
    beyond(() => adamWUpdateRows(v(4, 3), moments(4, 3), { ids: Int32Array.of(4), rows: f(1, 3) }, settings)),
    () => adamWUpdateRows(v(4, 3), moments(4, 3), { ids: Int32Array.of(1), rows: f(2, 3) }, settings),
    () => adamWUpdateRows(v(4, 3), moments(4, 2), { ids: Int32Array.of(1), rows: f(1, 3) }, settings),
  ],
};

const runtime = readRuntime("cpu");

describe.each(["cpu", "wasm", "tensorflow", "webgpu"])("on %s", (backend) => {
  let absent: string | undefined;
  beforeAll(async () => {
    if (backend === "webgpu") absent = await startWebGpu();
    else if (backend !== "tensorflow") await tf.setBackend(backend);
    else if (runtime === undefined) absent = "the native runtime is not set up";
    else await useBackend("native");
  });
  afterAll(() => tf.disposeVariables());

  test.each(Object.entries(calls))("%s refuses what has no meaning and goes on", async (_name, misuses) => {
    if (absent !== undefined) return void console.warn(`not tested on ${backend}: ${absent}`);
    const untold: string[] = [];
    for (const [at, misuse] of misuses.entries()) {
      // A shader finds an id beyond the table where nobody waits for it.
      if (backend === "webgpu" && outside.has(misuse)) continue;
      let error: unknown;
      tf.engine().startScope();
      try {
        misuse();
      } catch (caught) {
        error = caught;
      }
      tf.engine().endScope();
      const told = outside.has(misuse)
        ? error instanceof Error
        : error instanceof RangeError || error instanceof TypeError || LukeError.isInstance(error);
      if (!told) untold.push(`call ${at}, ${misuse}: ${String(error)}`);
    }
    expect(untold).toEqual([]);
    const fine = tf.tidy(() => linear(f(2, 3), f(4, 3), f(4)));
    expect(Array.from(await fine.data())).toEqual(Array(8).fill(4));
    fine.dispose();
  });
});
