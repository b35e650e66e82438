import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as node from "./node.ts";

test("the public names of @lukejs/training", () => {
  expect(Object.keys(api).sort()).toEqual([
    "ExampleOrder",
    "createAdamW",
    "decaysByDefault",
    "learningRateAt",
    "restoreParameters",
    "totalSteps",
    "train",
    "trainableVariables",
    "valueAndGradients",
  ]);
});

test("the public names of @lukejs/training/node", () => {
  expect(Object.keys(node).sort()).toEqual(["createRunFolder", "isMpiProcess", "openMpi"]);
});
