import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Curve } from "../report/report-data.ts";

/** The curves of a run folder's metrics.jsonl, one for each of `names` that was logged, smoothed over `window` steps. */
export async function readCurves(
  runFolder: string,
  names: Readonly<Record<string, string>>,
  window = 15,
): Promise<readonly Curve[]> {
  const text = await readFile(join(runFolder, "metrics.jsonl"), "utf8");
  const records = text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter((record) => record["learningRate"] !== undefined);
  return Object.entries(names).flatMap(([key, name]) => {
    const points = records.flatMap((record) => {
      const y = record[key];
      return typeof y === "number" && Number.isFinite(y) ? [{ x: Number(record["step"]), y }] : [];
    });
    return points.length === 0 ? [] : [{ name, points: smooth(points, window) }];
  });
}

/** Each point becomes the mean of the last `window` ones. */
function smooth(points: readonly { x: number; y: number }[], window: number): { x: number; y: number }[] {
  let sum = 0;
  return points.map(({ x, y }, i) => {
    sum += y - (i >= window ? points[i - window]!.y : 0);
    return { x, y: sum / Math.min(i + 1, window) };
  });
}
