/** Installs built packages into a folder as a user would: packed by pnpm, installed by npm, siblings from their tarballs. */
import { execFile } from "node:child_process";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./bootstrap.mjs";

const run = promisify(execFile);
const shell = process.platform === "win32";

/** Packs @lukejs/<name> and every sibling it depends on into `folder`: package name → tarball. */
export async function packPackages(folder, names) {
  mkdirSync(folder, { recursive: true });
  const tarballs = {};
  const waiting = [...names];
  while (waiting.length > 0) {
    const name = waiting.shift();
    const full = `@lukejs/${name}`;
    if (tarballs[full] !== undefined) continue;
    const source = ["packages", "apps"].map((parent) => join(root, parent, name)).find(existsSync);
    const { stdout } = await run("pnpm", ["--dir", source, "pack", "--json", "--pack-destination", folder], {
      shell,
    });
    const parsed = JSON.parse(stdout);
    tarballs[full] = (Array.isArray(parsed) ? parsed[0] : parsed).filename;
    const { dependencies = {} } = JSON.parse(readFileSync(join(source, "package.json"), "utf8"));
    for (const dependency of Object.keys(dependencies)) {
      if (dependency.startsWith("@lukejs/")) waiting.push(dependency.slice("@lukejs/".length));
    }
  }
  return tarballs;
}

/** `npm install` of some of the packed packages and of others from the registry, in a new folder. */
export async function installPackages(folder, tarballs, names, others = {}, flags = []) {
  mkdirSync(folder, { recursive: true });
  const wanted = Object.fromEntries(names.map((name) => [name, `file:${tarballs[name]}`]));
  const all = Object.fromEntries(Object.entries(tarballs).map(([name, file]) => [name, `file:${file}`]));
  const manifest = {
    name: "project",
    version: "0.0.0",
    private: true,
    type: "module",
    dependencies: { ...wanted, ...others },
    overrides: all,
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error", ...flags], {
    cwd: folder,
    shell,
  });
}

/** Bytes of all files under a folder. */
export function folderBytes(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    return sum + (entry.isDirectory() ? folderBytes(path) : lstatSync(path).size);
  }, 0);
}

/** A small model with random weights, written from source: what the checks predict with. */
export const randomModelProgram = (folder) => `
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { entityTyping, prepareModel } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";

await useBackend();
const folder = ${JSON.stringify(folder)};
const labels = ["person", "place"];
const task = entityTyping();
const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(["Ann lives in Oslo."], { vocabSize: 300 }));
const config = { ...lukeTiny, vocabSize: tokenizer.vocabSize };
const encoder = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
const model = prepareModel(encoder, tokenizer, task, { labels, random: new Random(2) });
await saveCheckpoint(folder, { ...model, architecture: task.architecture, labels });
await saveTokenizer(tokenizer, folder);
`;

/** What a user's first program looks like; it prints the label's score. */
export const predictionProgram = (model) => `
import { loadPipeline } from "@lukejs/luke";
const typing = await loadPipeline("entity-typing", ${JSON.stringify(model)});
const { text, scores } = await typing({ text: "Ann lives in Oslo.", start: 13, end: 17 });
if (text !== "Oslo" || !(scores[0].score > 0)) throw new Error(JSON.stringify(scores));
console.log(typing.backend, text, scores[0].label, scores[0].score.toFixed(3));
typing.dispose();
`;
