import { createHash } from "node:crypto";
import { noLmdb } from "./errors.ts";

/** @throws LukeError VOC009 where it is not installed */
export async function openLmdb(): Promise<typeof import("lmdb")> {
  try {
    return await import("lmdb");
  } catch (cause) {
    throw noLmdb(cause);
  }
}

/** Where a name or title is kept: under itself, or under its hash where it is too long for a key. */
export function storeKey(text: string): string {
  // Three bytes a code unit at most, of the 1,978 that a key may have.
  return text.length <= 600 ? text : `\u0001${createHash("sha256").update(text).digest("hex")}`;
}

/** Version of what is kept. */
export const storeVersion = 1;

/** Beside the database: what it is and how large, for a file that is cut off must not be mapped. */
export interface StoreHeader {
  readonly format: "lukejs-mentions";
  readonly version: number;
  readonly bytes: number;
  readonly names: number;
  readonly info: { readonly normalization: string; readonly linkProbability: string };
}

/** Kept of a name: links, occurrences, pages; then title and count of each candidate. */
export type StoredName = readonly [links: number, occurrences: number, pages: number, ...(string | number)[]];
