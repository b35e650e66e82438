/** Every option of `luke vocab` and `luke mentions`, on a corpus of a few pages. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMentionTable } from "@lukejs/entity-vocab/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createProgram, runProgram } from "../program.ts";
import { addMentions } from "./mentions.ts";
import { addVocab } from "./vocab.ts";

let folder: string;
let corpus: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-mentions-"));
  corpus = join(folder, "corpus");
  const pages: readonly (readonly [string, string])[] = [
    ["Paris", "Paris is in [[France]]. [[Paris]] and [[City|paris]] are [[Big City|big]]."],
    ["France", "France has [[Paris]], [[Capital|Paris]] and [[Nowhere]]. No paris here, no Paris there."],
    ["City", "A [[City]] in [[France|the Republic of France]]. Paris!"],
    ["Mercury", "{{disambiguation}} [[Paris]]"],
  ];
  const texts = [...pages, ["Capital", "#REDIRECT [[Paris]]"] as const].map(
    ([title, text], i) =>
      `<page><title>${title}</title><ns>0</ns><id>${i + 1}</id>${i === pages.length ? '<redirect title="Paris" />' : ""}` +
      `<revision><id>${i + 1}</id><text>${text}${i === 0 ? " [[Mercury]]" : ""}</text></revision></page>`,
  );
  const head = "<siteinfo><dbname>testwiki</dbname><case>first-letter</case><namespaces /></siteinfo>";
  await writeFile(join(folder, "dump.xml"), `<mediawiki xml:lang="en">${head}${texts.join("")}</mediawiki>`);
  await buildCorpus([join(folder, "dump.xml")], corpus, { workers: 0 });
  await luke("mentions", "build", corpus, "--out", join(folder, "mentions"), "--page-links");
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs a command in this process; its exit code and what it printed. */
async function luke(
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let [out, err] = ["", ""];
  const stdout = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const stderr = vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    err += String(text);
    return true;
  });
  try {
    process.exitCode = 0;
    await runProgram(createProgram([addVocab, addMentions]), [...args, "--quiet"]);
    return { code: Number(process.exitCode), out, err };
  } finally {
    process.exitCode = 0;
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

async function table(...options: readonly string[]) {
  const path = join(folder, "built");
  const { code, err } = await luke("mentions", "build", corpus, "--out", path, "--no-store", ...options);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return await readMentionTable(path);
}

const annotate = async (...options: readonly string[]) => {
  const { out } = await luke(
    "mentions",
    "annotate",
    join(folder, "mentions"),
    join(folder, "text.txt"),
    ...options,
  );
  return out
    .trim()
    .split("\n")
    .map(
      (line) =>
        JSON.parse(line) as {
          text: string;
          mentions: {
            start: number;
            end: number;
            name: string;
            candidates: { title: string; id?: number }[];
          }[];
        },
    );
};

test("mentions build: a name's links and occurrences make its link probability", async () => {
  const built = await table();
  // It stands at nine places in any case; five are links, one of them by a redirect, one to City.
  expect(built.candidates("Paris")).toEqual([
    { title: "Paris", count: 4, prior: 0.8, linkProbability: 5 / 9 },
    { title: "City", count: 1, prior: 0.2, linkProbability: 5 / 9 },
  ]);
});

test("mentions build --normalization: names are compared as asked", async () => {
  const built = await table("--normalization", "exact");
  expect(built.candidates("paris").map(({ title }) => title)).toEqual(["City"]);
  expect((await table("--normalization", "none-such").catch(() => undefined)) ?? "refused").toBe("refused");
});

test("mentions build --link-probability: links over pages, at most 1", async () => {
  expect((await table("--link-probability", "pages")).candidates("Paris")[0]!.linkProbability).toBe(1);
});

test("mentions build --min-link-probability, --min-links, --max-candidates and --max-tokens leave out", async () => {
  const all = await table();
  expect(all.candidates("the republic of france")).toHaveLength(1);
  expect((await table("--min-link-probability", "0.6")).candidates("Paris")).toEqual([]);
  expect((await table("--min-links", "5")).size).toBe(1);
  expect((await table("--max-candidates", "1")).candidates("Paris")).toHaveLength(1);
  expect((await table("--max-tokens", "3")).candidates("the republic of france")).toEqual([]);
});

test("mentions build --keep-absent-targets keeps what has no page", async () => {
  expect((await table()).candidates("Nowhere")).toEqual([]);
  expect((await table("--keep-absent-targets")).candidates("Nowhere")).toHaveLength(1);
});

test("mentions build: threads and memory change nothing", async () => {
  const bytes = async (...options: string[]) => {
    await table(...options);
    return await readFile(join(folder, "built", "mentions.parquet"));
  };
  expect(await bytes("--threads", "1", "--memory", "200MB")).toEqual(await bytes("--threads", "3"));
});

test("mentions lookup prints candidates, from the database or the table", async () => {
  const look = async (where: string, ...options: string[]) =>
    (await luke("mentions", "lookup", join(folder, where), "PARIS", ...options)).out;
  await table();
  expect(await look("mentions")).toBe(
    "0.800\tParis\t(4 links, link probability 0.556)\n0.200\tCity\t(1 links, link probability 0.556)\n",
  );
  expect(await look("built")).toBe(await look("mentions"));
  expect(JSON.parse(await look("mentions", "--json", "--max-candidates", "1"))).toHaveLength(1);
  expect(await look("mentions", "--min-link-probability", "0.6")).toBe("\n");
  expect(await look("mentions", "--link-probability", "pages")).toContain("link probability 1.000");
  expect(
    await luke("mentions", "lookup", join(folder, "mentions"), "x", "--min-link-probability", "2"),
  ).toMatchObject({
    code: 2,
  });
});

test("mentions annotate answers each line of text with names, offsets and candidates", async () => {
  await writeFile(join(folder, "text.txt"), "😀 Paris, the Republic of France\n\nA city");
  const lines = await annotate();
  expect(lines.map(({ mentions }) => mentions.length)).toEqual([2, 0, 1]);
  const [paris, republic] = lines[0]!.mentions;
  expect(paris).toMatchObject({ start: 3, end: 8, name: "paris" });
  expect(lines[0]!.text.slice(republic!.start, republic!.end)).toBe("the Republic of France");
  expect(paris!.candidates.map(({ title }) => title)).toEqual(["Paris", "City"]);
});

test("mentions annotate: --min-link-probability, --max-candidates, --link-probability, --page and --vocab", async () => {
  await writeFile(join(folder, "text.txt"), "Paris, the Republic of France");
  const names = (lines: Awaited<ReturnType<typeof annotate>>) => lines[0]!.mentions.map(({ name }) => name);
  expect(names(await annotate("--min-link-probability", "0.6"))).toEqual(["the republic of france"]);
  expect(names(await annotate("--min-link-probability", "0.6", "--link-probability", "pages"))).toHaveLength(
    2,
  );
  expect((await annotate("--max-candidates", "1"))[0]!.mentions[0]!.candidates).toHaveLength(1);
  // The page of Paris links to two entities under that name, to France under its own.
  expect(names(await annotate("--page", "City"))).toEqual(["the republic of france"]);
  expect(names(await annotate("--page", "Paris"))).toEqual(["france"]);
  const vocab = join(folder, "entities.json");
  await luke("vocab", "build", corpus, "--out", vocab, "--size", "4");
  const [line] = await annotate("--vocab", vocab);
  expect(line!.mentions.map(({ candidates }) => candidates)).toMatchObject([[{ title: "Paris", id: 3 }]]);
});

test("vocab build: every option", async () => {
  const build = async (...options: readonly string[]) => {
    const file = join(folder, "entities.jsonl");
    const { code, err } = await luke("vocab", "build", corpus, "--out", file, ...options);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const lines = (await readFile(file, "utf8")).trim().split("\n");
    return lines
      .slice(3)
      .map(
        (line) =>
          JSON.parse(line) as { entities: [string, string | null][]; count: number; redirects?: unknown },
      );
  };
  const titles = async (...options: readonly string[]) =>
    (await build(...options)).map(({ entities }) => entities[0]![0]);
  expect(await titles()).toEqual(["Paris", "City", "France", "Mercury"]);
  expect(await titles("--size", "5")).toEqual(["Paris", "City"]);
  expect(await titles("--min-count", "2")).toEqual(["Paris", "City", "France"]);
  expect(await titles("--keep-absent-targets")).toEqual([
    "Paris",
    "City",
    "France",
    "Big City",
    "Mercury",
    "Nowhere",
  ]);
  expect(await titles("--no-disambiguations")).toEqual(["Paris", "City", "France"]);
  await writeFile(join(folder, "white.txt"), "Nowhere\nCapital\n");
  expect(await titles("--white-list", join(folder, "white.txt"), "--white-list-only")).toEqual([
    "Nowhere",
    "Paris",
  ]);
  expect(await titles("--white-list", join(folder, "white.txt"), "--memory", "200MB")).toEqual([
    "Nowhere",
    "Paris",
    "City",
    "France",
    "Mercury",
  ]);
  expect((await build("--language", "en", "--redirects"))[0]).toMatchObject({
    entities: [["Paris", "en"]],
    redirects: [["Capital", "en"]],
  });
});

test("vocab search finds titles and redirects, vocab export writes every format", async () => {
  const file = join(folder, "searched.jsonl");
  await luke("vocab", "build", corpus, "--out", file, "--redirects");
  expect((await luke("vocab", "search", file, "pari")).out).toBe("3\tParis\t4\n");
  expect((await luke("vocab", "search", file, "capit")).out).toContain("Paris");
  expect((await luke("vocab", "search", file, "c", "--limit", "1")).out.trim().split("\n")).toHaveLength(1);
  for (const format of ["json", "tsv", "jsonl"]) {
    const out = join(folder, `exported.${format}`);
    expect(await luke("vocab", "export", file, "--out", out)).toMatchObject({ code: 0 });
    expect((await luke("vocab", "search", out, "pari")).out).toContain("3\tParis\t");
  }
  expect(await luke("vocab", "export", file, "--out", join(folder, "x.csv"))).toMatchObject({ code: 2 });
});
