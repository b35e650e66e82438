import { expect, test } from "vitest";
import * as api from "./index.ts";
import * as node from "./node.ts";

test("the public names of @lukejs/safetensors", () => {
  expect(Object.keys(api).sort()).toEqual([
    "decodeSafetensors",
    "decodeTensor",
    "encodeSafetensors",
    "httpByteSource",
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
