import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { readSafetensors, saveCheckpoint, writeSafetensors } from "@lukejs/model/node";
import { sharedPath } from "@lukejs/test-kit";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { commands } from "./commands/index.ts";
import { createProgram, runProgram } from "./program.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-cli-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("every command shows what it takes, with an example", async () => {
  const program = createProgram(commands);
  for (const path of leaves(program)) {
    const help = await helpOf(path);
    expect(help, path.join(" ")).toContain(`Usage: luke ${path.join(" ")}`);
    expect(help, path.join(" ")).toMatch(new RegExp(`\nExamples?:\n  .*luke ${path.join(" ")}`));
  }
});

test("an unknown command is misuse", async () => {
  const { code, stderr } = await luke("nosuch");
  expect(code).toBe(2);
  expect(stderr).toContain("unknown command 'nosuch'");
  expectOneError(stderr);
});

test("every command that needs an argument or an option says so as JSON too", async () => {
  for (const path of leaves(createProgram(commands))) {
    const command = path.reduce<Command | undefined>(
      (at, name) => at?.commands.find((child) => child.name() === name),
      createProgram(commands),
    )!;
    const needs =
      command.registeredArguments.some(({ required }) => required) ||
      command.options.some(({ mandatory }) => mandatory);
    if (!needs) continue;
    const written: string[] = [];
    const write = vi
      .spyOn(process.stdout, "write")
      .mockImplementation((text) => written.push(String(text)) > 0);
    const silent = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    await runProgram(createProgram(commands), [...path, "--json"]);
    write.mockRestore();
    silent.mockRestore();
    expect(process.exitCode, path.join(" ")).toBe(2);
    process.exitCode = 0;
    const { error } = JSON.parse(written.join("")) as { error: { code: string; message: string } };
    expect(error, path.join(" ")).toMatchObject({
      code: "CLI000",
      message: expect.stringMatching(/missing|not specified/),
    });
  }
});

test("a missing file is named", async () => {
  const { code, stderr, stdout } = await luke("corpus", "build", "no.xml", "--out", "no", "--json");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^luke: CLI001 .*"no\.xml".*no such file/);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: "CLI001" } });
  expectOneError(stderr);
});

test("a truncated dump fails, and what was read is a valid corpus", async () => {
  const whole = gzipSync(dumpOf(300));
  await writeFile(join(folder, "cut.xml.gz"), whole.subarray(0, Math.floor(whole.length / 2)));
  const { code, stderr } = await luke("corpus", "build", "cut.xml.gz", "--out", "cut");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^luke: COR002 .*"cut\.xml\.gz".*byte \d+/m);
  expectOneError(stderr);
  const corpus = await openCorpus(join(folder, "cut"));
  let pages = 0;
  for await (const { paragraphs } of corpus.pages()) pages += paragraphs.length > 0 ? 1 : 0;
  expect(pages).toBeGreaterThan(0);
  expect(pages).toBeLessThan(300);
});

const wiki = sharedPath("data/wiki/ltgwiki-real.xml.bz2");
test.skipIf(wiki === undefined)("a truncated bz2 is an error, with --keep-going it is a note", async () => {
  const whole = await readFile(wiki!);
  await writeFile(join(folder, "cut.xml.bz2"), whole.subarray(0, 300_000));
  const failed = await luke("corpus", "build", "cut.xml.bz2", "--out", "cut-bz2");
  expect(failed.code).toBe(1);
  expect(failed.stderr).toMatch(/^luke: COR002 .*byte \d+/m);
  const kept = await luke("corpus", "build", "cut.xml.bz2", "--out", "kept", "--keep-going", "--json");
  expect(kept.code).toBe(0);
  expect(JSON.parse(kept.stdout)).toMatchObject({ complete: false });
  expect((await openCorpus(join(folder, "kept"))).metadata.counts.pages).toBeGreaterThan(100);
});

test("a corpus is built in shards and closed when all are there; what it takes is told before", async () => {
  await writeFile(join(folder, "shards.xml"), dumpOf(40));
  const plan = await luke("corpus", "plan", "shards.xml", "--json");
  expect(JSON.parse(plan.stdout)).toMatchObject({ parts: 1, pages: 40, measured: 1 });
  const second = await luke("corpus", "build", "shards.xml", "--out", "shards", "--shard", "2/2", "--json");
  expect(JSON.parse(second.stdout)).toMatchObject({ shard: { index: 1, count: 2 }, parts: 0 });
  const early = await luke("corpus", "finish", "shards");
  expect(early.code).toBe(1);
  expect(early.stderr).toMatch(/^luke: COR009 /m);
  expect((await luke("corpus", "build", "shards.xml", "--out", "shards", "--shard", "1/2")).code).toBe(0);
  const finished = await luke("corpus", "finish", "shards", "--json");
  expect(JSON.parse(finished.stdout)).toMatchObject({ complete: true, counts: { pages: 40 } });
  const unknown = await luke("corpus", "build", "shards.xml", "--out", "shards", "--shard", "auto");
  expect(unknown.code).toBe(2);
});

