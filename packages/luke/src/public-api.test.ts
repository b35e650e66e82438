import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/luke", () => {
  expect(Object.keys(api).sort()).toEqual([
    "estimatePipeline",
    "isPipelineTask",
    "loadPipeline",
    "measurePeak",
    "openTaskModel",
    "pipelineTasks",
    "relationsBetween",
  ]);
});
