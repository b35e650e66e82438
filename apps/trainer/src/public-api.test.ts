import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/trainer", () => {
  expect(Object.keys(api).sort()).toEqual([
    "buildExamples",
    "commands",
    "createProgram",
    "experimentsTable",
    "fineTuneConfig",
    "fineTuneModel",
    "pretrainConfig",
    "pretrainModel",
    "pretrainingExperimentsTable",
    "reportPage",
    "runDemo",
    "runExperiments",
    "runPretrainingExperiments",
    "runProgram",
    "taskByName",
    "taskNames",
  ]);
});
