import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache-folder.ts";
import { findTools } from "./find-tools.ts";
import { nvidiaDriver } from "./nvidia-driver.ts";
import { readPrebuilt } from "./prebuilt.ts";
import { type Runtime, type RuntimeDevice, readRuntime, runtimeFolder } from "./runtime-manifest.ts";

/** The state of one device's runtime. */
export interface RuntimeCheck {
  readonly device: RuntimeDevice;
  readonly folder: string;
  /** unfinished: a folder without a valid manifest, or whose files have other sizes; damaged: other checksums. */
  readonly state: "ready" | "absent" | "unfinished" | "damaged";
  readonly runtime?: Runtime;
  /** Files with another checksum than recorded. */
  readonly damaged?: readonly string[];
}

export interface RuntimeChecks {
  /** The device that set-up chooses by itself on this machine. */
  readonly preferredDevice: RuntimeDevice;
  readonly runtimes: readonly RuntimeCheck[];
  /** Tools that set-up would need and this machine lacks. */
  readonly missingTools: readonly string[];
}

/**
 * What is prepared, whether it is whole, and what set-up would lack. Nothing is changed or downloaded.
 * With `checksums` every library is read again (a second or two) instead of its size alone; with the folder of a
 * `prebuilt` package that fits, set-up needs nothing that compiles.
 */
export async function checkRuntime(
  options: {
    readonly checksums?: boolean;
    readonly cache?: string;
    readonly prebuilt?: string | undefined;
  } = {},
): Promise<RuntimeChecks> {
  const cache = options.cache ?? cacheFolder();
  const prebuilt = options.prebuilt === undefined ? undefined : await readPrebuilt(options.prebuilt);
  const [cpu, gpu, { missing }] = await Promise.all([
    checkOne("cpu", cache, options.checksums === true),
    checkOne("gpu", cache, options.checksums === true),
    findTools(process.env, { compile: prebuilt === undefined }),
  ]);
  return {
    preferredDevice: nvidiaDriver() === undefined ? "cpu" : "gpu",
    runtimes: [cpu, gpu],
    missingTools: missing,
  };
}

async function checkOne(device: RuntimeDevice, cache: string, checksums: boolean): Promise<RuntimeCheck> {
  const folder = runtimeFolder(device, cache);
  const runtime = readRuntime(device, cache);
  if (runtime === undefined) return { device, folder, state: existsSync(folder) ? "unfinished" : "absent" };
  const damaged: string[] = [];
  for (const { path, sha256: recorded } of checksums ? runtime.manifest.files : []) {
    if ((await sha256(join(folder, path))) !== recorded) damaged.push(path);
  }
  return damaged.length > 0
    ? { device, folder, state: "damaged", runtime, damaged }
    : { device, folder, state: "ready", runtime };
}

/** Hexadecimal digest of a file of any size. */
export async function sha256(path: string): Promise<string> {
  const digest = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
    digest.update(chunk as Uint8Array);
  return digest.digest("hex");
}
