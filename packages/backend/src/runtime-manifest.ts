import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";

/** The release line of libtensorflow that the binding is built against. */
export const tensorflowRelease = "2.21";
/** The last release of the binding; upstream publishes no later one. */
export const bindingPackage = "@tensorflow/tfjs-node-gpu";
export const bindingVersion = "4.22.0";
/** Raised when the layout of a runtime folder changes: older ones are set up again. */
const layout = 2;

/** What the native library computes on. */
export type RuntimeDevice = "cpu" | "gpu";

export interface RuntimeFile {
  /** Relative to the runtime's folder. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What `manifest.json` of a runtime folder says; written last, so a folder with one is complete. */
export interface RuntimeManifest {
  readonly layout: number;
  readonly device: RuntimeDevice;
  readonly platform: string;
  readonly arch: string;
  /** e.g. "2.21.0" */
  readonly tensorflow: string;
  /** e.g. "4.22.0" */
  readonly binding: string;
  readonly wheel: { readonly name: string; readonly bytes: number; readonly sha256: string };
  readonly files: readonly RuntimeFile[];
  /** ISO time. */
  readonly created: string;
}

/** A prepared runtime: where it is and what it is. */
export interface Runtime {
  readonly folder: string;
  readonly manifest: RuntimeManifest;
  /** For native op libraries: `-I` and `-L` of a compiler. */
  readonly includeFolder: string;
  readonly libraryFolder: string;
}

export function newManifest(fields: Omit<RuntimeManifest, "layout" | "platform" | "arch">): RuntimeManifest {
  return { layout, platform: process.platform, arch: process.arch, ...fields };
}

/** Where the runtime for a device lives, prepared or not. */
export function runtimeFolder(device: RuntimeDevice, cache: string = cacheFolder()): string {
  return join(
    cache,
    "runtime",
    `tensorflow-${tensorflowRelease}-${device}-${process.platform}-${process.arch}`,
  );
}

/** The prepared runtime for a device; undefined if there is none, or it is half finished, damaged or of another layout. */
export function readRuntime(device: RuntimeDevice, cache: string = cacheFolder()): Runtime | undefined {
  const folder = runtimeFolder(device, cache);
  try {
    const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as RuntimeManifest;
    if (manifest.layout !== layout || manifest.binding !== bindingVersion) return undefined;
    for (const { path, bytes } of manifest.files) {
      if (statSync(join(folder, path)).size !== bytes) return undefined;
    }
    return {
      folder,
      manifest,
      includeFolder: join(folder, "deps", "include"),
      libraryFolder: join(folder, "deps", "lib"),
    };
  } catch {
    return undefined;
  }
}
