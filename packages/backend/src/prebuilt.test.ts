import { chmod, copyFile, mkdir, mkdtemp, readdir, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkRuntime } from "./check-runtime.ts";
import { type OpLibrarySources, opLibraryFile } from "./op-library.ts";
import { bindingFiles, prebuiltManifest, prebuiltPackage, readPrebuilt } from "./prebuilt.ts";
import { readRuntime } from "./runtime-manifest.ts";
import { setUpRuntime } from "./set-up-runtime.ts";

/** The runtime of this machine, whose binaries stand for what the release workflow publishes. */
const real = readRuntime("cpu");
const ops: OpLibrarySources = { name: "ops", key: "0123", folder: "none", units: [] };
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-prebuilt-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

/** A prebuilt package of the real binaries and of an op library that is only a name. */
async function makePackage(changes: object = {}): Promise<string> {
  const made = join(folder, "package");
  await mkdir(join(made, "lib"), { recursive: true });
  await mkdir(join(made, "ops"));
  await writeFile(join(made, "prebuilt.json"), JSON.stringify({ ...prebuiltManifest(), ...changes }));
  for (const name of bindingFiles) await copyFile(join(real!.folder, "lib", name), join(made, "lib", name));
  await writeFile(join(made, "ops", "ops-0123.node"), "prebuilt");
  return made;
}

/** A machine with python and npm and no compiler; its python downloads nothing and unpacks the real libraries. */
async function withoutCompiler(): Promise<void> {
  const bin = join(folder, "bin");
  await mkdir(bin);
  const python = `#!/bin/sh
case "$*" in
  *"import sys, pip"*) exit 0 ;;
  *"pip download"*) while [ "$1" != "--dest" ]; do shift; done; : > "$2/tensorflow_cpu-2.21.0.whl" ;;
  *zipfile*) mkdir -p "$4" "$5"; ln -s "${real!.libraryFolder}"/* "$5" ;;
esac
`;
  await writeFile(join(bin, "python3"), python);
  await chmod(join(bin, "python3"), 0o755);
  for (const program of ["sh", "mkdir", "ln"]) await symlink(`/bin/${program}`, join(bin, program));
  await symlink(process.execPath, join(bin, "node"));
  const npm = join(dirname(process.execPath), "npm");
  await symlink(npm, join(bin, "npm"));
  vi.stubEnv("PATH", bin);
  vi.stubEnv("CXX", "");
}

const cacheOf = (): string => join(folder, "cache");

test.skipIf(real === undefined)(
  "a prebuilt package is taken where it is given: binding and ops, without a compiler",
  async () => {
    const prebuilt = await makePackage();
    await withoutCompiler();
    const result = await setUpRuntime({ device: "cpu", cache: cacheOf(), prebuilt, opLibraries: [ops] });
    expect(result).toMatchObject({ skipped: false, prebuilt: true });
    expect(result.runtime.manifest.tensorflow).toBe(real!.manifest.tensorflow);
    expect(result.opLibraries).toEqual([{ name: "ops", state: "ready" }]);
    expect(await readdir(dirname(opLibraryFile(result.runtime, ops)))).toEqual(["ops-0123.node"]);
    const again = await setUpRuntime({ device: "cpu", cache: cacheOf(), prebuilt });
    expect(again).toMatchObject({ skipped: true, prebuilt: false });
  },
);

test.skipIf(real === undefined)(
  "a package that does not load needs the compiler, and its lack is named",
  async () => {
    const prebuilt = await makePackage();
    await writeFile(join(prebuilt, "lib", "tfjs_binding.node"), "no library");
    await withoutCompiler();
    await expect(setUpRuntime({ device: "cpu", cache: cacheOf(), prebuilt })).rejects.toMatchObject({
      code: "BCK003",
      message: expect.stringContaining("a C++ compiler"),
    });
    expect(await readdir(join(cacheOf(), "runtime"))).toEqual([]);
  },
);

test.skipIf(real === undefined)(
  "a package for another TensorFlow, binding or platform is passed over",
  async () => {
    const prebuilt = await makePackage({ tensorflow: "1.15" });
    expect(await readPrebuilt(prebuilt)).toBeUndefined();
    await withoutCompiler();
    await expect(setUpRuntime({ device: "cpu", cache: cacheOf(), prebuilt })).rejects.toMatchObject({
      code: "BCK003",
    });
  },
);

test("a folder that is no such package is none; the name says the platform", async () => {
  expect(await readPrebuilt(folder)).toBeUndefined();
  expect(await readPrebuilt(join(folder, "absent"))).toBeUndefined();
  expect(prebuiltPackage("darwin", "arm64")).toBe("@lukejs/native-darwin-arm64");
});

test.skipIf(real === undefined)("with a prebuilt package nothing that compiles is missed", async () => {
  const prebuilt = await makePackage();
  await withoutCompiler();
  const cache = cacheOf();
  expect((await checkRuntime({ cache })).missingTools).toContain("make");
  expect((await checkRuntime({ cache, prebuilt })).missingTools).toEqual([]);
});
