import { escapeHtml } from "./escape-html.ts";
import { highlightText } from "./highlight-text.ts";
import { lineChart } from "./line-chart.ts";
import type { ReportData, ScoreRow, TaskReport } from "./report-data.ts";
import { reportStyle } from "./report-style.ts";

/** The report as one HTML file: no script, no network, light and dark. */
export function reportPage(data: ReportData): string {
  const passed = data.checks.every((check) => check.passed);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(data.title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<header>
<h1>${escapeHtml(data.title)}</h1>
<p>${escapeHtml(data.subtitle)}</p>
<p class="verdict ${passed ? "right" : "wrong"}">${passed ? "Everything this run has to reach was reached." : "Below what this run has to reach."}</p>
</header>
<main>
<section>
<h2>Scores</h2>
${scoreBars(data.tasks)}
<ul class="checks">${data.checks.map(({ text, passed: ok }) => `<li class="${ok ? "right" : "wrong"}">${ok ? "✓" : "✗"} ${escapeHtml(text)}</li>`).join("")}</ul>
</section>
<section>
<h2>Pretraining</h2>
${lineChart(data.pretraining.curves, {
  title: "Pretraining losses by step",
  xLabel: "updates",
  yLabel: "↑ loss of a masked position, in nats",
  markers: data.pretraining.stageStarts.map(({ step, name }) => ({ x: step, name })),
})}
${scoreTable(data.pretraining.scores)}
<h3>Which entity is masked? Held-out sentences</h3>
<p class="legend">Beside the name is what the model says stands there: <mark class="right">right</mark> <mark class="wrong">wrong</mark></p>
${data.pretraining.examples.map(highlightText).join("\n")}
</section>
${data.tasks.map(taskSection).join("\n")}
<section>
<h2>The run</h2>
${scoreTable(data.facts)}
<table><thead><tr><th>Stage</th><th>Time</th></tr></thead><tbody>
${data.stages.map(({ name, seconds, skipped }) => `<tr><td>${escapeHtml(name)}</td><td>${seconds.toFixed(1)} s${skipped ? " (kept from an earlier run)" : ""}</td></tr>`).join("\n")}
</tbody></table>
</section>
</main>
</body>
</html>
`;
}

function taskSection(task: TaskReport): string {
  return `<section>
<h2>${escapeHtml(task.name)}</h2>
${scoreTable([
  { name: task.metric, value: task.score.toFixed(1) },
  { name: "majority baseline", value: task.majority.toFixed(1) },
  { name: "name-lookup baseline", value: task.nameLookup.toFixed(1) },
  ...task.details,
])}
${lineChart(task.curves, { title: `${task.name}: training loss by step`, xLabel: "updates", yLabel: "↑ loss" })}
<h3>Examples from the test split</h3>
<p class="legend"><mark class="right">right</mark> <mark class="wrong">wrong</mark> <mark class="missed">missed</mark> <mark>pointed at</mark></p>
${task.examples.map(highlightText).join("\n")}
</section>`;
}

/** The model beside both baselines, a group of bars a task. */
function scoreBars(tasks: readonly TaskReport[]): string {
  const rows = tasks.map((task) => {
    const bar = (name: string, value: number, tone: string): string =>
      `<div class="bar"><span>${escapeHtml(name)}</span><i class="${tone}" style="width:${Math.max(0.5, value * 0.6).toFixed(1)}%"></i><b>${value.toFixed(1)}</b></div>`;
    return `<div class="task"><h3>${escapeHtml(task.name)} <small>${escapeHtml(task.metric)}</small></h3>${bar("LUKE", task.score, "model")}${bar("name lookup", task.nameLookup, "baseline")}${bar("majority", task.majority, "baseline")}</div>`;
  });
  return `<div class="bars">${rows.join("")}</div>`;
}

function scoreTable(rows: readonly ScoreRow[]): string {
  if (rows.length === 0) return "";
  const body = rows.map(
    ({ name, value }) => `<tr><th scope="row">${escapeHtml(name)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  return `<table><tbody>${body.join("")}</tbody></table>`;
}
