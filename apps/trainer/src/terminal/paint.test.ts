import { expect, test } from "vitest";
import { paint } from "./paint.ts";

const terminal = { isTTY: true };

test("a terminal shows colours", () => {
  expect(paint("luke:", "error", terminal, {})).toBe("\u001b[31mluke:\u001b[39m");
});

test("a file, a pipe, a dumb terminal and NO_COLOR get the text alone", () => {
  expect(paint("luke:", "error", {}, {})).toBe("luke:");
  expect(paint("luke:", "error", terminal, { TERM: "dumb" })).toBe("luke:");
  expect(paint("luke:", "error", terminal, { NO_COLOR: "1" })).toBe("luke:");
  expect(paint("luke:", "error", terminal, { NO_COLOR: "" })).not.toBe("luke:");
});
