import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports these names", () => {
  expect(Object.keys(api).sort()).toEqual([
    "Random",
    "activation",
    "adamWUpdate",
    "addLayerNorm",
    "attentionSoftmax",
    "attentionSoftmaxGradient",
    "defineOp",
    "disposeParameters",
    "dropout",
    "dropoutHash",
    "dropoutIntegers",
    "flattenParameters",
    "gatherRows",
    "gelu",
    "geluTanh",
    "hasOpLibrary",
    "layerNorm",
    "linear",
    "linearAddLayerNorm",
    "linearGelu",
    "mapParameters",
    "matMul",
    "opLibrary",
    "rowDropoutMask",
    "segmentSum",
    "softmax",
    "sparseSoftmaxCrossEntropy",
    "splitTokens",
    "sumOfSquares",
    "withGradient",
  ]);
});
