import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { checkRuntime } from "./check-runtime.ts";
import { newManifest, readRuntime, runtimeFolder } from "./runtime-manifest.ts";
import { setUpRuntime } from "./set-up-runtime.ts";

let cache: string;
let bin: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "luke-cache-"));
  bin = await mkdtemp(join(tmpdir(), "luke-bin-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
});

async function fake(name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

/** A python whose pip leaves an empty wheel, and which unpacks it to empty libraries; for gyp it is of no use. */
const fakePython = (download: string): string => `
echo "$*" | head -n 1 >> "${bin}/calls"
case "$*" in
  *"import sys, pip"*) exit 0 ;;
  *"pip download"*) ${download} ;;
  *zipfile*) mkdir -p "$4" "$5"; : > "$5/libtensorflow_cc.so.2"; : > "$5/libtensorflow_framework.so.2" ;;
  *) echo "error: gyp cannot run here" >&2; exit 1 ;;
esac`;
const leaveWheel = `while [ "$1" != "--dest" ]; do shift; done; : > "$2/tensorflow_cpu-2.21.0.whl"`;

async function onlyFakes(download: string): Promise<void> {
  await fake("python3", fakePython(download));
  await fake("g++", "exit 1");
  await fake("make", "exit 1");
  vi.stubEnv("PATH", [bin, dirname(process.execPath), "/bin"].join(delimiter));
}

/** What a finished set-up looks like. */
async function finishedRuntime(): Promise<string> {
  const folder = runtimeFolder("cpu", cache);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "library"), "abc");
  const manifest = newManifest({
    device: "cpu",
    tensorflow: "2.21.0",
    binding: "4.22.0",
    wheel: { name: "x.whl", bytes: 1, sha256: "00" },
    files: [
      {
        path: "library",
        bytes: 3,
        sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
      },
    ],
    created: "2026-01-01T00:00:00.000Z",
  });
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
  return folder;
}

test("without python, pip and a compiler one line names them, what it costs and the command", async () => {
  vi.stubEnv("PATH", bin);
  vi.stubEnv("LUKE_SETUP_COMMAND", "npm run luke -- setup");
  await expect(setUpRuntime({ device: "cpu", cache })).rejects.toMatchObject({
    code: "BCK003",
    message: expect.stringMatching(/^Cannot set up .* lacks python 3 with pip and a C\+\+ compiler/),
    hint: expect.stringMatching(/WebAssembly.*slower.*npm run luke -- setup/),
  });
  expect(await readdir(cache)).toEqual([]);
});

test("a download that fails tells pip's reason and leaves nothing behind", async () => {
  await onlyFakes(`echo "ERROR: Could not reach the index" >&2; exit 1`);
  await expect(setUpRuntime({ device: "cpu", cache })).rejects.toMatchObject({
    code: "BCK004",
    message: expect.stringContaining("Could not reach the index"),
  });
  expect(await readdir(join(cache, "runtime"))).toEqual([]);
});

test("without network that is said, and not asked a second time", async () => {
  await onlyFakes(
    `echo "WARNING: Retrying after NewConnectionError" >&2; echo "ERROR: No matching distribution" >&2; exit 1`,
  );
  await expect(setUpRuntime({ device: "cpu", cache })).rejects.toMatchObject({
    code: "BCK004",
    message: expect.stringContaining("cannot reach its package index"),
  });
  const calls = await readFile(join(bin, "calls"), "utf8");
  expect(calls.match(/pip download/g)).toHaveLength(1);
});

test("where no wheel fits this python, one for Python 3.11 is asked for", async () => {
  await onlyFakes(`echo "ERROR: No matching distribution found for it" >&2; exit 1`);
  await expect(setUpRuntime({ device: "cpu", cache })).rejects.toMatchObject({ code: "BCK004" });
  const calls = (await readFile(join(bin, "calls"), "utf8"))
    .split("\n")
    .filter((line) => line.includes("pip download"));
  expect(calls.map((line) => line.includes("--python-version=3.11"))).toEqual([false, true]);
});

test("a build that fails keeps its log and leaves no half-finished runtime", async () => {
  await onlyFakes(leaveWheel);
  await mkdir(join(cache, "runtime", `.${runtimeName()}.partial-left-by-a-killed-set-up`), {
    recursive: true,
  });
  const stages: string[] = [];
  await expect(
    setUpRuntime({ device: "cpu", cache, onProgress: ({ stage }) => stages.push(stage) }),
  ).rejects.toMatchObject({ code: "BCK005", hint: expect.stringContaining("build.log") });
  expect(stages.filter((stage, i) => stage !== stages[i - 1])).toEqual([
    "downloading",
    "unpacking",
    "building",
  ]);
  expect(await readdir(join(cache, "runtime"))).toEqual(["build.log"]);
  expect(readRuntime("cpu", cache)).toBeUndefined();
});

test("a runtime that is there is used as it is, without any tool", async () => {
  const folder = await finishedRuntime();
  vi.stubEnv("PATH", bin);
  expect(await setUpRuntime({ device: "cpu", cache })).toMatchObject({ skipped: true, runtime: { folder } });
});

test("a folder without a manifest, with a shorter file or of another layout is not a runtime", async () => {
  const folder = await finishedRuntime();
  const manifest = await readFile(join(folder, "manifest.json"), "utf8");
  const state = async (): Promise<string> =>
    (await checkRuntime({ cache, checksums: true })).runtimes[0]!.state;
  expect(await state()).toBe("ready");
  await writeFile(join(folder, "library"), "abd");
  expect(await state()).toBe("damaged");
  await writeFile(join(folder, "library"), "ab");
  expect(await state()).toBe("unfinished");
  await writeFile(join(folder, "library"), "abc");
  await writeFile(join(folder, "manifest.json"), manifest.replace(/"layout":\d+/, '"layout":0'));
  expect(await state()).toBe("unfinished");
  await writeFile(join(folder, "manifest.json"), manifest.slice(0, 40));
  expect(await state()).toBe("unfinished");
  expect((await checkRuntime({ cache: join(cache, "none") })).runtimes.map((r) => r.state)).toEqual([
    "absent",
    "absent",
  ]);
});

test("an aborted set-up stops and leaves nothing behind", async () => {
  await onlyFakes("sleep 30");
  const controller = new AbortController();
  const running = setUpRuntime({
    device: "cpu",
    cache,
    signal: controller.signal,
    onProgress: ({ stage }) => stage === "downloading" && controller.abort(new Error("enough")),
  });
  await expect(running).rejects.toThrow("enough");
  expect(await readdir(join(cache, "runtime"))).toEqual([]);
});

function runtimeName(): string {
  return runtimeFolder("cpu", cache).split(/[\\/]/).at(-1)!;
}
