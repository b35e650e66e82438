import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { compileModule, modulePath } from "../tools/build-wasm.ts";

test("the committed module is what assembly/ compiles to", async () => {
  expect(await compileModule()).toBe(readFileSync(modulePath, "utf8"));
});
