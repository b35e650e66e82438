import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createRunFolder } from "./run-folder.ts";
import { createToyTask } from "./toy-task.ts";
import { loadTensors, saveTensors } from "./toy-tensors.ts";
import { train } from "./train.ts";
import "@tensorflow/tfjs-backend-cpu";

/** A disk of 256 KiB, where this machine lets the test make one. */
let disk: string;
let mounted = false;
beforeAll(async () => {
  await tf.setBackend("cpu");
  disk = await mkdtemp(join(tmpdir(), "luke-disk-"));
  mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", disk]).status === 0;
});
afterAll(async () => {
  if (mounted) spawnSync("umount", [disk]);
  await rm(disk, { recursive: true, force: true });
});

const config = {
  seed: 5,
  batchSize: 8,
  stages: [{ name: "only", steps: 40, learningRate: 0.1 }],
  checkpointEvery: 2,
};

async function run(resume: boolean): Promise<number[]> {
  const task = createToyTask({ noise: true });
  try {
    await train(task, config, {
      runFolder: createRunFolder(join(disk, "run"), { saveTensors, loadTensors }),
      resume,
    });
    return [...(await task.weight.data())];
  } finally {
    task.dispose();
  }
}

test("a disk that fills up leaves the last checkpoint, and the run goes on when there is room again", async ({
  skip,
}) => {
  if (!mounted) skip();
  const room = join(disk, "other");
  const filled = new Uint8Array(212 << 10);
  await writeFile(room, filled);
  await expect(run(false)).rejects.toMatchObject({ code: "TRN007", message: /ENOSPC/ });
  const latest = (await readFile(join(disk, "run", "latest"), "utf8")).trim();
  expect(await readdir(join(disk, "run", "checkpoints"))).toContain(latest);
  await rm(room);
  const resumed = await run(true);
  await rm(join(disk, "run"), { recursive: true });
  expect(resumed).toEqual(await run(false));
});
