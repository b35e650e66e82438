import { shardMalformed, shardUnknown } from "../errors.ts";

/** One of several processes that do a job together; `index` from 0. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * Reads `--shard`: "2/8" is the second of eight; "auto" is what a launcher says of this process: a Slurm array task, a Slurm
 * or MPI rank.
 *
 * @throws LukeError CLI016 for something else, CLI017 where no launcher says anything
 */
export function readShard(text: string, environment: Readonly<Record<string, string | undefined>>): Shard {
  if (text === "auto") return shardOfLauncher(environment);
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const [index, count] = [Number(match?.[1]) - 1, Number(match?.[2])];
  if (match === null || index < 0 || index >= count) throw shardMalformed(text);
  return { index, count };
}

function shardOfLauncher(environment: Readonly<Record<string, string | undefined>>): Shard {
  const number = (name: string) => {
    const value = environment[name];
    return value === undefined || value === "" ? undefined : Number(value);
  };
  const task = number("SLURM_ARRAY_TASK_ID");
  const tasks = number("SLURM_ARRAY_TASK_COUNT");
  if (task !== undefined && tasks !== undefined) {
    const first = number("SLURM_ARRAY_TASK_MIN") ?? 0;
    return { index: (task - first) / (number("SLURM_ARRAY_TASK_STEP") ?? 1), count: tasks };
  }
  const ranks = [
    ["OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"],
    ["PMI_RANK", "PMI_SIZE"],
    ["SLURM_PROCID", "SLURM_NTASKS"],
  ] as const;
  for (const [rank, size] of ranks) {
    const index = number(rank);
    const count = number(size);
    if (index !== undefined && count !== undefined) return { index, count };
  }
  throw shardUnknown();
}