test("what holds no article, or no text, is said so, and the empty corpus can be had", async () => {
  await writeFile(join(folder, "empty"), "");
  const { code, stderr } = await luke("corpus", "build", "empty", "--out", "of-nothing");
  expect(code).toBe(1);
  expect(stderr).toMatch(/COR019 The corpus "of-nothing" is empty: expected articles in "empty", found 0 /);
  const kept = await luke("corpus", "build", "empty", "--out", "wanted-empty", "--keep-going", "--json");
  expect(JSON.parse(kept.stdout)).toMatchObject({ counts: { pages: 0 } });

  const untrained = await luke("tokenizer", "train", "empty", "--out", "untrained");
  expect(untrained.code).toBe(1);
  expect(untrained.stderr).toMatch(/CLI032 .* on empty: .* no pair of characters that occurs 2 times/);
  const small = await luke("tokenizer", "train", "empty", "--size", "5", "--out", "untrained");
  expect(small.code).toBe(2);
  expect(small.stderr).toMatch(/'5' is invalid\. expected a whole number of at least 261/);
});

test("a file that is no MediaWiki dump is no corpus", async () => {
  await writeFile(join(folder, "page.xml"), "<html><body>Lisbon</body></html>");
  const { code, stderr } = await luke("corpus", "build", "page.xml", "--out", "html");
  expect(code).toBe(1);
  expect(stderr).toMatch(/^luke: COR003 .*"page\.xml".*expected a MediaWiki export.*found "<html>/);
  expectOneError(stderr);
  await expect(openCorpus(join(folder, "html"))).rejects.toThrow(/holds no readable corpus\.json/);
});

test("an unknown key in a run config is misuse, and the known ones are listed", async () => {
  await writeFile(join(folder, "run.json"), '{ "out": "run", "learningRat": 1 }');
  const { code, stderr } = await luke("pretrain", "run.json");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^luke: CLI002 .*"run\.json".*"learningRat"/);
  expect(stderr).toMatch(/hint: Known settings: .*batchSize/);
  expectOneError(stderr);
});

test("a dataset row without a field is named by file, row and field", async () => {
  const rows = [
    { sent: "Rome fell.", start: 0, end: 4, labels: ["place"] },
    { sent: "Rome fell.", start: 0, end: 4 },
  ];
  await writeFile(join(folder, "gold.json"), JSON.stringify(rows));
  await writeFile(join(folder, "found.json"), '[["place"], []]');
  const files = ["--gold", "gold.json", "--predictions", "found.json"];
  const { code, stderr } = await luke("score", "entity-typing", ...files);
  expect(code).toBe(1);
  expect(stderr).toMatch(/^luke: TSK201 .*"gold\.json": row 2 \(line 1, column \d+\): "labels"/);
  expectOneError(stderr);

  await writeFile(join(folder, "gold.json"), JSON.stringify(rows.slice(0, 1)));
  const uneven = await luke("score", "entity-typing", ...files);
  expect(uneven.code).toBe(1);
  expect(uneven.stderr).toMatch(/^luke: CLI013 .*"found\.json": it holds 2 predictions, the gold data has 1/);

  await writeFile(join(folder, "found.json"), '[["place", "city"]]');
  const scored = await luke("score", "entity-typing", ...files, "--json");
  expect(JSON.parse(scored.stdout)).toMatchObject({ micro: { precision: 0.5, recall: 1 } });
});

