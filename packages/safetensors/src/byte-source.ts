import { fileUnreadable, rangeUnsupported } from "./errors.ts";

/** Bytes that are read in ranges: a file, an address, a buffer. */
export interface ByteSource {
  /** Names it in errors. */
  readonly name: string;
  readonly size: number;
  /** The bytes [begin, end) in a buffer of their own; fewer where the source ends before. */
  read(begin: number, end: number): Promise<Uint8Array>;
  close(): Promise<void>;
}

/**
 * A file behind http(s), read by range requests; nothing is downloaded but what is asked for.
 *
 * @throws LukeError SFT001 (no answer, or an error), SFT005 (a server that ignores ranges)
 */
export async function httpByteSource(
  url: string,
  options: { readonly fetch?: typeof fetch; readonly headers?: Readonly<Record<string, string>> } = {},
): Promise<ByteSource> {
  const request = options.fetch ?? fetch;
  const read = async (begin: number, end: number): Promise<Response> => {
    let response: Response;
    try {
      response = await request(url, { headers: { ...options.headers, range: `bytes=${begin}-${end - 1}` } });
    } catch (cause) {
      throw fileUnreadable(url, cause);
    }
    if (response.status !== 206) {
      await response.body?.cancel();
      if (!response.ok) throw fileUnreadable(url, `${response.status} ${response.statusText}`);
      throw rangeUnsupported(url, `${response.status} with the whole file`);
    }
    return response;
  };
  const first = await read(0, 1);
  await first.body?.cancel();
  const size = Number(/\/(\d+)$/.exec(first.headers.get("content-range") ?? "")?.[1]);
  if (!Number.isSafeInteger(size)) throw rangeUnsupported(url, "no size in content-range");
  return {
    name: url,
    size,
    read: async (begin, end) => {
      if (begin === end) return new Uint8Array(0);
      try {
        return new Uint8Array(await (await read(begin, end)).arrayBuffer());
      } catch (cause) {
        throw fileUnreadable(url, cause);
      }
    },
    close: async () => {},
  };
}
