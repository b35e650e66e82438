import { copyFile, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runFailed } from "./errors.ts";
import type { BuildTools } from "./find-tools.ts";
import { reasonOf, runProgram } from "./run-program.ts";

/** Beside the sources, which are published with what is compiled from them. */
const native = fileURLToPath(new URL("../src/native/", import.meta.url));

/**
 * Builds `lib/tfjs_binding.node` in `folder` with node-gyp from `folder/binding`, against the headers and libraries in
 * `folder/deps`, and `lib/quiet_stderr.node` beside it. The sources and the intermediate files are removed.
 *
 * What the build printed is kept in the file `log` if it fails.
 *
 * @throws LukeError BCK005
 */
export async function buildBinding(
  tools: BuildTools,
  folder: string,
  log: string,
  signal?: AbortSignal,
): Promise<void> {
  const present = new Set(await readdir(join(folder, "deps", "lib")));
  const suffix = process.platform === "darwin" ? ".2.dylib" : ".so.2";
  for (const library of [`libtensorflow_cc${suffix}`, `libtensorflow_framework${suffix}`]) {
    if (!present.has(library)) throw runFailed("build the binding", `the wheel holds no ${library}`);
  }
  for (const file of ["binding.gyp", "quiet_stderr.cc"])
    await copyFile(join(native, file), join(folder, file));
  const outcome = await runProgram(
    process.execPath,
    [
      tools.nodeGyp,
      "rebuild",
      `--python=${tools.python}`,
      ...(tools.nodeFolder === undefined ? [] : [`--nodedir=${tools.nodeFolder}`]),
    ],
    {
      cwd: folder,
      environment: { ...process.env, CXX: tools.compiler, MAKE: tools.make, npm_config_jobs: "max" },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  if (outcome.code !== 0) {
    await writeFile(log, `${outcome.stdout}\n${outcome.stderr}`);
    throw runFailed("build the binding", reasonOf(outcome), log);
  }
  await mkdir(join(folder, "lib"));
  for (const name of ["tfjs_binding.node", "quiet_stderr.node"]) {
    await rename(join(folder, "build", "Release", name), join(folder, "lib", name));
  }
  for (const part of ["build", "binding", "binding.gyp", "quiet_stderr.cc"]) {
    await rm(join(folder, part), { recursive: true, force: true });
  }
  await rm(log, { force: true });
}
