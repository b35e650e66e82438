import { expect, test } from "vitest";
import { formatError, LukeError } from "./index.ts";

test("an error carries its code, message, hint and cause", () => {
  const cause = new Error("disk full");
  const error = new LukeError({ code: "COR001", message: "Cannot write", hint: "Free some space", cause });
  expect(error).toMatchObject({
    code: "COR001",
    message: "Cannot write",
    hint: "Free some space",
    exitCode: 1,
  });
  expect(error.cause).toBe(cause);
  expect(error).toBeInstanceOf(Error);
});

test("an error of another copy of the package is recognised", () => {
  const foreign = Object.defineProperty(new Error("x"), Symbol.for("@lukejs/errors/LukeError"), {
    value: true,
  });
  expect(LukeError.isInstance(foreign)).toBe(true);
  expect(LukeError.isInstance(new Error("x"))).toBe(false);
  expect(LukeError.isInstance(null)).toBe(false);
});

test("a formatted error shows code, message and hint, and a stack only when asked", () => {
  const error = new LukeError({ code: "TOK002", message: "Cannot load merges", hint: "Look at line 17" });
  expect(formatError(error)).toBe("TOK002 Cannot load merges\nhint: Look at line 17");
  expect(formatError(error, { stack: true })).toContain("luke-error.test.ts");
  expect(formatError(new RangeError("too long"))).toBe("RangeError: too long");
  expect(formatError("plain")).toBe("plain");
});
