import { spawnSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { buildOpLibrary } from "./build-op-library.ts";
import { loadOpLibrary, type OpLibrarySources, opLibraryFile } from "./op-library.ts";
import { newManifest, type Runtime } from "./runtime-manifest.ts";

let runtime: Runtime;
let sources: OpLibrarySources;

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-runtime-"));
  runtime = {
    folder,
    manifest: newManifest({
      ...{ device: "cpu", tensorflow: "2.21.0", binding: "4.22.0", files: [], created: "" },
      wheel: { name: "x.whl", bytes: 1, sha256: "00" },
    }),
    includeFolder: join(folder, "deps", "include"),
    libraryFolder: join(folder, "deps", "lib"),
  };
  await mkdir(join(folder, "source"));
  sources = {
    name: "ops",
    key: "0123",
    folder: join(folder, "source"),
    units: [
      { file: "a.cc", flags: ["-DA"] },
      { file: "b.cc", flags: [], arch: "none" },
    ],
  };
});

/** A compiler that says what it was given and, unless it fails, leaves the file that `-o` names. */
async function compiler(script: string): Promise<NodeJS.ProcessEnv> {
  const path = join(runtime.folder, "compiler");
  await writeFile(
    path,
    `#!/bin/sh\necho "$*" >> "${runtime.folder}/calls"\n${script}\nwhile [ "$1" != "-o" ]; do shift; done\necho built > "$2"\n`,
  );
  await chmod(path, 0o755);
  return { PATH: process.env["PATH"], CXX: path };
}

test("units for this processor are compiled and linked into a file named by the key, once", async () => {
  const environment = await compiler("");
  expect(await buildOpLibrary(runtime, sources, { environment })).toEqual({ name: "ops", state: "ready" });
  expect(await readdir(join(runtime.folder, "ops"))).toEqual(["ops-0123.node"]);
  expect(await buildOpLibrary(runtime, sources, { environment: {} })).toEqual({
    name: "ops",
    state: "ready",
  });
});

test("without a compiler the outcome says so, and so does loading", async () => {
  const outcome = await buildOpLibrary(runtime, sources, { environment: { PATH: "" } });
  expect(outcome).toMatchObject({ state: "failed", reason: expect.stringContaining("no C++ compiler") });
  const { missing } = loadOpLibrary(runtime, "ops", "0123") as { missing: string };
  expect(missing).toMatch(/build failed: this machine has no C\+\+ compiler/);
});

test("a failed compilation is an outcome with the compiler's line, and all of it is kept", async () => {
  const environment = await compiler('echo "a.cc:1: error: no such thing" >&2; exit 1');
  const outcome = await buildOpLibrary(runtime, sources, { environment });
  expect(outcome).toEqual({ name: "ops", state: "failed", reason: "a.cc:1: error: no such thing" });
  expect(await readdir(join(runtime.folder, "ops"))).toEqual(["ops-0123.node.log"]);
  // A later set-up tries again.
  expect(await buildOpLibrary(runtime, sources, { environment: await compiler("") })).toMatchObject({
    state: "ready",
  });
  expect(await readdir(join(runtime.folder, "ops"))).toEqual(["ops-0123.node"]);
});

test("a library that was never built, or that is none, is missing with a reason", async () => {
  expect(loadOpLibrary(runtime, "ops", "0123")).toMatchObject({
    missing: expect.stringContaining("not built for this runtime yet"),
  });
  await mkdir(join(runtime.folder, "ops"));
  await writeFile(opLibraryFile(runtime, sources), "not a library");
  expect(loadOpLibrary(runtime, "ops", "0123")).toMatchObject({
    missing: expect.stringContaining("does not load"),
  });
});

const hasCompiler = spawnSync("g++", ["--version"]).status === 0;

test.skipIf(!hasCompiler)(
  "a library for another TensorFlow is missing with a reason, and is never called",
  async () => {
    const source = join(runtime.folder, "source", "other.cc");
    await writeFile(
      source,
      `extern "C" void TF_FunctionOfAnotherRelease();
    extern "C" void* napi_register_module_v1(void*, void* exports) { TF_FunctionOfAnotherRelease(); return exports; }`,
    );
    await mkdir(join(runtime.folder, "ops"));
    const file = opLibraryFile(runtime, sources);
    expect(spawnSync("g++", ["-shared", "-fPIC", source, "-o", file]).status).toBe(0);
    expect(loadOpLibrary(runtime, "ops", "0123")).toMatchObject({
      missing: expect.stringMatching(/does not load: .*TF_FunctionOfAnotherRelease.*; run ".*setup --force"/),
    });
  },
);
