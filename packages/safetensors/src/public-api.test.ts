import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as node from "./node.ts";

test("the public names of @lukejs/safetensors", () => {
  expect(Object.keys(api).sort()).toEqual([
    "blobByteSource",
    "decodeSafetensors",
    "decodeTensor",
    "encodeSafetensors",
    "httpByteSource",
    "openShards",
    "openTensorSource",
    "parseHeader",
  ]);
});

test("the public names of @lukejs/safetensors/node", () => {
  expect(Object.keys(node).sort()).toEqual([
    "openSafetensors",
    "openShardedSafetensors",
    "readSafetensors",
    "writeSafetensors",
    "writeShardedSafetensors",
  ]);
});
