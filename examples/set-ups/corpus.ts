/** The corpus of two pages that link each other. */
import { writeFile } from "node:fs/promises";
import { buildCorpus } from "@lukejs/wiki-corpus/node";

const page = (id: number, title: string, other: string): string =>
  JSON.stringify({
    ...{ id, title, text: `${title} and ${other}.` },
    links: [{ start: title.length + 5, end: title.length + 5 + other.length, title: other }],
  });
await writeFile("pages.jsonl", `${page(1, "Oslo", "Norway")}\n${page(2, "Norway", "Oslo")}\n`);
await buildCorpus("pages.jsonl", "corpus", { workers: 0 });
