import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/luke", () => {
  expect(Object.keys(api).sort()).toEqual([
    "isPipelineTask",
    "loadPipeline",
    "openTaskModel",
    "pipelineTasks",
    "relationsBetween",
  ]);
});
