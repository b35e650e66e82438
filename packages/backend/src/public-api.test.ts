import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/backend", () => {
  expect(Object.keys(api).sort()).toEqual([
    "buildCudaPrograms",
    "buildOpLibrary",
    "cacheFolder",
    "checkRuntime",
    "doctor",
    "formatDoctor",
    "prebuiltManifest",
    "prebuiltPackage",
    "readRuntime",
    "runtimeFolder",
    "setUpRuntime",
    "useBackend",
  ]);
});
