import { expect, test } from "vitest";
import { highlightText } from "./highlight-text.ts";
import { lineChart, roundTicks } from "./line-chart.ts";
import type { ReportData } from "./report-data.ts";
import { reportPage } from "./report-page.ts";

const data: ReportData = {
  title: "LUKE <demo>",
  subtitle: "2 cores",
  checks: [{ text: "typing", passed: true }],
  facts: [{ name: "articles", value: "512" }],
  stages: [{ name: "corpus", seconds: 1.5, skipped: false }],
  pretraining: {
    curves: [
      {
        name: "words",
        points: [
          { x: 0, y: 8 },
          { x: 10, y: 3 },
        ],
      },
    ],
    stageStarts: [{ step: 5, name: "all" }],
    scores: [],
    examples: [],
  },
  tasks: [
    {
      name: "Entity typing",
      metric: "micro F1",
      score: 80,
      majority: 20,
      nameLookup: 40,
      details: [],
      curves: [],
      examples: [],
    },
  ],
};

test("the page is one self-contained file: no script, no address, everything escaped", () => {
  const page = reportPage(data);
  expect(page).toContain("LUKE &lt;demo&gt;");
  expect(page).not.toMatch(/<script|https?:\/\/|src=|@import|url\(/);
  expect(page).toContain("Everything this run has to reach was reached.");
  expect(reportPage({ ...data, checks: [{ text: "typing", passed: false }] })).toContain(
    "Below what this run has to reach.",
  );
});

test("marked spans slice the text exactly and bad ones are left out", () => {
  const html = highlightText({
    text: "Rome & Paris",
    marks: [
      { start: 0, end: 4, label: "LOC", tone: "right" },
      { start: 2, end: 5, label: "overlap", tone: "wrong" },
      { start: 7, end: 99, label: "outside", tone: "wrong" },
    ],
  });
  expect(html).toBe('<p class="example"><mark class="right">Rome<small>LOC</small></mark> &amp; Paris</p>');
});

test("a chart has round ticks that cover the data, and nothing without data", () => {
  expect(roundTicks(0, 8.3, 5)).toEqual([0, 2, 4, 6, 8, 10]);
  expect(roundTicks(0, 0, 5).length).toBeGreaterThan(0);
  expect(lineChart([], { title: "x", xLabel: "y" })).toBe("");
  expect(lineChart(data.pretraining.curves, { title: "x", xLabel: "y" })).toContain("<polyline");
});
