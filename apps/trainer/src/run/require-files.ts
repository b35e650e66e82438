import { access } from "node:fs/promises";
import { fileMissing } from "../errors.ts";

/** @throws LukeError CLI001 naming the first path that is not there */
export async function requireFiles(what: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    try {
      await access(path);
    } catch {
      throw fileMissing(what, path);
    }
  }
}
