import { readFileSync } from "node:fs";
import { LukeError } from "@lukejs/errors";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { encodePairWindows, encodeWindows } from "./encode-windows.ts";
import type { Encoding } from "./encoding.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";
import { trainByteLevelBpe } from "./train-byte-level-bpe.ts";

type Case = readonly [
  text: string,
  textPair: string | null,
  maxLength: number,
  stride: number,
  strategy: "only_first" | "only_second",
  side: "left" | "right",
  windows: readonly (readonly [ids: number[], offsets: number[]])[],
];

test("windows and truncations are the reference's on texts and pairs made from the training oracle's", async () => {
  const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
  const lines = read("../oracles/train-bpe.txt").split("\n").slice(0, -1);
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(lines, { vocabSize: 501 }));
  const { cases }: { cases: Case[] } = JSON.parse(read("../testdata/encode-windows.json"));
  expect(cases).toHaveLength(60);
  for (const [text, textPair, maxLength, stride, truncation, truncationSide, windows] of cases) {
    const options = { maxLength, stride, truncation, truncationSide };
    const found =
      textPair === null
        ? encodeWindows(tokenizer, text, { maxLength, stride, truncationSide })
        : encodePairWindows(tokenizer, text, textPair, options);
    const truncated =
      textPair === null ? tokenizer.encode(text, options) : tokenizer.encodePair(text, textPair, options);
    expect(found.map(({ ids }) => [...ids])).toEqual(windows.map(([ids]) => ids));
    expect([...truncated.ids]).toEqual(windows[0]![0]);
    found.forEach((window, index) => {
      const offsets = textOffsets(tokenizer, window, windows[index]![1], text, textPair ?? "");
      expect(offsets.ours).toEqual(offsets.theirs);
    });
  }
});

/** Offsets of the tokens of text in UTF-16 units; the reference has all special tokens at 0. */
function textOffsets(
  tokenizer: RobertaTokenizer,
  { ids, starts, ends, ...rest }: Encoding & { pairStart?: number },
  codePoints: readonly number[],
  text: string,
  textPair: string,
) {
  const special = new Set([tokenizer.bosId, tokenizer.eosId]);
  const units = [text, textPair].map((of) => {
    const at = [0];
    for (const character of of) at.push(at.at(-1)! + character.length);
    return at;
  });
  const indices = [...ids.keys()].filter((index) => !special.has(ids[index]!));
  const unitsOf = (index: number) => units[index < (rest.pairStart ?? ids.length) ? 0 : 1]!;
  return {
    ours: indices.map((index) => [starts[index], ends[index]]),
    theirs: indices.map((index) => [
      unitsOf(index)[codePoints[2 * index]!],
      unitsOf(index)[codePoints[2 * index + 1]!],
    ]),
  };
}

describe("with a small vocabulary", () => {
  const tokenizer = new RobertaTokenizer(smallFiles);

  test("windows cover every token, in order, and neighbours share the stride", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 60 });
    const side = fc.constantFrom("left" as const, "right" as const);
    fc.assert(
      fc.property(
        text,
        fc.nat(6),
        fc.integer({ min: 1, max: 9 }),
        side,
        (value, stride, fresh, truncationSide) => {
          const maxLength = stride + fresh + 2;
          const whole = tokenizer.encode(value, { addSpecialTokens: false });
          const windows = encodeWindows(tokenizer, value, { maxLength, stride, truncationSide });
          const inOrder = truncationSide === "right" ? windows : windows.toReversed();
          const seen: number[] = [];
          inOrder.forEach(({ ids, starts, ends }, index) => {
            expect(ids.length).toBeLessThanOrEqual(maxLength);
            expect([ids[0], ids.at(-1)]).toEqual([tokenizer.bosId, tokenizer.eosId]);
            const shared = index === 0 ? 0 : Math.min(stride, seen.length);
            expect([...ids.slice(1, 1 + shared)]).toEqual(seen.slice(seen.length - shared));
            const from = seen.length - shared;
            expect(starts.slice(1, -1)).toEqual(whole.starts.slice(from, from + ids.length - 2));
            expect(ends.slice(1, -1)).toEqual(whole.ends.slice(from, from + ids.length - 2));
            seen.push(...ids.slice(1 + shared, -1));
          });
          expect(seen).toEqual([...whole.ids]);
        },
      ),
    );
  });

  test("what is cut off on the left leaves the last tokens, and the frame stands around them", () => {
    const { ids, starts, ends } = tokenizer.encode("low low er", { maxLength: 4, truncationSide: "left" });
    expect([...ids].map((id) => tokenizer.tokenOf(id))).toEqual(["<s>", "Ġ", "er", "</s>"]);
    expect([[...starts], [...ends]]).toEqual([
      [8, 8, 8, 10],
      [8, 8, 10, 10],
    ]);
  });

  test("of a pair the longer text loses tokens first", () => {
    const { ids, pairStart } = tokenizer.encodePair("low low low low", "er", { maxLength: 7 });
    expect([...ids].map((id) => tokenizer.tokenOf(id)).join(" ")).toBe("<s> low Ġlow </s> </s> er </s>");
    expect(pairStart).toBe(5);
  });

  test("what cannot be made short enough, or windows that do not move on, are errors", () => {
    const code = (make: () => unknown) => {
      try {
        make();
      } catch (error) {
        if (LukeError.isInstance(error)) return [error.code, error.hint !== undefined];
        throw error;
      }
      return undefined;
    };
    const only = (truncation: "only_first" | "only_second") => () =>
      tokenizer.encodePair("low", "low low low low", { maxLength: 7, truncation });
    expect(code(only("only_first"))).toEqual(["TOK016", true]);
    expect(code(only("only_second"))).toBeUndefined();
    expect(code(() => tokenizer.encode("low", { maxLength: 1 }))).toEqual(["TOK016", true]);
    for (const [maxLength, stride] of [
      [2, 0],
      [5, 3],
      [5, -1],
      [5, 0.5],
      [Number.NaN, 0],
    ] as const) {
      expect(code(() => encodeWindows(tokenizer, "low", { maxLength, stride }))).toEqual(["TOK017", true]);
    }
  });
});
