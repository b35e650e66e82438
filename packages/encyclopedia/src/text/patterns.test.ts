import { expect, test } from "vitest";
import { buildWorld } from "../world/build-world.ts";
import { readPatterns } from "./patterns.ts";

const patterns = readPatterns();

test("every relation of the world has at least twelve patterns in the dump and two held out", () => {
  const relations = new Set(buildWorld().facts.map((fact) => fact.relation));
  expect([...patterns.keys()].sort()).toEqual([...relations].sort());
  for (const [relation, { open, heldOut }] of patterns) {
    expect(new Set(open).size, relation).toBeGreaterThanOrEqual(12);
    expect(heldOut, relation).toHaveLength(2);
    expect(heldOut.filter((pattern) => open.includes(pattern))).toEqual([]);
  }
});

test("held-out patterns use only words that other patterns use too", () => {
  const words = (lines: readonly string[]): string[] =>
    lines.flatMap((line) => line.toLowerCase().match(/(?<!\{)\b[a-z-]+\b(?!\})/g) ?? []);
  const open = new Set([...patterns.values()].flatMap((group) => words(group.open)));
  const held = new Set([...patterns.values()].flatMap((group) => words(group.heldOut)));
  expect([...held].filter((word) => !open.has(word))).toEqual([]);
});

test("a held-out pattern is in no other relation's open patterns", () => {
  const open = new Set([...patterns.values()].flatMap((group) => group.open));
  const shared = [...patterns.values()]
    .flatMap((group) => group.heldOut)
    .filter((pattern) => open.has(pattern));
  expect(shared).toEqual([]);
});
