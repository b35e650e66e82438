import { lightFiles, sourceFiles } from "#source-files";
import { contentsFiles } from "./contents-files.ts";
import type { ModelContents, ModelFiles } from "./model-files.ts";
import type { SourceOptions } from "./source-options.ts";

/**
 * Where a model is: a folder (Node), an http(s) address, a Hugging Face repository id (Node), or its files, as a page's
 * drop zone gives them.
 */
export type ModelSource = string | ModelContents | ModelFiles;

export async function modelFiles(source: ModelSource, options: SourceOptions): Promise<ModelFiles> {
  if (typeof source === "string") return sourceFiles(source, options);
  return isModelFiles(source) ? source : contentsFiles(source);
}

/** For whom asks for config.json alone: a repository or an address is not downloaded. */
export async function lightModelFiles(source: ModelSource, options: SourceOptions): Promise<ModelFiles> {
  return typeof source === "string" ? lightFiles(source, options) : modelFiles(source, options);
}

function isModelFiles(source: ModelContents | ModelFiles): source is ModelFiles {
  return typeof source["nameOf"] === "function";
}
