/**
 * What a user's install costs, from the built packages: size and dependencies of @lukejs/tokenizer, size of @lukejs/luke
 * with its wasm backend, and the time from an empty folder to the first prediction with a local model, with an empty npm
 * cache; and that CommonJS programs can use the packages, or are told how.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { root, sourceFlags } from "./bootstrap.mjs";
import {
  folderBytes,
  installPackages,
  packPackages,
  predictionProgram,
  randomModelProgram,
} from "./install-tarballs.mjs";

const limits = { tokenizerBytes: 1e6, tokenizerDependencies: 1, lukeBytes: 80e6, firstPredictionSeconds: 60 };
const work = mkdtempSync(join(tmpdir(), "lukejs-installs-"));
const run = promisify(execFile);
const environment = { ...process.env, LUKE_BACKEND: "wasm" };

try {
  const tarballs = await packPackages(join(work, "tarballs"), ["luke", "tokenizer"]);

  const tokenizer = join(work, "tokenizer");
  await installPackages(tokenizer, tarballs, ["@lukejs/tokenizer"]);
  const installed = join(tokenizer, "node_modules");
  const dependencies = packagesIn(installed).filter((name) => name !== "@lukejs/tokenizer");
  report("npm install @lukejs/tokenizer", folderBytes(installed), limits.tokenizerBytes, megabytes);
  report(`its dependencies (${dependencies.join(", ")})`, dependencies.length, limits.tokenizerDependencies);
  await checkCommonJs(tokenizer);

  const model = join(work, "model");
  const source = ["--input-type=module", "-e", randomModelProgram(model)];
  await run(process.execPath, [...sourceFlags(), ...source], {
    cwd: join(root, "examples"),
    env: environment,
  });
  const started = Date.now();
  const luke = join(work, "luke");
  const tfjs = { "@tensorflow/tfjs-core": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };
  await installPackages(luke, tarballs, ["@lukejs/luke"], tfjs, ["--cache", join(work, "cache")]);
  writeFileSync(join(luke, "first.mjs"), predictionProgram(model));
  const { stdout } = await run(process.execPath, ["first.mjs"], { cwd: luke, env: environment });
  const seconds = (Date.now() - started) / 1000;
  const lukeBytes = folderBytes(join(luke, "node_modules"));
  report("npm install @lukejs/luke with the wasm backend", lukeBytes, limits.lukeBytes, megabytes);
  const what = `empty folder and cache to the first prediction (${stdout.trim()})`;
  report(what, seconds, limits.firstPredictionSeconds, (value) => `${value.toFixed(1)} s`);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** require() of an ESM package: Node 20.19 and later answer it; earlier ones say that import() is the way. */
async function checkCommonJs(folder) {
  writeFileSync(
    join(folder, "use.cjs"),
    'const { trainByteLevelBpe } = require("@lukejs/tokenizer"); console.log(typeof trainByteLevelBpe);',
  );
  const { stdout, stderr } = await run(process.execPath, ["use.cjs"], { cwd: folder }).catch(
    (error) => error,
  );
  const told = /ERR_REQUIRE_ESM/.test(stderr) && /dynamic import\(\)/.test(stderr);
  if (stdout.trim() === "function" || told) {
    console.log(
      `installs: require() ${told ? "is refused with the remedy" : "works"} on Node ${process.version}`,
    );
  } else {
    console.error(`installs: require() of @lukejs/tokenizer: ${stdout}${stderr}`);
    process.exitCode = 1;
  }
}

function packagesIn(folder) {
  return readdirSync(folder)
    .filter((name) => !name.startsWith("."))
    .flatMap((name) =>
      name.startsWith("@") ? readdirSync(join(folder, name)).map((inner) => `${name}/${inner}`) : [name],
    );
}

function report(what, found, limit, format = String) {
  const fits = found <= limit;
  (fits ? console.log : console.error)(`installs: ${what}: ${format(found)}, of at most ${format(limit)}`);
  if (!fits) process.exitCode = 1;
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(2)} MB`;
}
