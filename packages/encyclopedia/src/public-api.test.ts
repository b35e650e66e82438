import { expect, test } from "vitest";
import * as index from "./index.ts";
import * as node from "./node.ts";

test("the package exports exactly this", () => {
  expect(Object.keys(index).sort()).toEqual(["generateEncyclopedia"]);
  expect(Object.keys(node).sort()).toEqual(["writeEncyclopedia"]);
});
