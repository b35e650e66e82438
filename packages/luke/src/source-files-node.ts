import { stat } from "node:fs/promises";
import { fetchCheckpoint } from "@lukejs/model/node";
import { addressFiles } from "./address-files.ts";
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
  if (!(await isRemote(source))) return folderFiles(source);
  return folderFiles(await fetchCheckpoint(source, { ...options, fetch: progressFetch(options) }));
}

/** The same without the weights: nothing is downloaded but what is asked for, and nothing is kept. */
export async function lightFiles(source: string, options: SourceOptions): Promise<ModelFiles> {
  if (options.offline === true || !(await isRemote(source))) return sourceFiles(source, options);
  const { hubUrl = "https://huggingface.co", revision = "main", token, fetch: request = fetch } = options;
  const address = isAddress(source) ? source : `${hubUrl}/${source}/resolve/${revision}`;
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
  return addressFiles(address, {
    signal: options.signal,
    fetch: (input, init) => request(input, { ...init, headers }),
  });
}

async function isRemote(source: string): Promise<boolean> {
  const here = await stat(source).catch(() => undefined);
  return here === undefined && (isAddress(source) || /^[\w.-]+\/[\w.-]+$/.test(source));
}

function isAddress(source: string): boolean {
  return /^https?:\/\//.test(source);
}
