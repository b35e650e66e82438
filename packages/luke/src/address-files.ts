import { LukeError } from "@lukejs/errors";
import { blobByteSource } from "@lukejs/safetensors";
import { downloadFailed } from "./errors.ts";
import type { ModelFiles } from "./model-files.ts";

export interface AddressOptions {
  readonly fetch?: typeof fetch | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Files below an http(s) address, each downloaded when its content is first asked for. The browser's own cache keeps them.
 *
 * @throws LukeError LUK011 while a file is read: no connection, or an error of the server
 */
export function addressFiles(address: string, options: AddressOptions = {}): ModelFiles {
  const base = address.replace(/\/+$/, "");
  const { fetch: request = fetch, signal } = options;
  const responses = new Map<string, Promise<Response | undefined>>();
  const bodies = new Map<string, Promise<Blob | undefined>>();
  const failed = (url: string, cause: unknown): unknown => {
    signal?.throwIfAborted();
    return downloadFailed(url, String((cause as Error).message ?? cause), cause);
  };
  const ask = async (file: string): Promise<Response | undefined> => {
    const url = `${base}/${file}`;
    let response: Response;
    try {
      response = await request(url, signal === undefined ? {} : { signal });
    } catch (cause) {
      throw failed(url, cause);
    }
    if (response.ok && !isPage(response)) return response;
    await response.body?.cancel();
    if (response.ok || response.status === 404) return undefined;
    throw downloadFailed(url, `${response.status} ${response.statusText}`.trim());
  };
  const respond = (file: string): Promise<Response | undefined> => once(responses, file, ask);
  const read = async (file: string): Promise<Blob | undefined> => {
    try {
      return await (await respond(file))?.blob();
    } catch (cause) {
      responses.delete(file);
      throw LukeError.isInstance(cause) ? cause : failed(`${base}/${file}`, cause);
    }
  };
  const get = (file: string): Promise<Blob | undefined> => once(bodies, file, read);
  return {
    name: address,
    nameOf: (file) => `${base}/${file}`,
    // The answer's head tells: a body is read when its content is asked for.
    has: async (file) => (bodies.has(file) ? await get(file) : await respond(file)) !== undefined,
    text: async (file) => (await get(file))?.text(),
    bytes: async (file) => {
      const blob = await get(file);
      // The weights are read once: they need not stay.
      bodies.delete(file);
      responses.delete(file);
      return blob && blobByteSource(blob, `${base}/${file}`);
    },
  };
}

/** What was begun before, unless it failed. */
function once<Value>(
  begun: Map<string, Promise<Value>>,
  file: string,
  begin: (file: string) => Promise<Value>,
): Promise<Value> {
  const known = begun.get(file);
  if (known !== undefined) return known;
  const started = begin(file);
  begun.set(file, started);
  started.catch(() => begun.delete(file));
  return started;
}

/** Servers of single-page applications answer with their page where a file is missing. */
function isPage(response: Response): boolean {
  return /^text\/html\b/.test(response.headers.get("content-type") ?? "");
}