test("a checkpoint of other dimensions names the tensors; a right one runs and converts", async () => {
  const model = join(folder, "model");
  await writeTinyModel(model);
  const ids = { dtype: "int32", shape: [1, 3], values: Int32Array.of(0, 5, 2) } as const;
  await writeSafetensors(join(folder, "in.safetensors"), new Map([["input_ids", ids]]));
  const files = ["--inputs", "in.safetensors", "--out", "out.safetensors"];
  const converted = await luke("convert", "model", "copy");
  expect(converted).toMatchObject({ code: 0, stderr: "" });
  const ran = await luke("forward", "--model", "copy", ...files, "--json");
  expect(ran).toMatchObject({ code: 0, stderr: "" });
  const { tensors } = await readSafetensors(join(folder, "out.safetensors"));
  expect(tensors.get("last_hidden_state")?.shape).toEqual([1, 3, lukeTiny.hiddenSize]);

  const config = JSON.parse(await readFile(join(model, "config.json"), "utf8"));
  await writeFile(join(model, "config.json"), JSON.stringify({ ...config, intermediate_size: 77 }));
  const wrong = await luke("forward", "--model", "model", ...files);
  expect(wrong.code).toBe(1);
  expect(wrong.stderr).toMatch(/^luke: MOD005 .*another shape.*\n.*found \[.*\], expected \[77/);
  expectOneError(wrong.stderr);

  await writeSafetensors(join(folder, "other.safetensors"), new Map([["inputids", ids]]));
  const unknown = await luke("forward", "--model", "copy", "--inputs", "other.safetensors", "--out", "x");
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toMatch(/^luke: CLI011 .*"inputids"/);
});

test("a reader that stops early ends the program in silence", async () => {
  await writeFile(join(folder, "long.xml"), dumpOf(400));
  expect(await luke("corpus", "build", "long.xml", "--out", "long", "--quiet")).toMatchObject({ code: 0 });
  const { code, stderr } = await start(["corpus", "show", "long"], (child) => {
    child.stdout.once("data", () => child.stdout.destroy());
  });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The program from source, in the folder of this test. */
function luke(...args: string[]): Promise<Ended> {
  return start(args);
}

function start(
  args: readonly string[],
  onStart: (child: ReturnType<typeof spawnLuke>) => void = () => {},
): Promise<Ended> {
  const child = spawnLuke(args);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  onStart(child);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, stdout, stderr })));
}

function spawnLuke(args: readonly string[]) {
  const bin = fileURLToPath(new URL("./bin.ts", import.meta.url));
  const tsx = import.meta.resolve("tsx");
  return spawn(process.execPath, ["--conditions=@lukejs/source", "--import", tsx, bin, ...args], {
    cwd: folder,
    env: { ...process.env, LUKE_BACKEND: "cpu" },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** One error, without the stack of the program. */
function expectOneError(stderr: string): void {
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(stderr.match(/^(luke: [A-Z]{3}\d{3}|error:)/gm)).toHaveLength(1);
}

function leaves(command: Command, path: readonly string[] = []): string[][] {
  if (command.commands.length === 0) return [[...path]];
  return command.commands.flatMap((child) => leaves(child, [...path, child.name()]));
}

async function helpOf(path: readonly string[]): Promise<string> {
  const program = createProgram(commands);
  let text = "";
  const listen = (command: Command): void => {
    command.configureOutput({
      writeOut: (part) => {
        text += part;
      },
    });
    command.commands.forEach(listen);
  };
  listen(program);
  await runProgram(program, [...path, "--help"]);
  expect(process.exitCode ?? 0).toBe(0);
  return text;
}

async function writeTinyModel(path: string): Promise<void> {
  await useBackend("cpu");
  const random = new Random(1);
  const architecture = "LukeModel";
  const params = createLukeParams(lukeTiny, random);
  const headParams = createHeadParams(lukeTiny, architecture, random);
  await saveCheckpoint(path, { config: lukeTiny, architecture, params, headParams });
  disposeParameters(params);
  disposeParameters(headParams);
}

/** A dump of so many pages, hardly compressible. */
function dumpOf(pages: number): string {
  const random = new Random(7);
  const word = (): string => random.nextUint32().toString(36);
  const words = (count: number): string => Array.from({ length: count }, word).join(" ");
  const page = (_: unknown, i: number): string =>
    `<page><title>Page ${i}</title><ns>0</ns><id>${i + 1}</id><revision><id>${i + 1}</id>` +
    `<text xml:space="preserve">${words(100)} [[Page ${(i * 7) % pages}]] ${words(100)}.</text></revision></page>`;
  return (
    '<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="en">\n' +
    "<siteinfo><sitename>Test</sitename><dbname>testwiki</dbname><case>first-letter</case>" +
    '<namespaces><namespace key="0" /></namespaces></siteinfo>\n' +
    `${Array.from({ length: pages }, page).join("\n")}\n</mediawiki>\n`
  );
}

test("an upload without a token says what is missing, before anything is sent", async () => {
  vi.stubEnv("HF_TOKEN", "");
  const { code, stderr } = await luke("upload", "nowhere", "you/model", "--hub", "http://127.0.0.1:9");
  vi.unstubAllEnvs();
  expect(code).toBe(2);
  expect(stderr).toMatch(/HF_TOKEN is not set.*CLI020|CLI020.*HF_TOKEN is not set/s);
  expect(stderr).not.toMatch(/\n\s+at /);
});
