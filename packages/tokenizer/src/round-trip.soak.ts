import fc from "fast-check";
import { expect, test } from "vitest";
import { RobertaTokenizer, trainByteLevelBpe } from "./index.ts";

test("half a million strings come back from their ids, and memory stays flat", async () => {
  const text = "The capital of Portugal is Lisbon; the river Tagus ends there. ";
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([text.repeat(20)], { vocabSize: 320 }));
  const strings = fc.string({ unit: "grapheme", maxLength: 200 });
  const roundTrip = (runs: number, seed: number): void =>
    fc.assert(
      fc.property(strings, (value) => {
        const { ids } = tokenizer.encode(value, { addSpecialTokens: false });
        // A special token in the text is one token, and <mask> takes the space before it.
        if (!/<(s|pad|\/s|unk|mask)>/.test(value)) expect(tokenizer.decode(ids)).toBe(value);
      }),
      { numRuns: runs, seed },
    );
  roundTrip(50_000, 1);
  const before = process.memoryUsage().rss;
  for (let seed = 2; seed < 11; seed++) roundTrip(50_000, seed);
  expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
});
