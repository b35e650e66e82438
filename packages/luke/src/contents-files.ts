import { blobByteSource } from "@lukejs/safetensors";
import type { ModelContents, ModelFiles } from "./model-files.ts";

/** Files that a page was given, or that are in memory. */
export function contentsFiles(contents: ModelContents, name = "the given files"): ModelFiles {
  const blob = (file: string): Blob | undefined => {
    if (!Object.hasOwn(contents, file)) return undefined;
    const content = contents[file]!;
    return content instanceof Blob ? content : new Blob([content]);
  };
  return {
    name,
    nameOf: (file) => file,
    has: async (file) => Object.hasOwn(contents, file),
    text: async (file) => blob(file)?.text(),
    bytes: async (file) => {
      const found = blob(file);
      return found && blobByteSource(found, file);
    },
  };
}
