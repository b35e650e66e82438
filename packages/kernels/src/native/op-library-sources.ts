import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { opLibraryName } from "./op-library.ts";

/** How the op library is built: what `setUpRuntime` of @lukejs/backend takes. */
export interface OpLibrarySources {
  readonly name: string;
  /** Of all files in the folder; the library carries it in its name. */
  readonly key: string;
  readonly folder: string;
  readonly units: readonly OpLibraryUnit[];
}

export interface OpLibraryUnit {
  readonly file: string;
  readonly flags: readonly string[];
  /** The only processor architecture (as `process.arch`) that it is compiled for. */
  readonly arch?: string;
}

const folder = fileURLToPath(new URL("../../native/", import.meta.url));

const kernelsFor = (name: string, ...flags: string[]): OpLibraryUnit => ({
  file: "kernels.cc",
  flags: [...flags, `-DLUKE_KERNELS_OF=${name}Kernels`, `-DLUKE_KERNELS_NAME="${name}"`],
  ...(flags.length === 0 ? {} : { arch: "x64" }),
});

/** The C++ sources of this package, for set-up. */
export function opLibrarySources(): OpLibrarySources {
  return {
    name: opLibraryName,
    key: keyOf(folder),
    folder,
    units: [
      kernelsFor("avx512", "-mavx512f", "-mavx512bw", "-mavx512dq", "-mavx512vl", "-mfma"),
      kernelsFor("avx2", "-mavx2", "-mfma"),
      kernelsFor("baseline"),
      ...["parallel.cc", "register.cc", "ops.cc", "cuda.cc", "cuda_attention.cc", "addon.cc"].map((file) => ({
        file,
        flags: [],
      })),
    ],
  };
}

/** Of all files in a folder. */
export function keyOf(sources: string): string {
  const digest = createHash("sha256");
  for (const name of readdirSync(sources).sort()) {
    digest.update(`${name}\n`).update(readFileSync(join(sources, name)));
  }
  return digest.digest("hex").slice(0, 16);
}
