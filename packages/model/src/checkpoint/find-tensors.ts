import { type ShapeMismatch, shapesDisagree, tensorsMissing } from "../errors.ts";
import type { ParameterSpecs } from "../parameters/parameter-specs.ts";
import type { WeightFile } from "./weight-file.ts";

/**
 * Our name → the stored name of every parameter, after checking that all are there in their shapes.
 *
 * @param names - the names under which one of our parameters may be stored, the usual one first
 * @throws LukeError MOD005 (other shapes, the first of them with both), MOD004 (missing)
 */
export function findTensors(
  specs: ParameterSpecs,
  file: WeightFile,
  names: (ours: string) => readonly string[],
  path: string,
): Map<string, string> {
  const sources = new Map<string, string>();
  const missing: string[] = [];
  const mismatches: ShapeMismatch[] = [];
  for (const [ours, { shape }] of specs) {
    const candidates = names(ours);
    const name = candidates.find((candidate) => file.shapes.has(candidate));
    if (name === undefined) {
      missing.push(candidates[0]!);
      continue;
    }
    const found = file.shapes.get(name)!;
    if (found.join() !== shape.join()) mismatches.push({ name, expected: shape, found });
    sources.set(ours, name);
  }
  if (mismatches.length > 0) throw shapesDisagree(path, mismatches);
  if (missing.length > 0) throw tensorsMissing(path, missing);
  return sources;
}
