import { expect, test } from "vitest";
import { inputFormat } from "./input-format.ts";

test.each([
  ["dataset", "-DOCSTART- -X- O O"],
  ["dataset", "Rome NNP I-NP I-LOC"],
  ["dataset", "Rome\tB-LOC"],
  ["dataset", '[{"sent": "Rome"'],
  ["dataset", '{"data": ['],
  ["dataset", "{"],
  ["dataset", '{"sent": "Rome", "start": 0, "end": 4, "labels": []}'],
  ["dataset", '{"left_context_token": [], "mention_span": "Rome", "right_context_token": [], "y_str": []}'],
  ["dataset", '{"token": ["Rome"], "relation": "no_relation"}'],
  ["dataset", '8001\t"The <e1>fire</e1> makes <e2>smoke</e2>."'],
  ["jsonl", '{"text": "Rome", "start": 0, "end": 4}'],
  ["jsonl", '{"question": "Where?", "passage": "Rome"}'],
  ["text", "Ann lives in Rome."],
  ["text", "8001 people live there."],
])("%s: %s", (format, line) => {
  expect(inputFormat(line)).toBe(format);
});
