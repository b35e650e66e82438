import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commands } from "./commands/index.ts";
import { createProgram, runProgram } from "./program.ts";

const towns = ["Oslo", "Lisbon", "Rome", "Quito", "Hanoi", "Accra", "Turin", "Lima"];
const page = (title: string, i: number): string => {
  const other = (by: number): string => `[[${towns[(i + by) % towns.length]}]]`;
  const text = `'''${title}''' is a town north of ${other(1)} and south of ${other(3)}.\n\nThe road to ${other(2)} is long and leads through the hills.`;
  return `<page><title>${title}</title><ns>0</ns><id>${i + 1}</id><revision><id>${i + 1}</id><text xml:space="preserve">${text}</text></revision></page>`;
};
const dump = `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">
<siteinfo><sitename>Test</sitename><dbname>testwiki</dbname><case>first-letter</case><namespaces><namespace key="0" /></namespaces></siteinfo>
${towns.map(page).join("\n")}
</mediawiki>`;
const typing = [
  { sent: "Ann Lee was born in Oslo .", start: 0, end: 7, labels: ["person"] },
  { sent: "Ann Lee was born in Oslo .", start: 20, end: 24, labels: ["place"] },
];

/** What needs the network, a long time or standard input, and is tested with `--json` elsewhere or not at all. */
const elsewhere = ["setup", "upload", "demo", "experiments", "encode", "forward"];

/** One road through all commands, in an order in which each finds what it reads; what its result holds, or its lines. */
const road: readonly (readonly [command: string, argv: readonly string[], holds: object | "lines"])[] = [
  ["doctor", [], { backend: expect.anything() }],
  ["completion", ["bash"], { shell: "bash", script: expect.any(String) }],
  ["schema", ["finetune"], { properties: expect.anything() }],
  ["init", ["project", "--task", "entity-typing"], { files: expect.any(Array) }],
  ["corpus plan", ["dump.xml", "--seconds", "1"], { pages: towns.length }],
  ["corpus build", ["dump.xml", "--out", "corpus", "--workers", "1"], { complete: true }],
  ["corpus build", ["dump.xml", "--out", "parts", "--shard", "1/1"], { shard: { index: 0, count: 1 } }],
  ["corpus finish", ["parts"], { complete: true }],
  ["corpus stats", ["corpus"], { counts: { pages: towns.length } }],
  ["corpus show", ["corpus"], "lines"],
  ["vocab build", ["corpus", "--out", "entities.jsonl", "--language", "en"], { size: towns.length + 3 }],
  ["vocab search", ["entities.jsonl", "osl"], [expect.objectContaining({ title: "Oslo" })]],
  ["vocab export", ["entities.jsonl", "--out", "entities.json"], { size: towns.length + 3 }],
  ["vocab merge", ["entities.jsonl", "--sitelinks", "wikidata.json", "--out", "all.jsonl"], {}],
  ["mentions build", ["corpus", "--out", "mentions"], { names: towns.length }],
  ["mentions lookup", ["mentions", "Oslo"], [expect.objectContaining({ title: "Oslo", prior: 1 })]],
  ["mentions annotate", ["mentions", "text.txt"], "lines"],
  ["tokenizer train", ["corpus", "--size", "300", "--out", "tokenizer"], { vocabSize: 300 }],
  [
    "examples build",
    [
      "corpus",
      "--vocab",
      "entities.jsonl",
      "--tokenizer",
      "tokenizer",
      "--out",
      "examples",
      "--workers",
      "1",
    ],
    {},
  ],
  ["pretrain", ["pretrain.json"], { steps: 2 }],
  ["inspect", ["pretrained/model"], {}],
  ["convert", ["pretrained/model", "half", "--dtype", "float16"], {}],
  ["validate", ["entity-typing", "typing.json"], {}],
  ["finetune", ["entity-typing", "finetune.json"], { steps: expect.any(Number) }],
  [
    "search",
    ["entity-typing", "finetune.json", "--set", "out=searched", "--grid", "learningRate=0.001,0.01"],
    {},
  ],
  ["evaluate", ["entity-typing", "--model", "typed/model", "--data", "typing.json"], {}],
  ["predict", ["entity-typing", "lines.jsonl", "--model", "typed/model"], "lines"],
  ["score", ["entity-typing", "--gold", "typing.json", "--predictions", "found.json"], { micro: {} }],
  ["report", ["typed"], {}],
  ["reproduce", ["--table", "6", "--dry-run"], {}],
];

let folder = "";
const home = process.cwd();
beforeAll(async () => {
  vi.stubEnv("LUKE_BACKEND", "wasm");
  folder = await mkdtemp(join(tmpdir(), "luke-json-"));
  const write = (name: string, value: unknown): Promise<void> =>
    writeFile(join(folder, name), typeof value === "string" ? value : JSON.stringify(value));
  await write("dump.xml", dump);
  await write("wikidata.json", '{"id":"Q585","sitelinks":{"enwiki":{"site":"enwiki","title":"Oslo"}}}\n');
  await write("text.txt", "From Oslo to Rome.\nNowhere.\n");
  await write("typing.json", typing);
  await write("found.json", [["person"], ["place"]]);
  await write("lines.jsonl", '{"text": "Ann Lee was born in Oslo.", "start": 0, "end": 7}\n');
  const model = { numLayers: 1, hiddenSize: 16, numHeads: 2, intermediateSize: 32, entityEmbeddingSize: 8 };
  await write("pretrain.json", {
    ...{ examples: "examples", tokenizer: "tokenizer", entityVocab: "entities.jsonl", out: "pretrained" },
    ...{ model, batchSize: 2, run: { maskingWorkers: 0, peakTeraflops: 1 } },
    stages: [{ name: "all", steps: 2, learningRate: 1e-3 }],
  });
  await write("finetune.json", {
    ...{ model: "pretrained/model", train: "typing.json", dev: "typing.json", out: "typed" },
    ...{ batchSize: 2, learningRate: 0.01, epochs: 2 },
  });
  process.chdir(folder);
});
afterAll(async () => {
  process.chdir(home);
  process.exitCode = 0;
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

test.each(road)("luke %s %j --json prints its result and nothing else", async (command, argv, holds) => {
  const { stdout, stderr } = await luke(...command.split(" "), ...argv);
  expect(process.exitCode, stdout + stderr).toBe(0);
  if (holds === "lines") {
    const lines = stdout.trimEnd().split("\n");
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) expect(JSON.parse(line)).toBeTypeOf("object");
  } else {
    expect(stdout.match(/\n/g)).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject(holds);
  }
  expect(stderr).toBe("");
});

test("the road passes every command", () => {
  const passed = new Set([...road.map(([command]) => command), ...elsewhere]);
  expect(leaves(createProgram(commands)).filter((command) => !passed.has(command))).toEqual([]);
});

/** Runs the command line; what it wrote to the two streams. */
async function luke(...argv: string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const out = vi.spyOn(process.stdout, "write").mockImplementation(() => true);
  const errors = vi.spyOn(process.stderr, "write").mockImplementation(() => true);
  process.exitCode = 0;
  try {
    await runProgram(createProgram(commands), ["--json", ...argv]);
    const text = (calls: readonly (readonly unknown[])[]): string =>
      calls.map(([part]) => String(part)).join("");
    return { stdout: text(out.mock.calls), stderr: text(errors.mock.calls) };
  } finally {
    out.mockRestore();
    errors.mockRestore();
  }
}

function leaves(command: Command, path: readonly string[] = []): string[] {
  if (command.commands.length === 0) return [path.join(" ")];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}
