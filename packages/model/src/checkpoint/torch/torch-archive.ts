import type { PickledTensor } from "./unpickle-tensors.ts";

/** What a file of `torch.save` holds, before any number is read. */
export interface TorchArchive {
  readonly tensors: ReadonlyMap<string, PickledTensor>;
  /** Storage key → its bytes in the file. */
  readonly storages: ReadonlyMap<string, { readonly begin: number; readonly size: number }>;
}
