export { type AdamW, type AdamWOptions, createAdamW, decaysByDefault } from "./adamw.ts";
export {
  type Checkpoint,
  type NamedTensors,
  type RunState,
  restoreParameters,
  type TensorData,
} from "./checkpoint.ts";
export type { Communicator } from "./communicator.ts";
export { ExampleOrder, type ExampleVisit } from "./example-order.ts";
export type { MetricsRecord, RunStore } from "./run-store.ts";
export { learningRateAt, type Schedule, type ScheduleOptions } from "./schedule.ts";
export { train } from "./train.ts";
export { type StageConfig, type TrainConfig, totalSteps } from "./train-config.ts";
export type { TrainOptions, TrainProgress, TrainResult } from "./train-options.ts";
export type { MicroBatchWork, Share, TrainingTask } from "./training-task.ts";
export {
  type LossValues,
  trainableVariables,
  type ValueAndGradients,
  valueAndGradients,
} from "./value-and-gradients.ts";
