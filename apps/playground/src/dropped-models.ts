import type { ModelContents } from "@lukejs/luke";

/** A file with its place below what was dropped. */
export interface PlacedFile {
  readonly path: string;
  readonly file: File;
}

/** The model folders among files: each that holds a config.json, with the files right in it. */
export function modelFolders(files: readonly PlacedFile[]): ModelContents[] {
  const folders = new Map<string, Record<string, File>>();
  for (const { path, file } of files) {
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, slash + 1);
    if (!folders.has(folder)) folders.set(folder, {});
    folders.get(folder)![path.slice(slash + 1)] = file;
  }
  return [...folders.values()].filter((contents) => Object.hasOwn(contents, "config.json"));
}

/** What a model's folder needs and none of the files is, config.json first. */
export function missingFiles(files: readonly PlacedFile[]): string[] {
  const there = new Set(files.map(({ path }) => path.slice(path.lastIndexOf("/") + 1)));
  const words = there.has("sentencepiece.bpe.model") ? [] : ["vocab.json", "merges.txt"];
  return ["config.json", "model.safetensors", ...words].filter((name) => !there.has(name));
}

/** All files of what was dropped, folders read to their ends. */
export async function droppedFiles(items: DataTransferItemList): Promise<PlacedFile[]> {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const found: PlacedFile[] = [];
  // The list grows while it is read.
  for (const entry of entries) {
    if (entry.isFile) {
      const file = await new Promise<File>((resolve, reject) =>
        (entry as FileSystemFileEntry).file(resolve, reject),
      );
      found.push({ path: entry.fullPath.slice(1), file });
    } else entries.push(...(await children(entry as FileSystemDirectoryEntry)));
  }
  return found;
}

async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
