import { readFileSync } from "node:fs";
import { buildOpLibrary, readRuntime, useBackend } from "@lukejs/backend";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { hasOpLibrary } from "../index.ts";
import type { NativeBackend } from "../native-backend.ts";
import { opLibrarySources } from "./op-library-sources.ts";

const runtime = readRuntime("cpu");

interface Registered {
  readonly name: string;
  readonly inputs: readonly ("float" | "int32")[];
  readonly outputs: number;
}

/** Every op that the sources register, by what they say themselves. */
const ops: readonly Registered[] = ["ops.cc", "cuda_attention.cc"].flatMap((file) => {
  const source = readFileSync(new URL(`../../native/${file}`, import.meta.url), "utf8");
  return [...source.matchAll(/register(?:Device)?Op<\w+>\(\s*"(\w+)",\s*\{([^}]*)\},\s*\{([^}]*)\}\)/g)].map(
    ([, name, inputs, outputs]) => ({
      name: name!,
      inputs: [...inputs!.matchAll(/: (float|int32)"/g)].map(([, type]) => type as "float" | "int32"),
      outputs: [...outputs!.matchAll(/"/g)].length / 2,
    }),
  );
});

const shape = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 3 }) },
  fc.constantFrom<number[]>([0], [1], [2], [3], [7], [2, 4], [4, 4], [64], [1, 16]),
);
/** Large ones would be taken at their word, where they are a size. */
const integer = fc.oneof(fc.integer({ min: -2, max: 6 }), fc.constantFrom(-(2 ** 31), 1000));
const operand = shape.chain((sizes) => {
  const count = tf.util.sizeFromShape(sizes);
  return fc.record({
    shape: fc.constant(sizes),
    integers: fc.array(integer, { minLength: count, maxLength: count }),
  });
});

describe.skipIf(runtime === undefined)("an op in C++ called with whatever there is", () => {
  beforeAll(async () => {
    await buildOpLibrary(runtime!, opLibrarySources());
    await useBackend("native");
    expect(hasOpLibrary()).toBe(true);
  });

  test("every op is among them", () => {
    expect(ops.length).toBeGreaterThanOrEqual(19);
    for (const { inputs, outputs } of ops) expect(inputs.length * outputs).toBeGreaterThan(0);
  });

  test.each(ops)("$name answers or refuses, and the process goes on", ({ name, inputs, outputs }) => {
    const { binding } = tf.backend() as unknown as NativeBackend;
    let refused = 0;
    fc.assert(
      fc.property(fc.array(operand, { minLength: inputs.length, maxLength: inputs.length }), (operands) => {
        const ids = operands.map(({ shape: sizes, integers }, i) =>
          inputs[i] === "int32"
            ? binding.createTensor(sizes, binding.TF_INT32, Int32Array.from(integers))
            : binding.createTensor(
                sizes,
                binding.TF_FLOAT,
                Float32Array.from(integers, (n) => n % 7),
              ),
        );
        try {
          for (const { id } of binding.executeOp(name, [], ids, outputs)) binding.deleteTensor(id);
        } catch (error) {
          refused++;
          expect(error).toBeInstanceOf(Error);
        }
        for (const id of ids) binding.deleteTensor(id);
      }),
      { numRuns: 300 },
    );
    if (inputs.length > 2) expect(refused).toBeGreaterThan(0);
  });
});
