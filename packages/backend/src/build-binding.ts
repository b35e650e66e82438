import { readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runFailed } from "./errors.ts";
import type { Tools } from "./find-tools.ts";
import { reasonOf, runProgram } from "./run-program.ts";

/**
 * Builds `lib/napi-v8/tfjs_binding.node` in `folder` with node-gyp, against the headers and libraries in `folder/deps`.
 *
 * The binding links to "tensorflow"; the wheel exports the C API from libtensorflow_cc, so that name becomes a link.
 *
 * What the build printed is kept in the file `log` if it fails.
 *
 * @throws LukeError BCK005
 */
export async function buildBinding(
  tools: Tools,
  folder: string,
  log: string,
  signal?: AbortSignal,
): Promise<void> {
  const libraries = join(folder, "deps", "lib");
  const [suffix, versioned] = process.platform === "darwin" ? [".dylib", ".2.dylib"] : [".so", ".so.2"];
  const links = {
    [`libtensorflow${suffix}`]: `libtensorflow_cc${versioned}`,
    [`libtensorflow_cc${suffix}`]: `libtensorflow_cc${versioned}`,
    [`libtensorflow_framework${suffix}`]: `libtensorflow_framework${versioned}`,
    ...(process.platform === "darwin" ? { "libtensorflow.2.dylib": "libtensorflow_cc.2.dylib" } : {}),
  };
  const present = new Set(await readdir(libraries));
  for (const library of new Set(Object.values(links))) {
    if (!present.has(library)) throw runFailed("build the binding", `the wheel holds no ${library}`);
  }
  for (const [name, target] of Object.entries(links)) await symlink(target, join(libraries, name));
  const outcome = await runProgram(
    process.execPath,
    [
      tools.nodeGyp,
      "rebuild",
      "--module_name=tfjs_binding",
      `--module_path=${join(folder, "lib", "napi-v8")}`,
      "--napi_build_version=8",
      `--python=${tools.python}`,
      ...(tools.nodeFolder === undefined ? [] : [`--nodedir=${tools.nodeFolder}`]),
    ],
    {
      cwd: folder,
      environment: { ...process.env, CXX: tools.compiler, npm_config_jobs: "max", MAKE: tools.make },
      ...(signal === undefined ? {} : { signal }),
    },
  );
  if (outcome.code !== 0) {
    await writeFile(log, `${outcome.stdout}\n${outcome.stderr}`);
    throw runFailed("build the binding", reasonOf(outcome), log);
  }
  for (const part of ["build", "binding", "binding.gyp"]) {
    await rm(join(folder, part), { recursive: true, force: true });
  }
}
