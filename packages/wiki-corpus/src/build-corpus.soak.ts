/** Dumps larger than memory: 5 GB of XML through standard input, never a file. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { openCorpus } from "./open-corpus.ts";

const gigabytes = Number(process.env["LUKE_SOAK_GIGABYTES"] ?? 5);

/** Articles of 1 to 60 kB with links, templates, tables and lists, some of them redirects; about a megabyte at a time. */
function* megabytesOfPages(bytes: number): Generator<string> {
  const sentences = Array.from(
    { length: 500 },
    (_, i) =>
      `The '''river ${i}''' flows from [[Mount ${i * 7}|the mountain]] {{convert|${i}|km}} to [[City ${i}]]s &amp; the &lt;small&gt;sea&lt;/small&gt;.&lt;ref&gt;Source ${i}&lt;/ref&gt;\n`,
  );
  let written = 0;
  for (let id = 1; written < bytes; ) {
    const pages: string[] = [];
    let length = 0;
    for (; length < 1 << 20; id++) {
      const head = `<page><title>Page ${id}</title><ns>0</ns><id>${id}</id>`;
      const redirect = id % 3 === 0;
      const first = (id * 31) % 400;
      const body = redirect
        ? `#REDIRECT [[Page ${id - 1}]]`
        : `${sentences.slice(first, first + (id % 97)).join("")}== Notes ==\n{|\n| ${id}\n|}\n* [[Page ${id + 1}]]\n`.repeat(
            1 + (id % 5),
          );
      const page = `${head}${redirect ? `<redirect title="Page ${id - 1}" />` : ""}<revision><id>${id}</id><text>${body}</text></revision></page>\n`;
      pages.push(page);
      length += page.length;
    }
    written += length;
    yield pages.join("");
  }
}

test(`${gigabytes} GB of XML become a corpus in less than 300 MB of memory for a worker and for the reader`, async () => {
  const folder = await mkdtemp(join(tmpdir(), "lukejs-soak-"));
  try {
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
    const module = new URL("./build-corpus.ts", import.meta.url).href;
    const code = `import { buildCorpus } from ${JSON.stringify(module)};
      const { counts } = await buildCorpus("-", ${JSON.stringify(join(folder, "corpus"))}, { workers: 1 });
      console.log(JSON.stringify({ ...counts, memory: process.resourceUsage().maxRSS * 1024 }));`;
    const child = spawn(
      process.execPath,
      ["--conditions=@lukejs/source", "--import", tsx, "--input-type=module", "-e", code],
      {
        stdio: ["pipe", "pipe", "inherit"],
      },
    );
    let output = "";
    child.stdout.on("data", (data: Buffer) => {
      output += data.toString();
    });
    child.stdin.write('<mediawiki xml:lang="en"><siteinfo><dbname>enwiki</dbname></siteinfo>\n');
    for (const text of megabytesOfPages(gigabytes * 1e9)) {
      if (!child.stdin.write(text)) await once(child.stdin, "drain");
    }
    child.stdin.end("</mediawiki>\n");
    const [status] = (await once(child, "close")) as [number];
    expect(status).toBe(0);
    const { memory, bytes, pages, redirects, failedPages } = JSON.parse(output) as Record<string, number>;
    process.stdout.write(`${(memory! / 1e6).toFixed(0)} MB of memory, ${pages} pages\n`);
    expect(bytes).toBeGreaterThan(0.99e9 * gigabytes);
    expect(failedPages).toBe(0);
    // The reader and one worker.
    expect(memory).toBeLessThan(2 * 300e6);
    const { metadata } = await openCorpus(join(folder, "corpus"));
    expect(metadata.counts).toMatchObject({ pages, redirects });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
