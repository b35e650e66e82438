import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runStage } from "./stage.ts";

async function folder(): Promise<string> {
  return mkdtemp(join(tmpdir(), "luke-stage-"));
}

test("a stage is skipped when nothing it depends on changed, and its result is kept", async () => {
  const base = await folder();
  let runs = 0;
  const stage = {
    name: "count",
    folder: join(base, "count"),
    settings: { size: 3 },
    run: async () => ++runs,
  };
  expect(await runStage(stage)).toMatchObject({ result: 1, skipped: false });
  expect(await runStage(stage)).toMatchObject({ result: 1, skipped: true });
});

test("a changed setting, earlier stage or file runs it again in an empty folder", async () => {
  const base = await folder();
  const input = join(base, "input.txt");
  const marker = join(base, "count", "left-over");
  await writeFile(input, "one");
  let runs = 0;
  const run = (settings: unknown, after: readonly string[]) =>
    runStage({
      name: "count",
      folder: join(base, "count"),
      settings,
      after,
      files: [input],
      run: async () => {
        await expect(readFile(marker)).rejects.toThrow();
        await writeFile(marker, "x");
        return ++runs;
      },
    });
  await run(1, []);
  await run(2, []);
  await run(2, ["key"]);
  await writeFile(input, "two");
  await run(2, ["key"]);
  expect(runs).toBe(4);
  expect((await run(2, ["key"])).skipped).toBe(true);
});

test("an interrupted stage keeps what it wrote and is run again", async () => {
  const base = await folder();
  const part = join(base, "work", "part");
  const stage = (fail: boolean) => ({
    name: "work",
    folder: join(base, "work"),
    settings: {},
    run: async () => {
      if (!fail) return readFile(part, "utf8");
      await writeFile(part, "half");
      throw new Error("killed");
    },
  });
  await expect(runStage(stage(true))).rejects.toThrow("killed");
  expect(await runStage(stage(false))).toMatchObject({ result: "half", skipped: false });
});
