/** The smallest training there is: a number that is to become one. */
import { useBackend } from "@lukejs/backend";
import type { TrainConfig, TrainingTask } from "@lukejs/training";
import { scalar, square, sub, variable } from "@tensorflow/tfjs-core";

export { train } from "@lukejs/training";

await useBackend();
const number = variable(scalar(0));
export const task: TrainingTask<number> = {
  params: { number },
  size: 4,
  microBatches: (visits) => [visits.length],
  loss: () => square(sub(number, 1)),
};
export const config: TrainConfig = {
  seed: 1,
  batchSize: 4,
  stages: [{ name: "all", steps: 2, learningRate: 0.1, warmupSteps: 0 }],
};
export const signal: AbortSignal = new AbortController().signal;
