import { execFile } from "node:child_process";
import { copyFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";

const published = sharedPath("fixtures/roberta-bpe");

const measure = (folder: string): string => `
  const { loadTokenizer } = await import(${JSON.stringify(new URL("./node.ts", import.meta.url).href)});
  const used = () => {
    gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = used();
  const started = performance.now();
  const tokenizer = await loadTokenizer(${JSON.stringify(folder)});
  const milliseconds = performance.now() - started;
  console.log(JSON.stringify({ milliseconds, bytes: used() - before, size: tokenizer.vocabSize }));`;

test.skipIf(published === undefined)(
  "RoBERTa's files load in 150 ms and take 40 MB at most, in a new process",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "lukejs-load-"));
    try {
      await copyFile(`${published}/roberta-vocab.json`, join(folder, "vocab.json"));
      await copyFile(`${published}/merges.txt`, join(folder, "merges.txt"));
      const flags = ["--expose-gc", "--conditions=@lukejs/source", "--import", "tsx", "--input-type=module"];
      const runs: { milliseconds: number; bytes: number; size: number }[] = [];
      for (let run = 0; run < 5; run++) {
        const { stdout } = await promisify(execFile)(process.execPath, [...flags, "-e", measure(folder)]);
        runs.push(JSON.parse(stdout));
      }
      expect(runs[0]!.size).toBe(50265);
      expect(Math.min(...runs.map(({ milliseconds }) => milliseconds))).toBeLessThan(150);
      expect(Math.max(...runs.map(({ bytes }) => bytes))).toBeLessThan(40e6);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
  60_000,
);
