import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Writes files into a folder, made where it is absent; each under a temporary name first, then renamed. One without content is removed. */
export async function writeFiles(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array | undefined>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (content === undefined) {
      await rm(path, { force: true });
      continue;
    }
    await writeFile(`${path}.tmp`, content);
    await rename(`${path}.tmp`, path);
  }
}
