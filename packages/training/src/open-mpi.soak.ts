import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hasMpi, mpirun } from "./toy-mpirun.ts";

let folder: string;
let one: readonly number[];
const place = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-mpi-"));
  if (hasMpi) one = mpirun(1, place("one"), "0", "float32").ranks[0]!.losses;
}, 60_000);
afterAll(() => rm(folder, { recursive: true }));

function expectCurve(found: readonly number[], tolerance: number): void {
  expect(found).toHaveLength(one.length);
  for (const [i, loss] of found.entries()) expect(Math.abs(loss - one[i]!)).toBeLessThan(tolerance);
}

test.skipIf(!hasMpi)(
  "four ranks stop when one is told to, and two go on from there",
  async () => {
    const first = mpirun(4, place("four"), "20", "float32");
    expect(first.status).toBe(0);
    for (const { losses } of first.ranks) expect(losses).toHaveLength(20);
    expect((await readFile(join(place("four"), "latest"), "utf8")).trim()).toBe("step-20");
    const second = mpirun(2, place("four"), "0", "float32");
    for (const { losses } of second.ranks) expectCurve([...first.ranks[0]!.losses, ...losses], 1e-4);
  },
  60_000,
);

test.skipIf(!hasMpi)(
  "a rank that dies ends the run at once, and the last checkpoint is whole",
  async () => {
    const { status, stderr, ranks } = mpirun(2, place("dies"), "0", "float32", "1");
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/rank 1 .*signal 9/);
    expect(ranks).toEqual([]);
    expect((await readFile(join(place("dies"), "latest"), "utf8")).trim()).toBe("step-3");
    const again = mpirun(2, place("dies"), "0", "float32");
    expect(again.ranks[0]!.losses).toHaveLength(47);
  },
  60_000,
);

test.skipIf(!hasMpi)(
  "gradients that travel as bfloat16 train as well",
  () => {
    const { ranks } = mpirun(2, place("halves"), "0", "bfloat16");
    expect(ranks[0]!.losses).toEqual(ranks[1]!.losses);
    expectCurve(ranks[0]!.losses, 0.1);
  },
  60_000,
);
