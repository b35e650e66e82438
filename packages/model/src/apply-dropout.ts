import { type Dropout, dropout as dropoutOp } from "@lukejs/kernels";
import type { Tensor } from "@tensorflow/tfjs-core";

/** Dropout at one site: `x` itself when not training. Every site takes one number of `dropout.random`, whatever its rate. */
export function applyDropout<T extends Tensor>(x: T, dropout: Dropout | undefined, rate?: number): T {
  if (dropout === undefined) return x;
  const seed = dropout.random.nextUint32();
  const chosen = rate ?? dropout.hidden;
  return chosen === 0 ? x : (dropoutOp(x, chosen, seed, dropout.rowKeys) as T);
}
