import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isMpiProcess, isOneMachine, openMpi } from "./open-mpi.ts";
import { hasMpi, mpirun } from "./toy-mpirun.ts";

test.skipIf(!hasMpi)(
  "two ranks over MPI have the losses of one over fifty updates, with gradients of rows beside dense ones",
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "luke-mpi-"));
    const [one, two] = [1, 2].map((ranks) => mpirun(ranks, join(folder, `${ranks}`), "0", "float32"));
    await rm(folder, { recursive: true });
    expect([two!.status, two!.ranks.length, one!.ranks[0]!.losses.length]).toEqual([0, 2, 50]);
    for (const { losses } of two!.ranks) {
      for (const [i, loss] of one!.ranks[0]!.losses.entries())
        expect(Math.abs(loss - losses[i]!)).toBeLessThan(1e-4);
    }
  },
  60_000,
);

test("a process of a launcher is known by its environment, and a missing library is named", async () => {
  for (const alone of [
    {},
    { OMPI_COMM_WORLD_SIZE: "1" },
    { SLURM_STEP_NUM_TASKS: "4" },
    { PMIX_RANK: "0", SLURM_STEP_NUM_TASKS: "1" },
  ]) {
    expect(isMpiProcess(alone)).toBe(false);
  }
  expect(isMpiProcess({ OMPI_COMM_WORLD_SIZE: "2" })).toBe(true);
  expect(isMpiProcess({ PMIX_RANK: "0", SLURM_STEP_NUM_TASKS: "4" })).toBe(true);
  expect(isOneMachine(4, { OMPI_COMM_WORLD_LOCAL_SIZE: "4" })).toBe(true);
  expect(isOneMachine(4, { OMPI_COMM_WORLD_LOCAL_SIZE: "2" })).toBe(false);
  expect(isOneMachine(4, { SLURM_STEP_NUM_NODES: "1" })).toBe(true);
  expect(isOneMachine(4, { SLURM_STEP_NUM_NODES: "2" })).toBe(false);
  const missing = openMpi({ library: "libnothing.so" });
  await expect(missing).rejects.toMatchObject({ code: "TRN011", message: /libnothing\.so/ });
});
