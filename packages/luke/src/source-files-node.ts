import { stat } from "node:fs/promises";
import { fetchCheckpoint } from "@lukejs/model/node";
import { folderFiles } from "./folder-files.ts";
import type { ModelFiles } from "./model-files.ts";
import { progressFetch } from "./progress-fetch.ts";
import type { SourceOptions } from "./source-options.ts";

/**
 * The files that a name stands for: a folder here, an http(s) address, or the id of a Hugging Face repository, which are
 * downloaded and kept. What is none of these counts as a folder: the check of its files says that it is not there.
 *
 * @throws LukeError MOD016 (not to be had), MOD007 (no weights there)
 */
export async function sourceFiles(source: string, options: SourceOptions): Promise<ModelFiles> {
  const isAddress = /^https?:\/\//.test(source) || /^[\w.-]+\/[\w.-]+$/.test(source);
  const here = await stat(source).catch(() => undefined);
  if (here !== undefined || !isAddress) return folderFiles(source);
  return folderFiles(await fetchCheckpoint(source, { ...options, fetch: progressFetch(options) }));
}
