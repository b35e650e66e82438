import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the package exports this and nothing else", () => {
  expect(Object.keys(api).sort()).toEqual(["demoModel", "demoTasks"]);
});
