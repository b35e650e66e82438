import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { createEventFile } from "./event-file.ts";

/** A Python with TensorBoard under .tools, made where it is not there; the test is skipped without a Python. */
const tools = fileURLToPath(new URL("../../../.tools/python-tensorboard", import.meta.url));
const python = join(tools, "bin", "python");
if (!existsSync(python)) spawnSync("python3", ["-m", "venv", tools]);
const installed =
  spawnSync(python, ["-m", "pip", "install", "--quiet", "tensorboard", "setuptools<81"]).status === 0;

const program = `
import json, sys
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
events = EventAccumulator(sys.argv[1])
events.Reload()
print(json.dumps({tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()["scalars"]}))
`;

test.skipIf(!installed)("TensorBoard reads the scalars of a resumed run, each update once", async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-events-"));
  const run = async (name: string, first: number, last: number, loss: number) => {
    const events = await createEventFile(join(folder, `events.out.tfevents.${name}`), first, () =>
      Number(name),
    );
    for (let step = first; step <= last; step++)
      await events.write(step, { loss: loss / step, stage: "all" });
    await events.close();
  };
  await run("1000", 1, 200, 1);
  await run("2000", 151, 400, 2);
  const { stdout } = spawnSync(python, ["-c", program, folder], { encoding: "utf8" });
  await rm(folder, { recursive: true });
  const { loss } = JSON.parse(stdout) as { loss: [number, number][] };
  expect(loss.map(([step]) => step)).toEqual(Array.from({ length: 400 }, (_, i) => i + 1));
  expect(loss[99]![1]).toBeCloseTo(0.01, 7);
  expect(loss[199]![1]).toBeCloseTo(0.01, 7);
});
