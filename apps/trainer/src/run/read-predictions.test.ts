import { expect, test } from "vitest";
import { readAnswers, readLabelSets, readLabels, readTagColumns } from "./read-predictions.ts";

test("label sets are a JSON list, a list a line, or rows of the dataset", () => {
  const sets = [["place", "city"], []];
  const rows = sets.map((labels) => ({ sent: "Rome", start: 0, end: 4, labels }));
  expect(readLabelSets(JSON.stringify(sets), "a")).toEqual(sets);
  expect(readLabelSets('["place", "city"]\n[]\n', "a")).toEqual(sets);
  expect(readLabelSets(JSON.stringify(rows), "a")).toEqual(sets);
  expect(readLabelSets('["place"]\n', "a")).toEqual([["place"]]);
  expect(readLabelSets("[]\n", "a")).toEqual([[]]);
  expect(() => readLabelSets('[["place"], 3]', "a.json")).toThrow(/"a\.json": row 2 has no list of labels/);
  expect(() => readLabelSets('["place"]\n{', "a.json")).toThrow(/line 2 is no JSON/);
});

test("labels are one a line, a JSON list, or rows of the dataset", () => {
  expect(readLabels("per:origin\r\nno_relation\n", "a")).toEqual(["per:origin", "no_relation"]);
  expect(readLabels('["per:origin"]', "a")).toEqual(["per:origin"]);
  expect(readLabels('[{ "relation": "no_relation" }]', "a")).toEqual(["no_relation"]);
  expect(() => readLabels("a\n\nb\n", "a.txt")).toThrow(/line 2 is empty/);
});

test("answers are an object of texts by question id", () => {
  expect([...readAnswers('{ "q": "Rome" }', "a")]).toEqual([["q", "Rome"]]);
  expect(() => readAnswers('{ "q": 3 }', "a")).toThrow(/the answer of "q" is 3/);
  expect(() => readAnswers("[]", "a")).toThrow(/expected a JSON object/);
});

test("tags are the last column, apart by tabs or spaces, document lines left out", () => {
  const text = "-DOCSTART- -X- O\n\nRome NNP B-LOC B-LOC\nfell VBD O O\n\n\nOslo\tB-LOC";
  expect(readTagColumns(text, "a")).toEqual([["B-LOC", "O"], ["B-LOC"]]);
  expect(() => readTagColumns("Rome B-LOC\nfell VBD\n", "a.txt")).toThrow(
    /"a\.txt": line 2 ends with "VBD", expected a tag/,
  );
  expect(() => readTagColumns("\n", "a.txt")).toThrow(/holds no tags/);
});
