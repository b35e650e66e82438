import type { CheckpointFiles, OpenOptions, ReadCheckpoint } from "@lukejs/model";

/** The files of a model, wherever they lie: in a folder, behind an address, in a page's drop zone. */
export interface ModelFiles extends CheckpointFiles {
  /** What errors call the whole. */
  readonly name: string;
  /** Whether it has a file of this name. */
  has(file: string): Promise<boolean>;
  /** In place of `openCheckpointFiles`, where more formats can be read. */
  openCheckpoint?(options: OpenOptions): Promise<ReadCheckpoint>;
}

/** Contents by file name: `{ "config.json": file, … }`. */
export type ModelContents = Readonly<Record<string, Blob | ArrayBuffer | Uint8Array<ArrayBuffer> | string>>;
