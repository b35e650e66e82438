import { copyFile, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { OpLibrarySources } from "./op-library.ts";
import { opLibraryFile } from "./op-library.ts";
import { bindingVersion, type Runtime, tensorflowRelease } from "./runtime-manifest.ts";

/** What `prebuilt.json` of a prebuilt package says it was built for. */
export interface PrebuiltManifest {
  readonly platform: string;
  readonly arch: string;
  /** The release line of libtensorflow, e.g. "2.21". */
  readonly tensorflow: string;
  /** Of TensorFlow.js' binding, e.g. "4.22.0". */
  readonly binding: string;
}

/** A package with what a compiler would make for this platform. */
export interface Prebuilt {
  readonly folder: string;
  readonly manifest: PrebuiltManifest;
}

/** The binaries of the binding, in `lib/` of a runtime and of a prebuilt package. */
export const bindingFiles = ["tfjs_binding.node", "quiet_stderr.node"] as const;

/** The optional package with the binaries of a platform: `@lukejs/native-linux-x64`. */
export function prebuiltPackage(platform: string = process.platform, arch: string = process.arch): string {
  return `@lukejs/native-${platform}-${arch}`;
}

/** The manifest that a package made here and now carries. */
export function prebuiltManifest(): PrebuiltManifest {
  const { platform, arch } = process;
  return { platform, arch, tensorflow: tensorflowRelease, binding: bindingVersion };
}

/** The package in a folder; undefined where there is none, or it was built for another platform or TensorFlow. */
export async function readPrebuilt(folder: string): Promise<Prebuilt | undefined> {
  try {
    const manifest = JSON.parse(await readFile(join(folder, "prebuilt.json"), "utf8")) as PrebuiltManifest;
    const wanted = prebuiltManifest();
    const fits = (Object.keys(wanted) as (keyof PrebuiltManifest)[]).every(
      (key) => manifest[key] === wanted[key],
    );
    return fits ? { folder, manifest } : undefined;
  } catch {
    return undefined;
  }
}

/** Copies the binding into a runtime's folder that is being prepared. */
export async function takePrebuiltBinding({ folder }: Prebuilt, runtimeFolder: string): Promise<void> {
  await mkdir(join(runtimeFolder, "lib"), { recursive: true });
  for (const name of bindingFiles)
    await copyFile(join(folder, "lib", name), join(runtimeFolder, "lib", name));
}

/** Copies the op library of these sources into a runtime; nothing where the package has another one or none. */
export async function takePrebuiltOps(
  { folder }: Prebuilt,
  runtime: Runtime,
  sources: Pick<OpLibrarySources, "name" | "key">,
): Promise<void> {
  const target = opLibraryFile(runtime, sources);
  await mkdir(join(runtime.folder, "ops"), { recursive: true });
  await copyFile(join(folder, "ops", `${sources.name}-${sources.key}.node`), target).catch(() => {});
}
