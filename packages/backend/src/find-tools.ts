import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findProgram } from "./find-program.ts";
import { runProgram } from "./run-program.ts";

/** What set-up works with; all of it is found before anything is downloaded. */
export interface Tools {
  readonly python: string;
  /** npm's `npm-cli.js`. */
  readonly npm: string;
  /** Absent where something of it is missing; a prebuilt package makes up for it. */
  readonly build: BuildTools | undefined;
}

/** What compiles the binding. */
export interface BuildTools {
  readonly python: string;
  readonly compiler: string;
  readonly make: string;
  /** The copy inside npm. */
  readonly nodeGyp: string;
  /** A folder with `include/node` of the running Node, if one is at hand: nothing has to be downloaded then. */
  readonly nodeFolder: string | undefined;
}

/** What a lookup on PATH already tells; starts no process. Where a prebuilt package is at hand nothing has to be compiled. */
export function missingTools(
  environment: NodeJS.ProcessEnv = process.env,
  { compile = true }: { readonly compile?: boolean } = {},
): string[] {
  const missing: string[] = [];
  if (process.platform === "win32") missing.push("Linux or macOS (on Windows: WSL)");
  if (findPythons(environment).length === 0) missing.push("python 3 with pip");
  if (compile && findCompiler(environment) === undefined) missing.push("a C++ compiler (g++ or clang++)");
  if (compile && findProgram(["make", "gmake"], environment) === undefined) missing.push("make");
  if (findNpm(environment) === undefined) missing.push("npm");
  return missing;
}

/** Finds every tool and makes sure that python has pip; what is missing comes back by name. */
export async function findTools(
  environment: NodeJS.ProcessEnv = process.env,
  { compile = true }: { readonly compile?: boolean } = {},
): Promise<{ readonly tools?: Tools; readonly missing: readonly string[] }> {
  const missing = missingTools(environment, { compile });
  const python = await findPythonWithPip(environment);
  if (python === undefined && !missing.some((name) => name.startsWith("python")))
    missing.push("pip for python 3");
  const npm = findNpm(environment);
  const nodeGyp = npm === undefined ? undefined : findNodeGyp(npm);
  if (compile && npm !== undefined && nodeGyp === undefined) missing.push("node-gyp (part of npm)");
  const compiler = findCompiler(environment);
  const make = findProgram(["make", "gmake"], environment);
  if (missing.length > 0 || !python || !npm) return { missing };
  if (!nodeGyp || !compiler || !make) return { tools: { python, npm, build: undefined }, missing };
  const nodeFolder = await findNodeFolder(npm, environment);
  return { tools: { python, npm, build: { python, compiler, make, nodeGyp, nodeFolder } }, missing };
}

function findPythons(environment: NodeJS.ProcessEnv): string[] {
  return ["python3", "python"].flatMap((name) => findProgram([name], environment) ?? []);
}

async function findPythonWithPip(environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  for (const python of findPythons(environment)) {
    const check = "import sys, pip; sys.exit(sys.version_info < (3, 8))";
    const { code } = await runProgram(python, ["-c", check], { environment });
    if (code === 0) return python;
  }
  return undefined;
}

/** CXX, or the first of g++, clang++ and c++ on PATH. */
export function findCompiler(environment: NodeJS.ProcessEnv): string | undefined {
  const named = environment["CXX"];
  return findProgram(named ? [named, "g++", "clang++", "c++"] : ["g++", "clang++", "c++"], environment);
}

/** npm comes with Node, or stands on PATH. */
function findNpm(environment: NodeJS.ProcessEnv): string | undefined {
  const onPath = findProgram(["npm"], environment);
  const beside = join(
    dirname(realpathSync(process.execPath)),
    "..",
    "lib",
    "node_modules",
    "npm",
    "bin",
    "npm-cli.js",
  );
  const candidates = [onPath === undefined ? undefined : realpathSync(onPath), beside];
  return candidates.find((path) => path?.endsWith("npm-cli.js") && existsSync(path));
}

function findNodeGyp(npm: string): string | undefined {
  try {
    return createRequire(npm).resolve("node-gyp/bin/node-gyp.js");
  } catch {
    return undefined;
  }
}

async function findNodeFolder(npm: string, environment: NodeJS.ProcessEnv): Promise<string | undefined> {
  const beside = join(dirname(realpathSync(process.execPath)), "..");
  if (hasHeaders(beside)) return beside;
  const named =
    environment["npm_config_nodedir"] ??
    (await runProgram(process.execPath, [npm, "config", "get", "nodedir"], { environment })).stdout.trim();
  return named !== "" && named !== "undefined" && hasHeaders(named) ? named : undefined;
}

/** Whether the folder holds the headers of the Node that runs. */
function hasHeaders(folder: string): boolean {
  try {
    const text = readFileSync(join(folder, "include", "node", "node_version.h"), "utf8");
    const part = (name: string): string | undefined =>
      new RegExp(`define NODE_${name}_VERSION (\\d+)`).exec(text)?.[1];
    return `${part("MAJOR")}.${part("MINOR")}.${part("PATCH")}` === process.versions.node;
  } catch {
    return false;
  }
}
