/** A task's features and model for transformers on PyTorch, in a process of its own. */
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { ArchitectureName, LukeModel } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import type { TaskFeatures } from "@lukejs/tasks";

export interface TaskPeerAnswer {
  readonly seconds: number;
  readonly processorSeconds: number;
  /** Names as [example, sentence, start, end, label]; answers as [example, start, end] in the passage. */
  readonly predictions: readonly (readonly number[])[];
  readonly version: string;
}

export interface TaskPeer {
  /** Predicts from features with these numbers, a list a batch. */
  run(batches: readonly (readonly number[])[]): Promise<TaskPeerAnswer>;
  close(): Promise<void>;
}

/** @throws Error where `node benchmarks/python/set-up.mjs` has not been run */
export async function startTaskPeer(
  architecture: ArchitectureName,
  model: LukeModel,
  labels: readonly string[],
  features: readonly TaskFeatures[],
): Promise<TaskPeer> {
  const python =
    process.env["LUKE_PYTHON"] ?? fileURLToPath(new URL("../.tools/python/bin/python", import.meta.url));
  if (!existsSync(python)) throw new Error("PyTorch is missing; run node benchmarks/python/set-up.mjs");
  const folder = await mkdtemp(join(tmpdir(), "luke-task-peer-"));
  await saveCheckpoint(join(folder, "model"), { ...model, architecture, labels });
  await writeFile(join(folder, "features.json"), JSON.stringify(features.map(asPlain)));
  const script = fileURLToPath(new URL("./python/task-inference.py", import.meta.url));
  const child = spawn(python, [script, folder, String(availableParallelism())], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    async run(batches) {
      child.stdin.write(`${JSON.stringify(batches)}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error("PyTorch ended; see what it wrote above");
      return JSON.parse(value) as TaskPeerAnswer;
    },
    async close() {
      child.stdin.end();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Feature numbers in batches of `size`, in given order or the longest first. */
export function peerBatches(
  features: readonly TaskFeatures[],
  size: number,
  order: "given" | "sorted",
): number[][] {
  const numbers = [...features.keys()];
  const length = (i: number): number => features[i]!.wordIds.length + features[i]!.entityIds.length;
  if (order === "sorted") numbers.sort((a, b) => length(b) - length(a));
  return Array.from({ length: Math.ceil(numbers.length / size) }, (_, i) =>
    numbers.slice(i * size, (i + 1) * size),
  );
}

type AnyFeatures = TaskFeatures & {
  readonly spans?: readonly { readonly sentence: number; readonly start: number; readonly end: number }[];
  readonly passageAt?: number;
  readonly starts?: Int32Array;
  readonly ends?: Int32Array;
  readonly mostContext?: Uint8Array;
};

function asPlain(features: AnyFeatures): object {
  const { example, wordIds, entityIds, entityPositions, entityStarts, entityEnds, spans } = features;
  const { passageAt, starts, ends, mostContext } = features;
  return {
    example,
    w: [...wordIds],
    e: [...entityIds],
    p: entityPositions.map((positions) => [...positions]),
    ...(spans !== undefined && {
      starts: [...entityStarts!],
      ends: [...entityEnds!],
      spans: spans.map(({ sentence, start, end }) => [sentence, start, end]),
    }),
    ...(passageAt !== undefined && {
      at: passageAt,
      from: [...starts!],
      to: [...ends!],
      most: [...mostContext!],
    }),
  };
}
