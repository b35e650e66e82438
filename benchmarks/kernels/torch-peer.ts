import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Precision } from "@lukejs/kernels";

/** Words and entities of each text of a batch. */
export type BatchSizes = readonly (readonly [words: number, entities: number])[];

export interface PeerJob {
  readonly mode: "forward" | "step";
  readonly precision: Precision;
  readonly batches: readonly BatchSizes[];
}

export interface PeerAnswer {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Bytes, of the process so far. */
  readonly peak: number;
  readonly version: string;
}

export interface TorchPeer {
  run(job: PeerJob): Promise<PeerAnswer>;
  close(): void;
}

/**
 * LUKE-base of transformers on PyTorch in a process of its own, on all processors, or undefined where
 * `node benchmarks/python/set-up.mjs` has not been run.
 */
export function startTorchPeer(): TorchPeer | undefined {
  const python =
    process.env["LUKE_PYTHON"] ?? fileURLToPath(new URL("../../.tools/python/bin/python", import.meta.url));
  if (!existsSync(python)) return undefined;
  const script = fileURLToPath(new URL("../python/luke-base.py", import.meta.url));
  const child = spawn(python, [script, String(availableParallelism())], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(job) {
      child.stdin.write(`${JSON.stringify(job)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("PyTorch ended; run benchmarks/python/luke-base.py by hand to see why");
      return JSON.parse(value) as PeerAnswer;
    },
    close: () => child.stdin.end(),
  };
}

/** Large blocks stay with the process instead of being mapped and filled with zeros each time. */
const malloc = { MALLOC_MMAP_THRESHOLD_: "4294967296", MALLOC_TRIM_THRESHOLD_: "4294967296" };

/** Starts this program again with the settings of malloc, which both sides get. */
export function withMallocSettings(program: string): void {
  if (process.env["MALLOC_TRIM_THRESHOLD_"] !== undefined) return;
  const { status } = spawnSync(process.execPath, [...process.execArgv, fileURLToPath(program)], {
    stdio: "inherit",
    env: { ...process.env, ...malloc },
  });
  process.exit(status ?? 1);
}
