import { describe, expect, test } from "vitest";
import type { Entity, Fact } from "../world/entity.ts";
import { join } from "./join.ts";
import { layOut, realize } from "./sentence.ts";
import { tokenize } from "./tokenize.ts";

const entity = (name: string, more: Partial<Entity> = {}): Entity => ({
  title: name,
  name,
  kind: "city",
  noun: "city",
  home: "",
  definite: false,
  feminine: false,
  adjective: "",
  measure: "",
  ...more,
});
const rome = entity("Rome");
const tiber = entity("Tiber", { kind: "river", definite: true });
const italy = entity("Italy", { kind: "country", adjective: "Italian" });
const verdi = entity("Giuseppe Verdi", { kind: "person", noun: "composer" });
const fact = (subject: Entity, object: Entity | string, year = ""): Fact => ({
  relation: "",
  subject,
  object,
  year,
});

describe("realize", () => {
  test("puts names into slots and says where they are", () => {
    const { text, mentions } = layOut(realize("{s} lies on {o}.", fact(rome, tiber)));
    expect(text).toBe("Rome lies on the Tiber.");
    expect(mentions.map((m) => [text.slice(m.start, m.end), m.role])).toEqual([
      ["Rome", "subject"],
      ["Tiber", "object"],
    ]);
  });

  test("begins with a capital, the article's where there is one", () => {
    expect(layOut(realize("{o} can be seen from {s}.", fact(rome, tiber))).text).toBe(
      "The Tiber can be seen from Rome.",
    );
    const neon = entity("neon", { kind: "element" });
    expect(layOut(realize("{s} was discovered by {o}.", fact(neon, verdi))).text).toMatch(/^Neon was/);
  });

  test("writes an before a vowel", () => {
    const text = layOut(realize("{s} was a {n} {j}.", fact(verdi, italy), { country: italy })).text;
    expect(text).toBe("Giuseppe Verdi was an Italian composer.");
  });

  test("never writes the article of a title twice", () => {
    const prince = entity("The Prince", { definite: true });
    expect(layOut(realize("{o} is the author of {s}.", fact(prince, verdi))).text).toMatch(
      /author of The Prince\.$/,
    );
  });
});

test("join makes one sentence of two and keeps the capitals of names", () => {
  const first = realize("{s} lies on {o}.", fact(rome, tiber));
  const second = realize("In {o}, {s} died.", fact(verdi, "1901"));
  expect(layOut(join(first, ", and ", second)).text).toBe(
    "Rome lies on the Tiber, and in 1901, Giuseppe Verdi died.",
  );
  expect(layOut(join(first, "; ", first)).text).toBe("Rome lies on the Tiber; Rome lies on the Tiber.");
});

test("tokenize never lets a mention share a token with the text around it", () => {
  const tolkien = entity("J. R. R. Tolkien");
  const { tokens, mentions } = tokenize(
    realize("{s}, a {j}, died in {o}.", fact(tolkien, entity("'s-Hertogenbosch"))),
  );
  expect(tokens).toEqual([
    "J.",
    "R.",
    "R.",
    "Tolkien",
    ",",
    "a",
    "city",
    ",",
    "died",
    "in",
    "'s-Hertogenbosch",
    ".",
  ]);
  expect(mentions.map(({ start, end }) => tokens.slice(start, end).join(" "))).toEqual([
    "J. R. R. Tolkien",
    "city",
    "'s-Hertogenbosch",
  ]);
});
