import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as node from "./node.ts";

test("the public names of @lukejs/model", () => {
  expect(Object.keys(api).sort()).toEqual([
    "answerSpanLoss",
    "appendWordRows",
    "architectureNames",
    "architectureOf",
    "binaryCrossEntropyLoss",
    "buildTree",
    "clozeScorer",
    "copyQueries",
    "countParameters",
    "createHeadParams",
    "createLukeParams",
    "crossEntropyLoss",
    "decodeSafetensors",
    "disposeReplaced",
    "dropQueries",
    "dropoutOf",
    "encodeSafetensors",
    "encoderLayer",
    "entityClassification",
    "entityEmbeddings",
    "entityPairClassification",
    "entitySpanClassification",
    "formatHuggingFaceConfig",
    "headParameterSpecs",
    "huggingFaceForward",
    "huggingFaceName",
    "huggingFaceNames",
    "isArchitectureName",
    "luke",
    "lukeBase",
    "lukeLarge",
    "lukeParameterSpecs",
    "lukeTiny",
    "maskedEntityLogits",
    "maskedWordLogits",
    "meanSquaredErrorLoss",
    "multipleChoice",
    "parseHuggingFaceConfig",
    "questionAnswering",
    "selectEntityRows",
    "selectWordRows",
    "sequenceClassification",
    "tokenClassification",
    "wordEmbeddings",
  ]);
});

test("the public names of @lukejs/model/node", () => {
  expect(Object.keys(node).sort()).toEqual([
    "describeCheckpoint",
    "extractArchive",
    "openCheckpoint",
    "openOriginal",
    "openRoberta",
    "openSafetensors",
    "openShardedSafetensors",
    "openTorchFile",
    "readSafetensors",
    "saveCheckpoint",
    "writeEntityVectors",
    "writeSafetensors",
  ]);
});
