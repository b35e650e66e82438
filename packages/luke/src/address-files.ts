import { blobByteSource } from "@lukejs/safetensors";
import { downloadFailed } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";

export interface AddressOptions {
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files below an http(s) address, each downloaded when it is first asked for. The browser's own cache keeps them.
 *
 * @throws LukeError LUK011 while a file is read: no connection, or an error of the server
 */
export function addressFiles(address: string, options: AddressOptions = {}): ModelFiles {
  const base = address.replace(/\/+$/, "");
  const { fetch: request = fetch, signal } = options;
  const downloads = new Map<string, Promise<Blob | undefined>>();
  const download = async (file: string): Promise<Blob | undefined> => {
    const url = `${base}/${file}`;
    let response: Response;
    try {
      response = await request(url, signal === undefined ? {} : { signal });
      if (response.ok) return isPage(response) ? undefined : await response.blob();
    } catch (cause) {
      signal?.throwIfAborted();
      throw downloadFailed(url, String((cause as Error).message ?? cause), cause);
    }
    await response.body?.cancel();
    if (response.status === 404) return undefined;
    throw downloadFailed(url, `${response.status} ${response.statusText}`.trim());
  };
  const get = (file: string): Promise<Blob | undefined> => {
    const known = downloads.get(file);
    if (known !== undefined) return known;
    const started = download(file);
    downloads.set(file, started);
    started.catch(() => downloads.delete(file));
    return started;
  };
  return {
    name: address,
    nameOf: (file) => `${base}/${file}`,
    has: async (file) => (await get(file)) !== undefined,
    text: async (file) => (await get(file))?.text(),
    bytes: async (file) => {
      const blob = await get(file);
      // The weights are read once: they need not stay.
      downloads.delete(file);
      return blob && blobByteSource(blob, `${base}/${file}`);
    },
  };
}

/** Servers of single-page applications answer with their page where a file is missing. */
function isPage(response: Response): boolean {
  return /^text\/html\b/.test(response.headers.get("content-type") ?? "");
}
