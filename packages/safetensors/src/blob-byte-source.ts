import type { ByteSource } from "./byte-source.ts";
import { fileUnreadable } from "./errors.ts";

/**
 * A file that a page was given, or bytes in memory: `new Blob([bytes])`. Only what is asked for is read.
 *
 * @throws LukeError SFT001 while it is read, where the file is gone
 */
export function blobByteSource(blob: Blob, name: string): ByteSource {
  return {
    name,
    size: blob.size,
    async read(begin, end) {
      try {
        return new Uint8Array(await blob.slice(begin, end).arrayBuffer());
      } catch (cause) {
        throw fileUnreadable(name, cause);
      }
    },
    close: async () => {},
  };
}
