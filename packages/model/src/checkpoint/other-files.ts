import { readdir } from "node:fs/promises";
import { join } from "node:path";

/**
 * What a checkpoint's folder holds besides config.json and weights, e.g. vocab.json: name → path, by name.
 * The model card is not among them: it describes this model, and what is saved from it may be another.
 */
export async function otherFiles(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => !entry.isDirectory()).map((entry) => entry.name);
  const others = names
    .filter((name) => !["config.json", "README.md"].includes(name) && !isWeights(name))
    .sort();
  return Object.fromEntries(others.map((name) => [name, join(folder, name)]));
}

function isWeights(name: string): boolean {
  return /\.(safetensors|bin|pt|pth|h5|msgpack|onnx|tmp)$/.test(name) || name.endsWith(".index.json");
}
