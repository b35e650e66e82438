import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildOpLibrary, readRuntime, useBackend } from "@lukejs/backend";
import { type CudaVerdict, cudaKernels, kernelReport } from "@lukejs/kernels";
import { opLibrarySources } from "@lukejs/kernels/node";
import { expectClose } from "@lukejs/test-kit";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { checkCudaAttention, numWordRows, type SequenceLayout, sequenceAttention } from "./index.ts";

const runtime = readRuntime("cpu");
const compiler = spawnSync("g++", ["--version"]).status === 0 && process.platform === "linux";
const folder = mkdtempSync(join(tmpdir(), "lukejs-driver-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** NVIDIA's driver library in emulation: pointers of the device are the host's, kernels run on a processor. */
const driver = join(folder, "libcuda.so.1");
const heads = [32, 64];
let kept: unknown;
/** Of a self-test that all kernels pass. */
let good: object;

const layout: SequenceLayout = { wordStarts: Int32Array.of(0, 9, 26), entityStarts: Int32Array.of(0, 3, 3) };

interface Programs {
  cudaPrograms: () => object;
}

/** The backend as a new process has it. */
function freshBackend(): void {
  const before = tf.backend() as unknown as Programs;
  const made = Object.assign(Object.create(Object.getPrototypeOf(before) as object), before) as Programs;
  made.cudaPrograms = () => ({
    ...{ folder, kept, programs: heads.map((head) => `sequence-attention-sm_90-${head}.cubin`) },
    keep: (verdict: object) => {
      kept = JSON.parse(JSON.stringify(verdict));
    },
  });
  tf.engine().registry["tensorflow"] = made as unknown as tf.KernelBackend;
  (tf.engine() as unknown as { backendInstance: unknown }).backendInstance = made;
}

/** States and gradients of all inputs. */
async function attend(): Promise<Float32Array> {
  const rows = numWordRows(layout) + 3;
  const matrix = (seed: number): tf.Tensor2D => tf.randomNormal([rows, 64], 0, 1, "float32", seed);
  const joined = tf.tidy(() => {
    const run = (query: tf.Tensor2D, key: tf.Tensor2D, value: tf.Tensor2D): tf.Tensor2D =>
      sequenceAttention({ query, key, value }, { layout: { queries: layout, keys: layout }, numHeads: 2 });
    const inputs = [matrix(1), matrix(2), matrix(3)] as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const gradients = tf.grads((...x: tf.Tensor[]) =>
      tf.sum(tf.square(run(...(x as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D])))),
    )(inputs);
    return tf.concat([run(...inputs), ...gradients], 0);
  });
  const values = (await joined.data()) as Float32Array;
  joined.dispose();
  return values;
}

const servingAttention = (): string | undefined =>
  kernelReport().find(({ op }) => op === "LukeSequenceAttention")?.kernel;

describe.skipIf(runtime === undefined || !compiler)(
  "the kernels for NVIDIA GPUs, on a driver in emulation",
  () => {
    let warnings: string[];
    let expected: Float32Array;
    beforeAll(async () => {
      const source = fileURLToPath(new URL("../../kernels/cuda/emulate-driver.cc", import.meta.url));
      const flags = ["-std=c++17", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC"];
      const { stderr, status } = spawnSync("g++", [...flags, source, "-o", driver]);
      expect(stderr.toString()).toBe("");
      expect(status).toBe(0);
      for (const head of heads) {
        writeFileSync(join(folder, `sequence-attention-sm_90-${head}.cubin`), `head ${head}`);
      }
      await buildOpLibrary(runtime!, opLibrarySources());
      await useBackend("native");
      expected = await attend();
    });
    beforeEach(() => {
      kept = undefined;
      warnings = [];
      vi.spyOn(console, "warn").mockImplementation((text: string) => void warnings.push(text));
      vi.stubEnv("LUKE_CUDA_LIBRARY", driver);
      vi.stubEnv("LUKE_QUIET", ""); // it is about what is said
      freshBackend();
    });
    afterEach(() => {
      vi.unstubAllEnvs();
      vi.restoreAllMocks();
    });

    test("without the driver's library there are none, and the reason is told", async () => {
      vi.stubEnv("LUKE_CUDA_LIBRARY", join(folder, "absent.so"));
      expect(await checkCudaAttention()).toEqual({ missing: expect.stringContaining("absent.so") });
      expectClose(await attend(), expected, 1e-6);
    });

    test("they do not serve before a self-test, and that is said once", async () => {
      await attend();
      expect(servingAttention()).toBe("fused");
      expect(warnings).toEqual([expect.stringContaining('serve after "luke doctor --gpu-selftest"')]);
    });

    test("after a good self-test they serve, forward and backward, in later processes too", async () => {
      const before = tf.memory().numTensors;
      const verdict = await checkCudaAttention();
      expect(tf.memory().numTensors).toBe(before);
      expect(verdict).toMatchObject({
        device: { name: "Emulated GPU", architecture: 90, driver: 12040 },
        passed: true,
      });
      expect((verdict as CudaVerdict).checks).toHaveLength(4);
      good = kept as object;
      freshBackend();
      expect(servingAttention()).toBe("cuda");
      expectClose(await attend(), expected, 1e-4);
    });

    test("a head that no program is compiled for, and LUKE_KERNELS=plain, are served by other ops", async () => {
      kept = good;
      const narrow: tf.Tensor2D = tf.ones([29, 10]);
      const inputs = { query: narrow, key: narrow, value: narrow };
      const result = sequenceAttention(inputs, { layout: { queries: layout, keys: layout }, numHeads: 2 });
      expectClose((await result.data()) as Float32Array, new Float32Array(290).fill(1), 1e-5);
      vi.stubEnv("LUKE_KERNELS", "plain");
      expectClose(await attend(), expected, 1e-4);
      expect(warnings).toEqual([]);
    });

    test("wrong numbers are a bad verdict with the difference; other ops serve then", async () => {
      vi.stubEnv("FAKE_CUDA", "wrong");
      const verdict = await checkCudaAttention();
      expect(verdict).toMatchObject({ passed: false });
      const [states, gradients] = (verdict as CudaVerdict).checks;
      expect(states!.passed).toBe(false);
      expect(states!.difference).toBeGreaterThan(0.9);
      expect(gradients!.difference).toBeGreaterThan(1e-4);
      freshBackend();
      expect(servingAttention()).toBe("fused");
      expectClose(await attend(), expected, 1e-4);
    });

    test("a launch that fails is a bad verdict with the driver's word for it", async () => {
      vi.stubEnv("FAKE_CUDA", "launch");
      expect(await checkCudaAttention()).toMatchObject({
        passed: false,
        checks: [
          { error: expect.stringContaining("cuLaunchKernel answered 719 (CUDA_ERROR_LAUNCH_FAILED)") },
          {},
        ],
      });
    });

    test("a launch that fails later takes them out of service, and that is said", async () => {
      kept = good;
      vi.stubEnv("FAKE_CUDA", "launch");
      expectClose(await attend(), expected, 1e-4);
      expect(warnings.at(-1)).toMatch(/failed \(.*LAUNCH_FAILED.*TensorFlow's ops serve from now on/);
      expect(cudaKernels()).toMatchObject({ missing: expect.stringContaining("failed in use") });
    });

    test("no GPU, one too old, and operands in the host's memory end in words, not in a crash", async () => {
      vi.stubEnv("FAKE_CUDA", "none");
      expect(await checkCudaAttention()).toEqual({
        missing: expect.stringContaining("CUDA_ERROR_NO_DEVICE"),
      });
      vi.stubEnv("FAKE_CUDA", "old");
      freshBackend();
      expect(await checkCudaAttention()).toEqual({
        missing: "none are compiled for Emulated GPU (sm_70, CUDA 12.4)",
      });
      vi.stubEnv("FAKE_CUDA", "host");
      freshBackend();
      expect(await checkCudaAttention()).toMatchObject({
        passed: false,
        checks: [{ error: expect.stringContaining("not in the memory of the GPU") }, {}],
      });
    });

    test("a verdict of another device, driver or build counts for nothing", async () => {
      for (const change of [{ build: "0" }, { device: { name: "Other", architecture: 90, driver: 12040 } }]) {
        kept = { ...good, ...change };
        freshBackend();
        expect(servingAttention()).toBe("fused");
      }
    });

    test("plans that lie outside of the operands are refused before anything is launched", async () => {
      kept = good;
      const { binding } = tf.backend() as unknown as {
        binding: {
          createTensor(shape: number[], dtype: number, values: Float32Array | Int32Array): number;
          executeOp(name: string, attributes: [], inputs: number[], outputs: number): unknown;
        };
      };
      const floats = (...shape: number[]): number =>
        binding.createTensor(shape, 1, new Float32Array(tf.util.sizeFromShape(shape)));
      const integers = (...values: number[]): number =>
        binding.createTensor([values.length], 3, Int32Array.from(values));
      const run = (plan: number[], sizes = [1, 1], keys = floats(3, 32), values = floats(3, 32)): void =>
        void binding.executeOp(
          "LukeCudaAttention",
          [],
          [floats(2, 32), keys, values, integers(...plan), integers(...sizes)],
          2,
        );
      const head = [0, 0, 0x3f800000, 2, 10];
      const tile = [0, 0, 2, 0, 0, 2, 3, 0, 0, 3];
      run([...head, ...tile, 0, 1]);
      for (const [i, value] of [
        [0, 2],
        [1, 2],
        [2, 3],
        [4, -1],
        [6, 4],
        [8, 1],
      ] as const) {
        expect(() => run([...head, ...tile.with(i, value), 0, 1])).toThrow("outside of the operands");
      }
      expect(() => run([...head, ...tile, 0])).toThrow("not that of these operands");
      expect(() => run([1])).toThrow("no head");
      expect(() => run([...head, ...tile, 0, 1], [5, 1])).toThrow("not divisible by 5 heads");
      expect(() => run([...head, ...tile, 0, 1], [1, 3])).toThrow("one query or two");
      expect(() => run([...head, ...tile, 0, 1], [1, 1], floats(3, 32), floats(2, 32))).toThrow(
        "values has 64",
      );
      expect(() => run([...head, ...tile, 0, 1], [1, 1], floats(96))).toThrow("[rows, hidden]");
      expect(() => run([...head, ...tile, 0, 1], [2, 1])).toThrow('sm_90-16.cubin"');
    });
  },
);
