import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { DemoManifest } from "../src/demo-model.ts";
import { type DemoTask, demoTasks } from "../src/demo-tasks.ts";
import { packWeights } from "../src/pack-weights.ts";

/** What a pipeline reads beside the weights. */
const texts = [
  ...["config.json", "vocab.json", "merges.txt", "added_tokens.json"],
  ...["tokenizer_config.json", "special_tokens_map.json", "entity_vocab.json"],
];

/**
 * Packs the models of a finished main job into a folder; answers what was written. For the build of this package.
 *
 * @internal
 */
export async function writeDemoModel(
  run: string,
  out: string,
): Promise<{ readonly file: string; readonly bytes: number }[]> {
  await mkdir(out, { recursive: true });
  const written: { file: string; bytes: number }[] = [];
  const write = async (file: string, content: string | Uint8Array): Promise<void> => {
    await writeFile(join(out, file), content);
    written.push({ file, bytes: typeof content === "string" ? Buffer.byteLength(content) : content.length });
  };
  const read: Partial<Record<DemoTask, Record<string, string>>> = {};
  for (const [task, part] of Object.entries(demoTasks) as [DemoTask, string][]) {
    const folder = join(run, part);
    const there = await readdir(folder);
    const found: Record<string, string> = {};
    for (const file of texts)
      if (there.includes(file)) found[file] = await readFile(join(folder, file), "utf8");
    read[task] = found;
    const weights = join(folder, "model.safetensors");
    await write(`${task}.safetensors`, packWeights(await readFile(weights), weights));
  }
  await write("manifest.json", JSON.stringify(withoutRepeats(read)));
  return written;
}

/** Takes out what all tasks have the same: the tokenizer's texts. */
function withoutRepeats(read: Partial<Record<DemoTask, Record<string, string>>>): DemoManifest {
  const all = Object.values(read);
  const [first = {}] = all;
  const shared = Object.fromEntries(
    Object.entries(first).filter(([file, text]) => all.every((one) => one[file] === text)),
  );
  const tasks = Object.fromEntries(
    Object.entries(read).map(([task, own]) => [
      task,
      Object.fromEntries(Object.entries(own).filter(([file]) => !(file in shared))),
    ]),
  );
  return { shared, tasks };
}
