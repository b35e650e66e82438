import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { formatHuggingFaceConfig } from "@lukejs/model";
import { type OpenedCheckpoint, writeOnnx } from "@lukejs/model/node";

/** A folder to deploy: model.onnx (and model.onnx.data beyond 2 GB) beside config.json and the tokenizer's files. */
export async function saveOnnxFolder(
  folder: string,
  checkpoint: OpenedCheckpoint,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeOnnx(join(folder, "model.onnx"), checkpoint);
  for (const [name, path] of Object.entries(files)) await copyFile(path, join(folder, basename(name)));
  const { config, architecture, labels = [], extra = {} } = checkpoint;
  const json = formatHuggingFaceConfig({ config, architectures: [architecture], labels, extra });
  await writeFile(join(folder, "config.json"), `${JSON.stringify(json, null, 2)}\n`);
}
