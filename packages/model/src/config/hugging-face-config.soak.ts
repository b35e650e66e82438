import { LukeError } from "@lukejs/errors";
import fc from "fast-check";
import { expect, test } from "vitest";
import { architectureOf, formatHuggingFaceConfig, lukeTiny, parseHuggingFaceConfig } from "../index.ts";

/** A config, or one LukeError: nothing else comes out. */
function read(json: unknown): void {
  try {
    const { config, architectures } = parseHuggingFaceConfig(json);
    expect(Number.isInteger(config.hiddenSize)).toBe(true);
    for (const name of architectures) architectureOf(name);
  } catch (error) {
    expect(LukeError.isInstance(error), String(error)).toBe(true);
  }
}

test("any JSON as config.json is a config or one error", () => {
  fc.assert(fc.property(fc.jsonValue(), read), { numRuns: 20_000 });
});

test("a config with any fields changed is a config or one error", () => {
  const good = formatHuggingFaceConfig({
    config: lukeTiny,
    architectures: ["LukeForEntityClassification"],
    extra: {},
    labels: ["a"],
  }) as Record<string, unknown>;
  const changed = fc.record({
    key: fc.constantFrom(...Object.keys(good), "label2id", "num_labels"),
    value: fc.jsonValue(),
  });
  fc.assert(
    fc.property(fc.array(changed, { maxLength: 4 }), (changes) => {
      read({ ...good, ...Object.fromEntries(changes.map(({ key, value }) => [key, value])) });
    }),
    { numRuns: 20_000 },
  );
});
