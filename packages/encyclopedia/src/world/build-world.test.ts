import { expect, test } from "vitest";
import { buildWorld } from "./build-world.ts";

const world = buildWorld();

test("the world holds at least 500 entities, and none without a fact", () => {
  expect(world.entities.size).toBeGreaterThanOrEqual(500);
  expect([...world.factsOf].filter(([, facts]) => facts.length === 0).map(([title]) => title)).toEqual([]);
});

test("names are shared across kinds, so that a name alone does not say what it names", () => {
  const titles = (name: string): string[] =>
    [...world.entities.values()]
      .filter((entity) => entity.name.toLowerCase() === name)
      .map((entity) => entity.title);
  expect(titles("georgia")).toHaveLength(2);
  expect(titles("jordan")).toHaveLength(2);
  expect(titles("amazon")).toHaveLength(2);
  expect(titles("mercury")).toHaveLength(2);
  expect(titles("victoria").length).toBeGreaterThanOrEqual(3);
  expect(titles("lincoln").length).toBeGreaterThanOrEqual(2);
});

test("borders are among countries, and a capital lies in its country", () => {
  for (const { relation, subject, object } of world.facts) {
    if (relation === "border")
      expect([subject.kind, (object as { kind: string }).kind]).toEqual(["country", "country"]);
    if (relation === "capital") expect(subject.home).toBe((object as { home: string }).home);
  }
});

test("nobody dies before being born", () => {
  const born = new Map(
    world.facts.filter((f) => f.relation === "birthYear").map((f) => [f.subject, Number(f.object)]),
  );
  for (const { relation, subject, object } of world.facts)
    if (relation === "deathYear" && born.has(subject)) {
      const age = Number(object) - born.get(subject)!;
      expect(age, subject.title).toBeGreaterThan(15);
      expect(age, subject.title).toBeLessThan(108);
    }
});

test("works appear in the life of their author or soon after", () => {
  const years = new Map<unknown, { born?: number; died?: number }>();
  for (const { relation, subject, object } of world.facts) {
    if (relation === "birthYear") years.set(subject, { ...years.get(subject), born: Number(object) });
    if (relation === "deathYear") years.set(subject, { ...years.get(subject), died: Number(object) });
  }
  for (const { relation, subject, object, year } of world.facts) {
    if (!["author", "inventor", "discoverer", "founder"].includes(relation) || year === "") continue;
    const { born = Number(year) - 30, died = Number(year) } = years.get(object) ?? {};
    expect(Number(year) - born, subject.title).toBeGreaterThan(12);
    expect(Number(year) - died, subject.title).toBeLessThan(45);
  }
});
