import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open } from "node:fs/promises";
import { join, posix } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { extract } from "tar-stream";
import { archiveRefused, fileUnreadable } from "../errors.ts";

const wanted: readonly string[] = [
  "pytorch_model.bin",
  "metadata.json",
  "entity_vocab.tsv",
  "entity_vocab.jsonl",
];

/**
 * Unpacks the files of an archive of the original (.tar or .tar.gz) that a checkpoint consists of into `folder`,
 * wherever in the archive they lie. Nothing else is written.
 *
 * @throws LukeError MOD006 (no such file), MOD015 (no such archive, cut short, or an entry that is a link or leaves
 *   the folder)
 */
export async function extractArchive(path: string, folder: string): Promise<void> {
  const gzipped = await isGzipped(path);
  await mkdir(folder, { recursive: true });
  const unpack = extract();
  const reading = gzipped
    ? pipeline(createReadStream(path), createGunzip(), unpack)
    : pipeline(createReadStream(path), unpack);
  // What goes wrong in the pipeline also ends the loop below; this keeps it from being reported twice.
  reading.catch(() => {});
  const found = new Set<string>();
  try {
    for await (const entry of unpack) {
      const { name, type } = entry.header;
      const place = posix.normalize(name.replaceAll("\\", "/"));
      if (place.startsWith("/") || place.startsWith("..") || /^[A-Za-z]:/.test(place)) {
        throw archiveRefused(path, `its entry "${name}" leaves the folder`);
      }
      if (type !== "file" && type !== "directory") {
        throw archiveRefused(path, `its entry "${name}" is a ${type}, expected files`);
      }
      const base = posix.basename(place);
      if (type === "directory" || !wanted.includes(base)) {
        entry.resume();
        continue;
      }
      if (found.has(base)) throw archiveRefused(path, `it holds "${base}" twice`);
      found.add(base);
      await pipeline(entry, createWriteStream(join(folder, base)));
    }
    await reading;
  } catch (error) {
    unpack.destroy();
    if ((error as { code?: unknown }).code === "MOD015") throw error;
    throw archiveRefused(path, (error as Error).message);
  }
  if (found.size === 0) throw archiveRefused(path, `it holds none of ${wanted.join(", ")}`);
}

async function isGzipped(path: string): Promise<boolean> {
  try {
    const file = await open(path, "r");
    try {
      const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
      return buffer[0] === 0x1f && buffer[1] === 0x8b;
    } finally {
      await file.close();
    }
  } catch (cause) {
    throw fileUnreadable(path, cause);
  }
}
