import { escapeHtml } from "./escape-html.ts";
import type { Curve } from "./report-data.ts";

export interface LineChartOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel?: string;
  /** Vertical lines with a name, e.g. where a stage begins. */
  readonly markers?: readonly { readonly x: number; readonly name: string }[];
}

const width = 640;
const height = 260;
const legendHeight = 16;
/** About the width of one. */
const letter = 7;
const margin = { left: 48, right: 16, top: 30, bottom: 36 };

/** Curves as one SVG: axes with round ticks, a legend, at most a few hundred points a curve. No script. */
export function lineChart(curves: readonly Curve[], options: LineChartOptions): string {
  const drawn = curves.filter((curve) => curve.points.length > 0);
  if (drawn.length === 0) return "";
  const rows = legendRows(drawn.map(({ name }) => name));
  const top = margin.top + (rows.length - 1) * legendHeight;
  const xs = drawn.flatMap((curve) => curve.points.map((point) => point.x));
  const ys = drawn.flatMap((curve) => curve.points.map((point) => point.y));
  const xTicks = roundTicks(Math.min(...xs), Math.max(...xs), 6).filter(
    (tick) => tick >= Math.min(...xs) && tick <= Math.max(...xs),
  );
  const yTicks = roundTicks(Math.min(...ys), Math.max(...ys), 5);
  const x = scale(Math.min(...xs), Math.max(...xs), margin.left, width - margin.right);
  const y = scale(yTicks[0]!, yTicks.at(-1)!, height - margin.bottom, top);

  const grid = yTicks
    .map(
      (tick) =>
        `<line class="grid" x1="${margin.left}" x2="${width - margin.right}" y1="${y(tick)}" y2="${y(tick)}"/>` +
        `<text class="tick" x="${margin.left - 6}" y="${y(tick) + 4}" text-anchor="end">${grouped(tick)}</text>`,
    )
    .join("");
  const bottom = xTicks
    .map(
      (tick) =>
        `<text class="tick" x="${x(tick)}" y="${height - margin.bottom + 16}" text-anchor="middle">${grouped(tick)}</text>`,
    )
    .join("");
  const lastOfLine: number[] = [];
  const markers = (options.markers ?? [])
    .map(({ x: at, name }) => {
      // A name that would stand on the one before goes a line lower.
      const line = [...lastOfLine, 0].findIndex((end) => end <= x(at));
      lastOfLine[line] = x(at) + letter * name.length + 8;
      return (
        `<line class="marker" x1="${x(at)}" x2="${x(at)}" y1="${top}" y2="${height - margin.bottom}"/>` +
        `<text class="tick" x="${x(at) + 4}" y="${top + 10 + 13 * line}">${escapeHtml(name)}</text>`
      );
    })
    .join("");
  const lines = drawn
    .map((curve, index) => {
      const points = thin(curve.points, 400).map(
        (point) => [x(point.x).toFixed(1), y(point.y).toFixed(1)] as const,
      );
      // Few evaluations are seen where they are, and one alone is seen at all.
      const dots =
        points.length > 40
          ? []
          : points.map(([cx, cy]) => `<circle class="dot-${index % 4}" cx="${cx}" cy="${cy}" r="3"/>`);
      const line = points.map((point) => point.join(",")).join(" ");
      return `<polyline class="series-${index % 4}" points="${line}"/>${dots.join("")}`;
    })
    .join("");
  const legend = rows
    .map((row, i) => {
      const names = row.map(
        (index, j) =>
          `<tspan class="legend-${index % 4}" dx="${j === 0 ? 0 : 14}">● ${escapeHtml(drawn[index]!.name)}</tspan>`,
      );
      return `<text class="legend" x="${margin.left}" y="${16 + i * legendHeight}">${names.join("")}</text>`;
    })
    .join("");
  return (
    `<figure><svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeHtml(options.title)}">` +
    `${grid}${bottom}${markers}${lines}` +
    `<text class="tick" x="${width - margin.right}" y="${height - 4}" text-anchor="end">${escapeHtml(options.xLabel)}</text>` +
    (options.yLabel === undefined
      ? ""
      : `<text class="tick" x="${margin.left}" y="${height - 4}">${escapeHtml(options.yLabel)}</text>`) +
    `${legend}</svg></figure>`
  );
}

/** Numbers of the names that stand in one line of the legend. */
function legendRows(names: readonly string[]): number[][] {
  const rows: number[][] = [[]];
  let used = 0;
  for (const [i, name] of names.entries()) {
    const room = letter * name.length + 30;
    if (used > 0 && used + room > width - margin.left - margin.right) {
      rows.push([]);
      used = 0;
    }
    rows.at(-1)!.push(i);
    used += room;
  }
  return rows;
}

function grouped(tick: number): string {
  return tick.toLocaleString("en", { maximumFractionDigits: 10 });
}

function scale(low: number, high: number, from: number, to: number): (value: number) => number {
  const span = high - low || 1;
  return (value) => from + ((value - low) / span) * (to - from);
}

/** About `count` round numbers that cover [low, high]. */
export function roundTicks(low: number, high: number, count: number): readonly number[] {
  const raw = (high - low) / count || 1;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 2.5, 5, 10].map((factor) => factor * power).find((candidate) => candidate >= raw)!;
  const first = Math.floor(low / step);
  const last = Math.ceil(high / step);
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

function thin<Point>(points: readonly Point[], most: number): readonly Point[] {
  if (points.length <= most) return points;
  return Array.from({ length: most }, (_, i) => points[Math.round((i * (points.length - 1)) / (most - 1))]!);
}
