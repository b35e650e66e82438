import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes files into a folder, made where it is absent; each under a temporary name first, then renamed. One without text is removed. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    if (text === undefined) {
      await rm(path, { force: true });
      continue;
    }
    await writeFile(`${path}.tmp`, text);
    await rename(`${path}.tmp`, path);
  }
}
