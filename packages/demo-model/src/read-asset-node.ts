import { readFile } from "node:fs/promises";
import { readAsset as fetchAsset } from "./read-asset-web.ts";

/** A file of this package's folder `model`, from the disk; with an address, from there. */
export async function readAsset(file: string, baseUrl?: string): Promise<Uint8Array<ArrayBuffer>> {
  if (baseUrl !== undefined) return fetchAsset(file, baseUrl);
  return Uint8Array.from(await readFile(new URL(`../model/${file}`, import.meta.url)));
}
