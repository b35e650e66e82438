import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { openCheckpoint } from "@lukejs/model/node";
import { blobByteSource } from "@lukejs/safetensors";
import { readFailed } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";

/** The files of a folder, weights in every format that is read. */
export function folderFiles(folder: string): ModelFiles {
  const nameOf = (file: string): string => join(folder, file);
  return {
    name: folder,
    nameOf,
    has: async (file) => {
      const found = await stat(nameOf(file)).catch(() => undefined);
      return found?.isFile() ?? false;
    },
    text: async (file) => {
      try {
        return await readFile(nameOf(file), "utf8");
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw readFailed(nameOf(file), cause);
      }
    },
    // openCheckpoint reads the weights: what is asked for is small.
    bytes: async (file) => {
      try {
        return blobByteSource(new Blob([await readFile(nameOf(file))]), nameOf(file));
      } catch (cause) {
        if ((cause as NodeJS.ErrnoException).code === "ENOENT") return undefined;
        throw readFailed(nameOf(file), cause);
      }
    },
    openCheckpoint: (options) => openCheckpoint(folder, options),
  };
}
