import type { FileHandle } from "node:fs/promises";
import { pickleRefused } from "../../errors.ts";

/** Where the bytes of a file inside a zip archive lie. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes from the start of the archive. */
  readonly begin: number;
  readonly size: number;
}

const endOfDirectory = 0x06054b50;
const endOfDirectory64 = 0x06064b50;
const locator64 = 0x07064b50;
const directoryEntry = 0x02014b50;
const localEntry = 0x04034b50;
const maxDirectoryBytes = 64 * 1024 * 1024;

/**
 * Lists the files of a zip archive whose files are stored uncompressed, as `torch.save` writes it.
 *
 * @throws LukeError MOD011 for any other archive, or one whose directory points outside of it
 */
export async function readZipEntries(
  file: FileHandle,
  fileSize: number,
  source: string,
): Promise<Map<string, ZipEntry>> {
  const refuse = (problem: string): Error => pickleRefused(source, problem);
  const read = async (begin: number, size: number): Promise<DataView> => {
    if (!Number.isSafeInteger(begin) || begin < 0 || size < 0 || begin + size > fileSize) {
      throw refuse("its zip directory points outside the file (cut short?)");
    }
    const { bytesRead, buffer } = await file.read(Buffer.alloc(size), 0, size, begin);
    if (bytesRead !== size) throw refuse("the file ended while it was read");
    return new DataView(buffer.buffer, buffer.byteOffset, size);
  };
  const directory = await findDirectory(read, fileSize, refuse);
  if (directory.size > maxDirectoryBytes) throw refuse(`its zip directory has ${directory.size} bytes`);
  const view = await read(directory.begin, directory.size);
  const entries = new Map<string, ZipEntry>();
  const text = new TextDecoder();
  let at = 0;
  for (let i = 0; i < directory.count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== directoryEntry) {
      throw refuse("its zip directory is damaged");
    }
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const commentLength = view.getUint16(at + 32, true);
    const next = at + 46 + nameLength + extraLength + commentLength;
    if (next > view.byteLength) throw refuse("its zip directory is damaged");
    const name = text.decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameLength));
    if (view.getUint16(at + 10, true) !== 0) throw refuse(`its entry "${name}" is compressed`);
    const place = widen(view, at, at + 46 + nameLength, extraLength);
    const local = await read(place.local, 30);
    if (local.getUint32(0, true) !== localEntry) throw refuse(`its entry "${name}" has no local header`);
    const begin = place.local + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    if (begin + place.size > fileSize) throw refuse(`its entry "${name}" ends outside the file`);
    entries.set(name, { name, begin, size: place.size });
    at = next;
  }
  return entries;
}

type Read = (begin: number, size: number) => Promise<DataView>;

async function findDirectory(
  read: Read,
  fileSize: number,
  refuse: (problem: string) => Error,
): Promise<{ begin: number; size: number; count: number }> {
  const tailSize = Math.min(fileSize, 22 + 65535);
  const tailBegin = fileSize - tailSize;
  const tail = await read(tailBegin, tailSize);
  let at = tailSize - 22;
  while (at >= 0 && tail.getUint32(at, true) !== endOfDirectory) at--;
  if (at < 0) throw refuse("it is not a zip archive (a file of torch before 1.6, or not one of torch's)");
  const small = {
    count: tail.getUint16(at + 10, true),
    size: tail.getUint32(at + 12, true),
    begin: tail.getUint32(at + 16, true),
  };
  if (small.count !== 0xffff && small.size !== 0xffffffff && small.begin !== 0xffffffff) return small;
  if (at < 20 || tail.getUint32(at - 20, true) !== locator64) throw refuse("its zip64 locator is missing");
  const record = await read(Number(tail.getBigUint64(at - 12, true)), 56);
  if (record.getUint32(0, true) !== endOfDirectory64) throw refuse("its zip64 directory is damaged");
  return {
    count: Number(record.getBigUint64(32, true)),
    size: Number(record.getBigUint64(40, true)),
    begin: Number(record.getBigUint64(48, true)),
  };
}

/** Size and place of an entry, from its zip64 extra field where 32 bits do not hold them. */
function widen(
  view: DataView,
  at: number,
  extra: number,
  extraLength: number,
): { size: number; local: number } {
  let size = view.getUint32(at + 24, true);
  let local = view.getUint32(at + 42, true);
  const compressed = view.getUint32(at + 20, true);
  for (let field = extra; field + 4 <= extra + extraLength; ) {
    const length = view.getUint16(field + 2, true);
    if (view.getUint16(field, true) === 1) {
      let value = field + 4;
      const take = (): number => {
        value += 8;
        return value <= field + 4 + length && value <= view.byteLength
          ? Number(view.getBigUint64(value - 8, true))
          : Number.NaN;
      };
      if (size === 0xffffffff) size = take();
      if (compressed === 0xffffffff) take();
      if (local === 0xffffffff) local = take();
    }
    field += 4 + length;
  }
  return { size, local };
}
