export { commands } from "./commands/index.ts";
export { type DemoOutcome, runDemo } from "./demo/run-demo.ts";
export {
  type PretrainingExperiment,
  type PretrainingExperimentOptions,
  pretrainingExperimentsTable,
  runPretrainingExperiments,
} from "./experiments/pretraining/run-pretraining-experiments.ts";
export {
  runTaskExperiments,
  type TaskExperimentOptions,
  type TaskExperimentRow,
  taskExperimentsTable,
} from "./experiments/run-task-experiments.ts";
export { type TaskVariant, taskVariants } from "./experiments/task-variants.ts";
export { type AddCommand, createProgram, runProgram } from "./program.ts";
export type { ReportData } from "./report/report-data.ts";
export { reportPage } from "./report/report-page.ts";
export { type RunReport, type RunReportData, readRunReports } from "./report/run-report-data.ts";
export { runReportPage } from "./report/run-report-page.ts";
export { type BuildExamplesOptions, buildExamples } from "./run/build-examples.ts";
export type { ExampleSettings, ExamplesJob } from "./run/examples-part.ts";
export { type FineTuneConfig, fineTuneConfig } from "./run/fine-tune-config.ts";
export { type FineTuneOptions, type FineTuneOutcome, fineTuneModel } from "./run/fine-tune-model.ts";
export { type FineTuneRunOptions, fineTuneRun, fineTuneTrial } from "./run/fine-tune-run.ts";
export { type PretrainConfig, pretrainConfig } from "./run/pretrain-config.ts";
export { type PretrainOptions, type PretrainOutcome, pretrainModel } from "./run/pretrain-model.ts";
export { type RunResult, readRunResult } from "./run/run-result.ts";
export { type TaskEntry, taskByName, taskNames } from "./run/task-by-name.ts";
