import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as tf from "@tensorflow/tfjs-core";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createRunFolder, type RunFolderOptions } from "./run-folder.ts";
import { createToyTask } from "./toy-task.ts";
import { loadTensors, saveTensors } from "./toy-tensors.ts";
import { train } from "./train.ts";
import type { TrainConfig } from "./train-config.ts";
import "@tensorflow/tfjs-backend-cpu";

const config: TrainConfig = {
  seed: 5,
  batchSize: 8,
  stages: [{ name: "only", steps: 10, learningRate: 0.1, warmupSteps: 3 }],
  checkpointEvery: 2,
  evaluateEvery: 5,
  keepBest: { metric: "distance", smallest: true },
};

let folder: string;
beforeEach(async () => {
  await tf.setBackend("cpu");
  folder = await mkdtemp(join(tmpdir(), "luke-run-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (options: Partial<RunFolderOptions> = {}) =>
  createRunFolder(folder, { saveTensors, loadTensors, ...options });
const read = (name: string) => readFile(join(folder, name), "utf8");
const records = async () =>
  (await read("metrics.jsonl"))
    .trim()
    .split("\n")
    .map((line) => ({ ...(JSON.parse(line) as Record<string, unknown>), seconds: 0 }));

/** Trains until `stopAt`, as if interrupted there. */
async function start(
  stopAt?: number,
  resume = false,
  given = config,
  options: Partial<RunFolderOptions> = {},
) {
  const task = createToyTask({ noise: true });
  const abort = new AbortController();
  try {
    const result = await train(task, given, {
      runFolder: open(options),
      resume,
      signal: abort.signal,
      onProgress: ({ step }) => step === stopAt && abort.abort(),
    });
    return { result, weight: [...(await task.weight.data())] };
  } finally {
    task.dispose();
  }
}

test("a run leaves its configuration, a line per update and evaluation, and the last two checkpoints", async () => {
  await start(undefined, false, config, { settings: { model: "toy" } });
  expect(JSON.parse(await read("config.json"))).toEqual({ ...config, model: "toy" });
  const lines = await records();
  expect(lines).toHaveLength(12);
  expect(lines[0]).toMatchObject({ step: 1, stage: "only", epoch: 0, learningRate: 0, rows: 8 });
  expect(lines[5]).toMatchObject({ step: 5, distance: expect.any(Number) });
  expect((await readdir(join(folder, "checkpoints"))).sort()).toEqual(["step-10", "step-8"]);
  expect((await read("latest")).trim()).toBe("step-10");
  const files = (await readdir(folder)).sort();
  expect(files).toEqual([
    "checkpoints",
    "config.json",
    expect.stringMatching(/^events\.out\.tfevents\.\d+\./),
    "latest",
    "metrics.jsonl",
  ]);
});

test("an interrupted run that resumes equals the uninterrupted one to the bit, metrics included", async () => {
  const straight = await start();
  const wanted = await records();
  for (const stopAt of [1, 2, 5, 9]) {
    await rm(folder, { recursive: true });
    await start(stopAt);
    const resumed = await start(undefined, true);
    expect(resumed).toEqual(straight);
    expect(await records()).toEqual(wanted);
  }
});

test("a run killed after its last checkpoint repeats the updates since, once each in the metrics", async () => {
  const straight = await start();
  const wanted = await records();
  await rm(folder, { recursive: true });
  await start(5);
  // What a killed process leaves: the checkpoint of update 5 is not there, and a line is cut short.
  await writeFile(join(folder, "latest"), "step-4\n");
  await writeFile(join(folder, "metrics.jsonl"), `${await read("metrics.jsonl")}{"step":6,"lo`);
  await writeFile(join(folder, "checkpoints", ".step-6-1234"), "half");
  expect(await start(undefined, true)).toEqual(straight);
  expect(await records()).toEqual(wanted);
});

test("resuming a finished run changes nothing and ends with the best parameters", async () => {
  const done = await start();
  const again = await start(undefined, true);
  expect(again.weight).toEqual(done.weight);
  expect(again.result).toMatchObject({ step: 10, stopped: "done", evaluation: done.result.evaluation });
});

test("resuming where nothing is yet starts the run", async () => {
  expect((await start(undefined, true)).result.step).toBe(10);
});

test("a folder that holds a run is not overwritten", async () => {
  await start(4);
  await expect(start()).rejects.toMatchObject({ code: "TRN003" });
});

test("resuming with another configuration is refused, naming what differs", async () => {
  await start(4);
  const other = { ...config, batchSize: 4, clipNorm: 1 };
  await expect(start(undefined, true, other)).rejects.toThrow(/differs in batchSize, clipNorm/);
  await expect(start(undefined, true, other)).rejects.toMatchObject({ code: "TRN004" });
});

test("a damaged checkpoint is refused, naming it", async () => {
  await start(4);
  await truncate(join(folder, "checkpoints/step-4/parameters.safetensors"), 10);
  await expect(start(undefined, true)).rejects.toMatchObject({ code: "TRN006" });
});

test("a checkpoint that cannot be written leaves the one before, and the run says so", async () => {
  let saves = 0;
  const failing = async (path: string, tensors: Parameters<typeof saveTensors>[1]) => {
    await writeFile(path, "half");
    if (++saves > 4) throw Object.assign(new Error("ENOSPC: no space left on device"), { code: "ENOSPC" });
    await saveTensors(path, tensors);
  };
  await expect(start(undefined, false, config, { saveTensors: failing })).rejects.toMatchObject({
    code: "TRN007",
  });
  expect(await readdir(join(folder, "checkpoints"))).toEqual(["step-2", "step-4"]);
  expect((await start(undefined, true)).result.step).toBe(10);
});

test("a second process cannot use the folder of a running one, and the lock of a dead one does not count", async () => {
  await open().open(config, false);
  await writeFile(join(folder, "lock"), `${process.ppid}\n`);
  await expect(open().open(config, false)).rejects.toMatchObject({ code: "TRN008" });
  await writeFile(join(folder, "lock"), `${process.pid} another-machine\n`);
  await expect(open().open(config, false)).rejects.toThrow(/another-machine/);
  for (const dead of [`999999999 ${hostname()}\n`, "999999999\n", "", "not a number"]) {
    await writeFile(join(folder, "lock"), dead);
    await expect(open().open(config, false)).resolves.toBeUndefined();
  }
});

test("files that the caller adds become visible with the checkpoint", async () => {
  await start(2, false, config, {
    addFiles: (path, { state }) => writeFile(join(path, "note.txt"), `update ${state.step}`),
  });
  expect(await read("checkpoints/step-2/note.txt")).toBe("update 2");
});

test("a process killed while it writes checkpoints always leaves a readable one", async () => {
  const writer = fileURLToPath(new URL("./toy-writer.ts", import.meta.url));
  for (const wait of [0, 7, 19, 40]) {
    const child = spawn(
      process.execPath,
      ["--conditions=@lukejs/source", "--import", "tsx", writer, folder],
      {
        stdio: ["ignore", "pipe", "inherit"],
      },
    );
    await new Promise((resolve) => child.stdout.once("data", resolve));
    await new Promise((resolve) => setTimeout(resolve, wait));
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const checkpoint = await open().open({}, true);
    expect(checkpoint!.state.step).toBeGreaterThan(0);
    const { values } = checkpoint!.parameters.get("weight")!;
    expect(values.every((value) => value === checkpoint!.state.step)).toBe(true);
    await rm(join(folder, "lock"));
  }
}, 60_000);
