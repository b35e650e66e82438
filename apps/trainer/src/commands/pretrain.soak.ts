import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { writeToyPretraining } from "../run/toy-pretraining.ts";

/** Open MPI has to be there for the tests of several processes. */
const hasMpi = spawnSync("mpirun", ["--version"]).status === 0;
const program = fileURLToPath(new URL("../bin.ts", import.meta.url));
const luke = [process.execPath, "--conditions=@lukejs/source", "--import", "tsx", program];
let folder: string;
let config: string;
let wanted: readonly number[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-pretrain-"));
  const settings = await writeToyPretraining(folder);
  config = join(folder, "config.json");
  const stages = [
    { name: "entities", steps: 20, learningRate: 1e-2, trains: "entities" },
    { name: "all", steps: 40, learningRate: 1e-2, warmupSteps: 5 },
  ];
  const run = { maskingWorkers: 1, peakTeraflops: 1 };
  await writeFile(config, JSON.stringify({ ...settings, stages, checkpointEvery: 4, run }));
  expect((await end(start("straight"))).code).toBe(0);
  wanted = await losses("straight");
  expect(wanted).toHaveLength(60);
}, 120_000);
afterAll(() => rm(folder, { recursive: true }));

function start(name: string, processes = 0, more: string[] = []): ChildProcess {
  const command = [...luke, "pretrain", config, "--set", `out=${join(folder, name)}`, "--resume", ...more];
  const mpi = ["mpirun", "--allow-run-as-root", "--oversubscribe", "-np", `${processes}`];
  const [file, ...options] = processes > 0 ? [...mpi, ...command] : command;
  return spawn(file!, options, { stdio: ["ignore", "pipe", "pipe"] });
}
async function end(
  child: ChildProcess,
): Promise<{ code: number | null; signal: string | null; stderr: string }> {
  let stderr = "";
  child.stderr!.on("data", (text: Buffer) => (stderr += text.toString()));
  return new Promise((resolve) => {
    child.once("close", (code, signal) => resolve({ code, signal, stderr }));
  });
}
async function losses(name: string): Promise<number[]> {
  const lines = await readFile(join(folder, name, "metrics.jsonl"), "utf8").catch(() => "");
  return lines.split("\n").flatMap((line) => {
    const record = line === "" ? {} : (JSON.parse(line) as Record<string, unknown>);
    return record["learningRate"] === undefined ? [] : [Number(record["loss"])];
  });
}
/** Waits until a run has logged so many updates. */
async function reaches(name: string, updates: number, child: ChildProcess): Promise<void> {
  while (child.exitCode === null && (await losses(name).catch(() => [])).length < updates) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("a run killed at any moment resumes to the same losses, to the bit", async () => {
  for (const updates of [3, 11, 26, 41, 50]) {
    const child = start("killed");
    await reaches("killed", updates, child);
    child.kill("SIGKILL");
    expect((await end(child)).signal).toBe("SIGKILL");
  }
  expect((await end(start("killed"))).code).toBe(0);
  expect(await losses("killed")).toEqual(wanted);
});

test("SIGTERM ends a run with a checkpoint, and nothing is done twice", async () => {
  const child = start("terminated");
  await reaches("terminated", 6, child);
  child.kill("SIGTERM");
  const { code, stderr } = await end(child);
  expect([code, stderr]).toEqual([143, expect.stringContaining("CLI007")]);
  const done = (await losses("terminated")).length;
  expect((await readFile(join(folder, "terminated", "latest"), "utf8")).trim()).toBe(`step-${done}`);
  expect((await end(start("terminated"))).code).toBe(0);
  expect(await losses("terminated")).toEqual(wanted);
});

test("a second run in the same folder is refused while the first one runs", async () => {
  const first = start("twice");
  await reaches("twice", 2, first);
  // It waits, however long the second one takes to start.
  first.kill("SIGSTOP");
  const second = await end(start("twice"));
  first.kill("SIGCONT");
  expect([second.code, second.stderr]).toEqual([1, expect.stringContaining("TRN008")]);
  expect((await end(first)).code).toBe(0);
  expect(await losses("twice")).toEqual(wanted);
});

test.skipIf(!hasMpi)("two and four processes have the losses of one, dropout included", async () => {
  for (const processes of [2, 4]) {
    const { code, stderr } = await end(start(`mpi-${processes}`, processes));
    expect([code, stderr]).toEqual([0, expect.anything()]);
    const found = await losses(`mpi-${processes}`);
    expect(found).toHaveLength(60);
    for (const [i, loss] of found.entries()) expect(Math.abs(loss - wanted[i]!)).toBeLessThan(1e-4);
  }
});

test.skipIf(!hasMpi)("SIGTERM to mpirun ends all processes, and another number of them goes on", async () => {
  const child = start("mpi-stopped", 2);
  await reaches("mpi-stopped", 8, child);
  child.kill("SIGTERM");
  expect((await end(child)).code).not.toBe(0);
  const kept = Number(
    (await readFile(join(folder, "mpi-stopped", "latest"), "utf8")).trim().slice("step-".length),
  );
  expect(kept).toBeGreaterThanOrEqual(4);
  expect((await end(start("mpi-stopped", 3))).code).toBe(0);
  const found = await losses("mpi-stopped");
  expect(found).toHaveLength(60);
  for (const [i, loss] of found.entries()) expect(Math.abs(loss - wanted[i]!)).toBeLessThan(1e-4);
});

test.skipIf(!hasMpi)("what is wrong ends all processes with its message", async () => {
  const { code, stderr } = await end(start("mpi-wrong", 2, ["--set", "tokenizer=/nothing"]));
  expect(code).not.toBe(0);
  expect(stderr).toMatch(/\/nothing/);
});
