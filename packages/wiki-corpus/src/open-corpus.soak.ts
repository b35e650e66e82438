/** The titles of a large encyclopedia in memory: five million pages and as many redirects, without text. */
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { buildCorpus } from "./build-corpus.ts";
import { corpusTables, PartEncoder, partFile } from "./corpus-tables.ts";

const parts = 100;
const pagesOfPart = 50_000;
const title = (i: number) => `Title ${i} of a page`;

test("five million titles and five million redirects take less than 700 MB", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lukejs-soak-"));
  try {
    await writeCorpus(folder);
    const last = parts * pagesOfPart - 1;
    const source = `
      import { openCorpus } from "@lukejs/wiki-corpus/node";
      const corpus = await openCorpus(${JSON.stringify(folder)});
      const page = await corpus.page("Redirect to ${last}");
      const began = performance.now();
      for (let i = 0; i < 100_000; i++) corpus.resolve("Redirect to " + i * 50);
      const microseconds = (performance.now() - began) / 100;
      gc();
      const { arrayBuffers, heapUsed } = process.memoryUsage();
      const megabytes = { kept: (arrayBuffers + heapUsed) / 1e6, most: process.resourceUsage().maxRSS / 1024 };
      console.log(JSON.stringify({ title: page.title, redirects: corpus.redirects.size, megabytes, microseconds }));
    `;
    const flags = [
      "--conditions=@lukejs/source",
      "--expose-gc",
      "--import",
      "tsx",
      "--input-type=module",
      "-e",
    ];
    const answer = JSON.parse(
      execFileSync(process.execPath, [...flags, source], { encoding: "utf8", cwd: import.meta.dirname }),
    ) as Record<string, unknown>;
    console.log(answer);
    expect(answer).toMatchObject({ title: title(last), redirects: parts * pagesOfPart });
    expect((answer["megabytes"] as { kept: number }).kept).toBeLessThan(700);
    expect((answer["megabytes"] as { most: number }).most).toBeLessThan(1200);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

async function writeCorpus(folder: string): Promise<void> {
  const dump = `${folder}.xml`;
  await writeFile(dump, "<mediawiki></mediawiki>");
  await buildCorpus(dump, folder, { workers: 0 });
  await rm(dump);
  const metadata = JSON.parse(await readFile(join(folder, "corpus.json"), "utf8")) as object;
  await writeFile(join(folder, "corpus.json"), JSON.stringify({ ...metadata, parts }));
  for (const table of corpusTables) await mkdir(join(folder, table), { recursive: true });
  for (let part = 0; part < parts; part++) {
    const numbers = Array.from({ length: pagesOfPart }, (_, i) => part * pagesOfPart + i);
    const encoder = new PartEncoder();
    encoder.add(
      numbers.map((i) => ({ id: i, revision: i, title: title(i), disambiguation: false, paragraphs: [] })),
      numbers.map((i) => ({ id: i, title: `Redirect to ${i}`, target: title(i) })),
    );
    for (const [table, bytes] of Object.entries(encoder.finish()))
      await writeFile(join(folder, partFile(table as (typeof corpusTables)[number], part)), bytes);
  }
}
