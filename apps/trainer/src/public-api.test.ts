import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/trainer", () => {
  expect(Object.keys(api).sort()).toEqual([
    "buildExamples",
    "commands",
    "createProgram",
    "fineTuneConfig",
    "fineTuneModel",
    "fineTuneRun",
    "fineTuneTrial",
    "pretrainConfig",
    "pretrainModel",
    "pretrainingExperimentsTable",
    "readRunReports",
    "readRunResult",
    "reportPage",
    "runDemo",
    "runPretrainingExperiments",
    "runProgram",
    "runReportPage",
    "runTaskExperiments",
    "taskByName",
    "taskExperimentsTable",
    "taskNames",
    "taskVariants",
  ]);
});
