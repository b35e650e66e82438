import { countsText } from "../run/counts-text.ts";
import type { DataReport } from "../run/fine-tune-model.ts";
import type { RunResult } from "../run/run-result.ts";
import { confusionTable } from "./confusion-table.ts";
import { escapeHtml } from "./escape-html.ts";
import { highlightText } from "./highlight-text.ts";
import { lineChart } from "./line-chart.ts";
import type { Analysis, Curve, KindRow, ScoreRow } from "./report-data.ts";
import { reportStyle } from "./report-style.ts";
import type { RunReport, RunReportData } from "./run-report-data.ts";

/** Errors that are open at once; the others are behind a click. */
const openErrors = 10;

/** One run or several as one HTML file: no script, no network, light and dark. */
export function runReportPage({ title, runs }: RunReportData): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(title)}</h1>
<p>${escapeHtml([...new Set(runs.flatMap(({ result }) => (result === undefined ? [] : [result.backend])))].join(" · "))}</p>
</header>
<main>
${runs.length > 1 ? comparison(runs) : ""}
${runs.map((run) => runSection(run)).join("\n")}
</main>
</body>
</html>
`;
}

function comparison(runs: readonly RunReport[]): string {
  const finished = runs.flatMap(({ name, result }) => (result === undefined ? [] : [{ name, result }]));
  const tasks = [...new Set(finished.map(({ result }) => result.task))];
  const tables = tasks.map((task) => {
    const rows = finished.filter(({ result }) => result.task === task);
    const differing = differingSettings(rows.map(({ result }) => result));
    const [first] = rows;
    const figures = Object.keys(first!.result.test.details).filter((figure) => !figure.includes("."));
    const head = ["run", ...differing, "dev", "test", "against the first", ...figures];
    const body = rows.map(({ name, result }, i) => [
      name,
      ...differing.map((setting) => show(settingOf(result, setting))),
      result.dev.toFixed(2),
      result.test.main.toFixed(2),
      i === 0 ? "" : signed(result.test.main - first!.result.test.main),
      ...figures.map((figure) => result.test.details[figure]?.toFixed(2) ?? ""),
    ]);
    return `<h3>${escapeHtml(task)}</h3>${table(head, body)}`;
  });
  const overlay = (curve: (run: RunReport) => Curve | undefined): readonly Curve[] =>
    runs.flatMap((run) => {
      const found = curve(run);
      return found === undefined ? [] : [{ ...found, name: run.name }];
    });
  return `<section>
<h2>Comparison</h2>
${tables.join("\n")}
${chart(
  "Training loss",
  overlay(({ losses }) => losses[0]),
  "↑ loss",
)}
${chart(
  "The figure that chooses, on the dev set",
  overlay(({ evaluations }) => evaluations[0]),
  "↑ per cent",
)}
</section>`;
}

function runSection({ name, folder, losses, evaluations, result }: RunReport): string {
  // The main score is one of the others.
  const shown = evaluations.filter(({ name: figure }) => figure !== "main score" && !figure.includes("."));
  return `<section>
<h2>${escapeHtml(name)}</h2>
${result === undefined ? "<p>This run is not finished, or is no fine-tuning: its curves.</p>" : scoresOf(result)}
${chart("Training loss", losses, "↑ loss")}
${chart("On the dev set", shown.slice(0, 4), "↑ per cent")}
${result === undefined ? "" : analysisOf(result.analysis)}
${dataOf(result?.data ?? [])}
<details><summary>Settings</summary>${pairs([{ name: "folder", value: folder }, ...settingRows(result)])}</details>
</section>`;
}

function scoresOf({ test, baselines, dev, selectBy, steps, seconds, stoppedEarly }: RunResult): string {
  const bar = (label: string, value: number, tone: string): string =>
    `<div class="bar"><span>${escapeHtml(label)}</span><i class="${tone}" style="width:${Math.max(0.5, value * 0.6).toFixed(1)}%"></i><b>${value.toFixed(1)}</b></div>`;
  const bars = [
    bar("this run", test.main, "model"),
    ...Object.entries(baselines).map(([label, value]) => bar(label, value, "baseline")),
  ];
  const details = Object.entries(test.details).filter(([figure]) => !figure.includes("."));
  return `<div class="task">${bars.join("")}</div>
