import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { downloadFailed, runFailed } from "./errors.ts";
import type { Tools } from "./find-tools.ts";
import { coreSymbol } from "./load-native.ts";
import { reasonOf, runProgram } from "./run-program.ts";
import { bindingPackage, bindingVersion } from "./runtime-manifest.ts";

/**
 * Puts the binding's sources and the JavaScript of its kernels into `folder`.
 *
 * They come from the package in node_modules, or from `npm pack` where it is absent or of another version; its install
 * script, which downloads an old library, never runs. What its kernels import is replaced by stand-ins: `@tensorflow/tfjs`,
 * the union package, and `@tensorflow/tfjs-core` by the caller's tfjs-core, and the messages of TensorBoard summaries by nothing.
 */
export async function fetchBinding(
  tools: Tools,
  folder: string,
  work: string,
  signal?: AbortSignal,
): Promise<void> {
  const source = (await installedPackage()) ?? (await packedPackage(tools, work, signal));
  await mkdir(folder, { recursive: true });
  for (const part of ["binding", "package.json", "dist/kernels", ...modules]) {
    await cp(join(source, part), join(folder, part), { recursive: true, dereference: true });
  }
  await writeModule(join(folder, "dist/proto/api_pb.js"), "module.exports = {};\n");
  for (const name of ["tfjs", "tfjs-core"]) {
    await writeModule(
      join(folder, "node_modules/@tensorflow", name, "index.js"),
      `module.exports = globalThis[Symbol.for(${JSON.stringify(coreSymbol)})];\n`,
    );
  }
}

const modules = [
  "dist/register_all_kernels.js",
  "dist/nodejs_kernel_backend.js",
  "dist/int64_tensors.js",
] as const;

async function installedPackage(): Promise<string | undefined> {
  try {
    const path = createRequire(import.meta.url).resolve(`${bindingPackage}/package.json`);
    const { version } = JSON.parse(await readFile(path, "utf8")) as { version: string };
    return version === bindingVersion ? dirname(path) : undefined;
  } catch {
    return undefined;
  }
}

/** @throws LukeError BCK004 */
async function packedPackage(tools: Tools, work: string, signal?: AbortSignal): Promise<string> {
  const target = join(work, "npm");
  await mkdir(target, { recursive: true });
  const options = { cwd: target, ...(signal === undefined ? {} : { signal }) };
  const name = `${bindingPackage}@${bindingVersion}`;
  const packed = await runProgram(
    process.execPath,
    [tools.npm, "pack", name, "--ignore-scripts", "--silent"],
    options,
  );
  if (packed.code !== 0) throw downloadFailed(name, reasonOf(packed));
  const archive = packed.stdout.trim().split("\n").at(-1) ?? "";
  const unpacked = await runProgram(tools.python, ["-m", "tarfile", "-e", archive, target], options);
  if (unpacked.code !== 0) throw runFailed(`unpack ${archive}`, reasonOf(unpacked));
  return join(target, "package");
}

async function writeModule(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
