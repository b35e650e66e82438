import { stat } from "node:fs/promises";
import { type FetchOptions, fetchCheckpoint } from "@lukejs/model/node";

/** For sources that are not a folder here. */
export interface SourceOptions extends Omit<FetchOptions, "attempts" | "headers"> {}

/**
 * The local folder of a source: itself, or a download that is kept. What is no folder, address or repository id is
 * answered as it is: the check of the folder says what it lacks.
 *
 * @throws LukeError MOD016 (not to be had), MOD007 (no weights there)
 */
export async function modelFolder(source: string, options: SourceOptions): Promise<string> {
  const isAddress = /^https?:\/\//.test(source) || /^[\w.-]+\/[\w.-]+$/.test(source);
  const here = await stat(source).catch(() => undefined);
  return here === undefined && isAddress ? fetchCheckpoint(source, options) : source;
}