${pairs([
  ...details.map(([figure, value]) => ({ name: figure, value: value.toFixed(2) })),
  { name: `${selectBy === "main" ? "main score" : selectBy} on the dev set`, value: dev.toFixed(2) },
  {
    name: "updates",
    value: `${steps}${stoppedEarly ? ", ended early" : ""}, ${seconds.toFixed(0)} s`,
  },
])}`;
}

function analysisOf({ kinds, confusion, errors, wrong, examples }: Analysis): string {
  const texts = errors.map(highlightText);
  const rest = texts.slice(openErrors);
  return `${kindTable(kinds)}
${confusion === undefined ? "" : confusionTable(confusion)}
<h3>Errors: ${wrong} of ${examples}</h3>
<p class="legend"><mark class="right">right</mark> <mark class="wrong">wrong</mark> <mark class="missed">missed</mark> <mark>pointed at</mark></p>
${texts.slice(0, openErrors).join("\n")}
${rest.length === 0 ? "" : `<details><summary>${rest.length} more</summary>${rest.join("\n")}</details>`}`;
}

function dataOf(data: readonly DataReport[]): string {
  if (data.length === 0) return "";
  const rows = data.map(({ use, file, counts, features, notes = [] }) => [
    use,
    file,
    [countsText(counts), ...notes].join(", "),
    countsText(features),
  ]);
  const warnings = data.flatMap(({ use, warnings: all }) => all.map((warning) => `${use}: ${warning}`));
  return `<h3>Data</h3>${table(["", "file", "holds", "kept, cut or left out"], rows)}
${warnings.length === 0 ? "" : `<ul>${warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("")}</ul>`}`;
}

function kindTable(kinds: readonly KindRow[]): string {
  if (kinds.length === 0) return "";
  const figures = ["found", "precision", "recall", "f1", "exactMatch"] as const;
  const present = figures.filter((figure) => kinds[0]![figure] !== undefined);
  const names = {
    found: "found",
    precision: "precision",
    recall: "recall",
    f1: "F1",
    exactMatch: "exact match",
  };
  return table(
    ["kind", "wanted", ...present.map((figure) => names[figure])],
    kinds.map((row) => [
      row.name,
      String(row.gold),
      ...present.map((figure) => (figure === "found" ? String(row.found) : row[figure]!.toFixed(1))),
    ]),
  );
}

function chart(title: string, curves: readonly Curve[], yLabel: string): string {
  const drawn = lineChart(curves, { title, xLabel: "updates", yLabel });
  return drawn === "" ? "" : `<h3>${escapeHtml(title)}</h3>${drawn}`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const body = rows.map(([first, ...cells]) => {
    const data = cells.map((cell) => `<td>${escapeHtml(cell)}</td>`);
    return `<tr><th scope="row">${escapeHtml(first!)}</th>${data.join("")}</tr>`;
  });
  const names = head.map((cell) => `<th scope="col">${escapeHtml(cell)}</th>`);
  return `<div class="wide"><table><thead><tr>${names.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}

function pairs(rows: readonly ScoreRow[]): string {
  const body = rows.map(
    ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table><tbody>${body.join("")}</tbody></table>`;
}

function settingRows(result: RunResult | undefined): ScoreRow[] {
  return Object.entries(result?.settings ?? {}).map(([name, value]) => ({ name, value: show(value) }));
}

/** Settings in which the runs are not all alike. */
function differingSettings(results: readonly RunResult[]): string[] {
  const names = [...new Set(results.flatMap(({ settings }) => Object.keys(settings)))];
  return names.filter(
    (name) => name !== "out" && new Set(results.map((result) => show(settingOf(result, name)))).size > 1,
  );
}

function settingOf({ settings }: RunResult, name: string): unknown {
  return (settings as unknown as Record<string, unknown>)[name];
}

function show(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "–" : JSON.stringify(value);
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}
