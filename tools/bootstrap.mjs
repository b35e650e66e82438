/**
 * Makes a fresh clone ready with nothing but Node ≥ 20 and npm: pnpm at the pinned version, the dependencies, and on
 * request the native runtime. What is in place is skipped; nothing is installed outside this folder but the runtime,
 * which goes to the per-user cache. Everything it says goes to stderr.
 */
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const toolsFolder = join(root, ".tools");
const localPnpm = join(toolsFolder, "node_modules", "pnpm");
const stampFile = join(root, "node_modules", ".lukejs-stamp");

/**
 * Brings the clone up to date and answers the environment for what runs in it.
 * With `runtime`, the native runtime is prepared too; without python or a compiler wasm serves instead.
 * With `pnpm`, what runs there finds pnpm on PATH.
 */
export function bootstrap({ runtime = false, pnpm: needsPnpm = false } = {}) {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    fail(`this is Node ${process.versions.node}, but Node 20 or later is needed`);
  }
  const environment = { ...process.env };
  environment.LUKE_SETUP_COMMAND ??= "npm run luke -- setup";
  if (existsSync(localPnpm)) prependToPath(environment, join(toolsFolder, "node_modules", ".bin"));
  const stamp = stampOfDependencies();
  const outdated = readStamp() !== stamp;
  const pnpm = outdated || needsPnpm ? findPnpm(environment) : undefined;
  if (outdated) {
    say("installing the dependencies");
    // stdout belongs to the command that follows.
    const { status } = spawnSync(pnpm.command, [...pnpm.args, "install", "--frozen-lockfile"], {
      cwd: root,
      env: environment,
      stdio: ["ignore", 2, 2],
      shell: pnpm.shell,
    });
    if (status !== 0) fail("pnpm could not install the dependencies");
    writeFileSync(stampFile, stamp);
  }
  if (runtime) {
    // It says itself what it does and what is missing; without it, wasm serves.
    spawnSync(process.execPath, [...sourceFlags(), join(root, "tools", "set-up-runtime.ts")], {
      cwd: root,
      env: environment,
      stdio: ["ignore", 2, 2],
    });
  }
  return environment;
}

/** Flags with which node runs TypeScript of this repository, siblings resolved from source. */
export function sourceFlags() {
  const tsx = createRequire(join(root, "package.json")).resolve("tsx");
  return ["--conditions=@lukejs/source", "--import", pathToFileURL(tsx).href];
}

/** Runs node with this terminal's streams; resolves to its exit code, as a shell would see it. */
export function runNode(args, environment, cwd = process.cwd()) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env: environment, stdio: "inherit" });
    // Ctrl-C on a terminal reaches the child by itself; passing it on would make it two.
    const onTerminal = process.stdin.isTTY || process.stdout.isTTY || process.stderr.isTTY;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
      process.on(signal, () => {
        if (!(onTerminal && signal === "SIGINT")) child.kill(signal);
      });
    }
    child.on("error", (error) => {
      say(error.message);
      resolve(1);
    });
    child.on("exit", (code, signal) => resolve(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

/** Where the user stands: npm changes to the root of the clone, but remembers. */
export function userFolder() {
  const byNpm = ["luke", "start"].includes(process.env.npm_lifecycle_event ?? "");
  return (byNpm && process.env.INIT_CWD) || process.cwd();
}

/** Lockfile, workspace and every manifest: when none of them changed, node_modules is right. */
function stampOfDependencies() {
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", ".npmrc", "package.json"];
  for (const parent of ["packages", "apps"]) {
    for (const name of readdirSync(join(root, parent)).sort()) files.push(`${parent}/${name}/package.json`);
  }
  for (const name of ["examples", "benchmarks"]) files.push(`${name}/package.json`);
  const digest = createHash("sha256");
  for (const file of files) {
    const path = join(root, file);
    if (existsSync(path)) digest.update(file).update(readFileSync(path));
  }
  return digest.digest("hex");
}

function readStamp() {
  try {
    return readFileSync(stampFile, "utf8");
  } catch {
    return undefined;
  }
}

/** pnpm at the version of package.json's packageManager: the one on PATH, or one that npm puts into .tools. */
function findPnpm(environment) {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const wanted = packageManager.replace(/^pnpm@/, "").replace(/\+.*/, "");
  const shell = process.platform === "win32";
  const local = () => ({
    command: process.execPath,
    args: [join(localPnpm, "bin", "pnpm.cjs")],
    shell: false,
  });
  if (installedPnpm() === wanted) return local();
  // Outside this folder: inside it, a pnpm of another version would fetch the pinned one to answer.
  const onPath = spawnSync("pnpm", ["--version"], {
    cwd: dirname(root),
    encoding: "utf8",
    shell,
    env: process.env,
  });
  if (onPath.status === 0 && onPath.stdout.trim() === wanted) return { command: "pnpm", args: [], shell };
  say(`fetching pnpm ${wanted} into .tools`);
  mkdirSync(toolsFolder, { recursive: true });
  writeFileSync(join(toolsFolder, "package.json"), '{ "private": true }\n');
  const { status } = spawnSync(
    "npm",
    ["install", `pnpm@${wanted}`, "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"],
    { cwd: toolsFolder, env: withoutNpmSettings(process.env), stdio: ["ignore", 2, 2], shell },
  );
  if (status !== 0 || installedPnpm() !== wanted) fail(`npm could not install pnpm ${wanted}`);
  prependToPath(environment, join(toolsFolder, "node_modules", ".bin"));
  return local();
}

function installedPnpm() {
  try {
    return JSON.parse(readFileSync(join(localPnpm, "package.json"), "utf8")).version;
  } catch {
    return undefined;
  }
}

/** An npm started by npm takes over the outer one's folder unless these are gone. */
function withoutNpmSettings(environment) {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^npm_config_(local_prefix|prefix|workspace)/i.test(name),
    ),
  );
}

function prependToPath(environment, folder) {
  const name = Object.keys(environment).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  environment[name] = [folder, environment[name]].filter(Boolean).join(delimiter);
}

function say(text) {
  process.stderr.write(`luke: ${text}\n`);
}

function fail(text) {
  say(text);
  process.exit(1);
}
