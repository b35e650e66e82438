import { createRequire } from "node:module";
import { dirname } from "node:path";
import { prebuiltPackage } from "@lukejs/backend";

/** Where npm has put the binaries of this platform, an optional dependency of this package; undefined where it has not. */
export function prebuiltFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${prebuiltPackage()}/package.json`));
  } catch {
    return undefined;
  }
}
