import { type ParameterTree, sumOfSquares } from "@lukejs/kernels";
import type { Checkpoint } from "./checkpoint.ts";
import type { Communicator } from "./communicator.ts";
import { ranksDiffer } from "./errors.ts";
import type { RunStore } from "./run-store.ts";
import { trainableVariables } from "./value-and-gradients.ts";

/**
 * Opens the store on rank 0 and then reads its last checkpoint on the others, so that the store has one owner and
 * all ranks begin at the same place.
 */
export async function openStore(
  store: RunStore | undefined,
  config: unknown,
  resume: boolean,
  communicator: Communicator,
): Promise<Checkpoint | undefined> {
  if (store === undefined) return undefined;
  const opened = communicator.rank === 0 ? await store.open(config, resume) : undefined;
  // The others wait here until rank 0 has the store.
  await communicator.sum(new Float64Array(1));
  return communicator.rank === 0 ? opened : store.last();
}

/**
 * @throws LukeError TRN010 when the ranks do not begin with the same parameters at the same update
 */
export async function checkRanks(
  params: ParameterTree,
  step: number,
  communicator: Communicator,
): Promise<void> {
  if (communicator.size === 1) return;
  const sum = sumOfSquares([...trainableVariables(params).values()]);
  const mine = [step, (await sum.data())[0]!];
  sum.dispose();
  const all = Float64Array.from(mine);
  await communicator.sum(all);
  // A sum of equal numbers is their multiple, to rounding.
  const differs = mine.some(
    (value, i) => Math.abs(all[i]! / communicator.size - value) > 1e-9 * Math.abs(value),
  );
  const anywhere = Float64Array.of(differs ? 1 : 0);
  await communicator.sum(anywhere);
  if (anywhere[0]! > 0) throw ranksDiffer(communicator.rank, step);
}
