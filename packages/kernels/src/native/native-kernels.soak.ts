import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildOpLibrary, readRuntime, runtimeFolder } from "@lukejs/backend";
import { describe, expect, test } from "vitest";
import { opLibrarySources } from "./op-library-sources.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const tests = [
  "packages/kernels/src/native/native-kernels.test.ts",
  "packages/kernels/src/native/op-library-misuse.test.ts",
  "packages/kernels/src/linear/linear-int8.test.ts",
  "packages/attention/src/sequence-attention-native.test.ts",
];
const runtime = readRuntime("cpu");

/** A cache whose runtime is the user's, but for the ops. */
async function cacheWithOwnOps(): Promise<string> {
  const cache = await mkdtemp(join(tmpdir(), "luke-soak-"));
  const folder = runtimeFolder("cpu", cache);
  await mkdir(folder, { recursive: true });
  for (const name of await readdir(runtime!.folder)) {
    if (name !== "ops") await symlink(join(runtime!.folder, name), join(folder, name));
  }
  return cache;
}

function runTests(environment: NodeJS.ProcessEnv): {
  readonly status: number | null;
  readonly output: string;
} {
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const { status, stdout, stderr } = spawnSync(process.execPath, [vitest, "run", ...tests], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, ...environment },
  });
  // Skipped tests would pass too.
  return { status: /\bskipped\b/.test(stdout) ? 1 : status, output: `${stdout}\n${stderr}`.slice(-4000) };
}

describe.skipIf(runtime === undefined)("the op library", () => {
  test.skipIf(process.platform !== "linux")("built with sanitizers, passes its tests", async () => {
    const cache = await cacheWithOwnOps();
    const sanitized = readRuntime("cpu", cache)!;
    const outcome = await buildOpLibrary(sanitized, opLibrarySources(), {
      extraFlags: ["-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
    });
    expect(outcome).toEqual({ name: "luke_kernels", state: "ready" });
    const runtimes = ["libasan.so", "libubsan.so"].map((name) =>
      execFileSync("g++", [`-print-file-name=${name}`], { encoding: "utf8" }).trim(),
    );
    const { status, output } = runTests({
      LUKE_CACHE: cache,
      LD_PRELOAD: runtimes.join(" "),
      // V8 and TensorFlow free what they hold at the end as it suits them.
      ASAN_OPTIONS: "detect_leaks=0:abort_on_error=0",
      UBSAN_OPTIONS: "print_stacktrace=1",
    });
    expect(status, output).toBe(0);
    await rm(cache, { recursive: true });
  });

  test.each(["avx2", "baseline"])("passes its tests on processors with %s only", (instructions) => {
    const { status, output } = runTests({ LUKE_INSTRUCTIONS: instructions });
    expect(status, output).toBe(0);
  });

  test("passes its tests on one thread and on five", () => {
    for (const threads of ["1", "5"]) {
      const { status, output } = runTests({ TF_NUM_INTRAOP_THREADS: threads });
      expect(status, output).toBe(0);
    }
  });
});
