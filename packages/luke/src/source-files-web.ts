import { addressFiles } from "./address-files.ts";
import type { ModelFiles } from "./model-files.ts";
import { progressFetch } from "./progress-fetch.ts";
import type { SourceOptions } from "./source-options.ts";

/** The files below an address, which may be relative to the page. */
export async function sourceFiles(source: string, options: SourceOptions): Promise<ModelFiles> {
  const { location } = globalThis as { location?: { href: string } };
  const address = location === undefined ? source : new URL(source, location.href).href;
  return addressFiles(address, { fetch: progressFetch(options), signal: options.signal });
}

/** The same: what is not asked for is not downloaded. */
export const lightFiles: typeof sourceFiles = sourceFiles;
