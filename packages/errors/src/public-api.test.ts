import { expect, test } from "vitest";
import * as api from "./index.ts";

test("the public names of @lukejs/errors", () => {
  expect(Object.keys(api).sort()).toEqual(["LukeError", "formatError"]);
});
