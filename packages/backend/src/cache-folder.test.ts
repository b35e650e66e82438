import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "./cache-folder.ts";

test("LUKE_CACHE wins, then XDG_CACHE_HOME, then the platform's folder", () => {
  expect(cacheFolder({ LUKE_CACHE: "/a/b", XDG_CACHE_HOME: "/x" }, "linux")).toBe("/a/b");
  expect(cacheFolder({ XDG_CACHE_HOME: "/x" }, "linux")).toBe(join("/x", "lukejs"));
  expect(cacheFolder({ LUKE_CACHE: "" }, "linux")).toBe(join(homedir(), ".cache", "lukejs"));
  expect(cacheFolder({}, "darwin")).toBe(join(homedir(), "Library", "Caches", "lukejs"));
  expect(cacheFolder({ LOCALAPPDATA: "/local" }, "win32")).toBe(join("/local", "lukejs"));
});
