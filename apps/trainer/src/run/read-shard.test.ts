import { expect, test } from "vitest";
import { readShard } from "./read-shard.ts";

test("a shard is its number of so many", () => {
  expect(readShard("1/1", {})).toEqual({ index: 0, count: 1 });
  expect(readShard("8/8", {})).toEqual({ index: 7, count: 8 });
  for (const text of ["0/2", "3/2", "2", "a/b", "", "1/0", "-1/2"]) {
    expect(() => readShard(text, {})).toThrow(expect.objectContaining({ exitCode: 2 }));
  }
});

test("a launcher tells which shard a process is: Slurm arrays from any first task in any steps, ranks of MPI and Slurm", () => {
  const slurmRank = { SLURM_PROCID: "1", SLURM_NTASKS: "2" };
  const array = {
    ...slurmRank,
    SLURM_ARRAY_TASK_ID: "7",
    SLURM_ARRAY_TASK_COUNT: "4",
    SLURM_ARRAY_TASK_MIN: "1",
  };
  expect(readShard("auto", { ...array, SLURM_ARRAY_TASK_STEP: "2" })).toEqual({ index: 3, count: 4 });
  expect(readShard("auto", slurmRank)).toEqual({ index: 1, count: 2 });
  const mpi = { OMPI_COMM_WORLD_RANK: "2", OMPI_COMM_WORLD_SIZE: "3" };
  expect(readShard("auto", { ...slurmRank, ...mpi })).toEqual({ index: 2, count: 3 });
  expect(readShard("auto", { PMI_RANK: "0", PMI_SIZE: "5" })).toEqual({ index: 0, count: 5 });
  expect(() => readShard("auto", {})).toThrow(/No launcher/);
});
