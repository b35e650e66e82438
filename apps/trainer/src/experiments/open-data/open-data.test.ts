import { readRecord } from "@lukejs/tasks";
import { expect, test } from "vitest";
import { spreadOf } from "../mean-and-spread.ts";
import { clozeRows } from "./cloze-rows.ts";
import { fewRelRows } from "./relation-rows.ts";
import { openDataTable } from "./run-open-data.ts";
import { typesOfNames, typesOfRoles } from "./typing-rows.ts";

test("relations of FewRel take the names of their properties, and overlapping mentions are left out", () => {
  const tokens = ["Ann", "of", "Rome"];
  const sentence = (head: number[], tail: number[]) => ({
    tokens,
    h: ["", "Q1", [head]] as const,
    t: ["", "Q2", [tail]] as const,
  });
  const [rows] = fewRelRows({ P19: [sentence([0], [2]), sentence([0, 1], [1])] }, { P19: ["born in", ""] });
  expect(rows).toEqual([
    {
      id: "P19-0",
      token: tokens,
      relation: "born in",
      ...{ subj_start: 0, subj_end: 0, obj_start: 2, obj_end: 2 },
    },
  ]);
  expect(typesOfRoles(rows!)).toEqual([
    { sent: "Ann of Rome", start: 0, end: 3, labels: ["born in: head"] },
    { sent: "Ann of Rome", start: 7, end: 11, labels: ["born in: tail"] },
  ]);
});

test("types of names count code points", () => {
  const words = ["𝒜nn", "saw", "New", "York"];
  const spans = [{ start: 2, end: 4, label: "LOC" }];
  const [row] = typesOfNames([{ sentences: [{ words, tags: [], spans }] }]);
  expect(row).toMatchObject({ start: 8, end: 16, labels: ["LOC"] });
  expect([...row!.sent].slice(row!.start, row!.end).join("")).toBe("New York");
});

test("a cloze question takes a name out of a sentence; the passage marks every name of the page", () => {
  const passage = "Collodi nacque a Firenze. Firenze era capitale, Pescia no.";
  const link = (text: string, title: string, within: string) => {
    const start = within.indexOf(text);
    return { title, start, end: start + text.length };
  };
  const other = "Il nome viene da un paese. Tornò poi per sempre a Firenze.";
  const page = {
    title: "Collodi",
    paragraphs: [
      {
        text: passage,
        links: [link("Collodi", "Carlo Collodi", passage), link("Pescia", "Pescia", passage)],
      },
      { text: other, links: [link("Firenze", "Firenze", other)] },
    ],
  };
  const splitSentences = (text: string) => {
    const cut = text.indexOf(". ") + 1;
    return [
      { start: 0, end: cut },
      { start: cut + 1, end: text.length },
    ];
  };
  const rows = clozeRows(page, { splitSentences, passage: [20, 100], candidates: 3 });
  const [example, ...rest] = readRecord(JSON.stringify({ data: rows }), "rows");
  expect(rest).toEqual([]);
  expect(example!.query).toBe("Tornò poi per sempre a @placeholder.");
  expect(example!.entities.map(({ start, end }) => example!.passage.slice(start, end))).toEqual([
    "Collodi",
    "Firenze",
    "Firenze",
    "Pescia",
  ]);
  expect(example!.right).toEqual([false, true, true, false]);
});

test("the table shows both sides, or ours alone", () => {
  const row = {
    data: "wikigold",
    task: "ner",
    metric: "F1",
    majority: 0,
    nameLookup: 15,
    seconds: { ours: 1 },
  };
  const both = { ...row, ours: spreadOf([12, 14]), peer: spreadOf([13, 13]), largestLossDifference: 0.00002 };
  const table = openDataTable([{ ...row, ours: spreadOf([12]) }, both]);
  expect(table).toContain("| wikigold | ner | F1 | 0.0 | 15.0 | 12.0 | – | – | – |");
  expect(table).toContain("| 13.0 ± 1.4 | 13.0 ± 0.0 | +0.0 | 2.0e-5 |");
});
