import { readFile } from "node:fs/promises";
import { cannotOpenDataset } from "./errors.ts";
import type { ReadOptions } from "./parse-rows.ts";

/**
 * Reads a dataset file with a task: `readDataset("test.json", entityTyping())`.
 *
 * @throws LukeError TSK203 when the file cannot be opened, and what the task's reader throws.
 */
export async function readDataset<Example>(
  path: string,
  task: { read(text: string, file: string, options?: ReadOptions): Example[] },
  options: ReadOptions = {},
): Promise<Example[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw cannotOpenDataset(path, cause);
  }
  return task.read(text.replace(/^\ufeff/, ""), path, options);
}
