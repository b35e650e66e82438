import { LukeError } from "@lukejs/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { EntityVocab, parseEntityVocab } from "./index.ts";

/** A vocabulary, or one LukeError: nothing else comes out. */
function read(text: string, name: string): void {
  try {
    const vocab = parseEntityVocab(text, name);
    for (const { id } of vocab.entries()) vocab.titleOf(id);
  } catch (error) {
    expect(LukeError.isInstance(error), `${name}: ${String(error)}`).toBe(true);
  }
}

const names = fc.constantFrom("vocab.json", "vocab.jsonl", "vocab.tsv");

test("any text as a vocabulary is one, or one error", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 200 }),
    fc.json(),
    fc.array(fc.json()).map((all) => all.join("\n")),
  );
  fc.assert(fc.property(text, names, read), { numRuns: 20_000 });
});

test("a vocabulary with any stretch of its text replaced is one, or one error", () => {
  const vocab = EntityVocab.of(["Oslo", "Ann Lee", "Røros"].map((title, i) => ({ title, count: 3 - i })));
  const entries = [...vocab.entries()];
  const texts: Record<string, string> = {
    "vocab.json": JSON.stringify(
      Object.fromEntries(entries.map(({ id, entities }) => [entities[0]![0], id])),
    ),
    "vocab.jsonl": entries.map((entry) => JSON.stringify(entry)).join("\n"),
    "vocab.tsv": entries.map(({ entities, count }) => `${entities[0]![0]}\t${count}`).join("\n"),
  };
  fc.assert(
    fc.property(
      names,
      fc.nat(400),
      fc.nat(12),
      fc.string({ unit: "binary", maxLength: 8 }),
      (name, at, cut, put) => {
        const text = texts[name]!;
        read(text.slice(0, at) + put + text.slice(at + cut), name);
      },
    ),
    { numRuns: 20_000 },
  );
});
