import { expect, test } from "vitest";
import { smallFiles } from "../testdata/small-files.ts";
import { padEncodings } from "./pad-encodings.ts";
import { RobertaTokenizer } from "./roberta-tokenizer.ts";

const tokenizer = new RobertaTokenizer(smallFiles);
const encodings = tokenizer.encodeBatch(["low", ["low", "er"], ""]);

test("a batch is padded to its longest row, on either side, with a mask", () => {
  const right = padEncodings(encodings, tokenizer.padId);
  expect([right.batch, right.length]).toEqual([3, 6]);
  const low = tokenizer.idOf("low");
  const er = tokenizer.idOf("er");
  expect([...right.ids]).toEqual([0, low, 2, 1, 1, 1, 0, low, 2, 2, er, 2, 0, 2, 1, 1, 1, 1]);
  expect([...right.mask]).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  expect([...right.ends.subarray(0, 6)]).toEqual([0, 3, 3, 0, 0, 0]);
  const left = padEncodings(encodings, tokenizer.padId, { side: "left" });
  expect([...left.ids.subarray(0, 6)]).toEqual([1, 1, 1, 0, low, 2]);
  expect([...left.mask.subarray(0, 6)]).toEqual([0, 0, 0, 1, 1, 1]);
});

test("a length and a multiple are what rows are padded to", () => {
  expect(padEncodings(encodings, 1, { length: 9 }).length).toBe(9);
  expect(padEncodings(encodings, 1, { multipleOf: 8 }).length).toBe(8);
  expect(padEncodings(encodings, 1, { length: 9, multipleOf: 4 }).ids).toHaveLength(36);
  expect(padEncodings([], 1)).toMatchObject({ batch: 0, length: 0 });
});

test("a row longer than the length is an error that says so", () => {
  expect(() => padEncodings(encodings, 1, { length: 5 })).toThrow(
    "Cannot pad to 5 tokens: an encoding has 6",
  );
  expect(() => padEncodings(encodings, 1, { multipleOf: 0 })).toThrow(RangeError);
});
