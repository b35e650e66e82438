/**
 * What Spark's script transforms run; lines in, lines of JSON out.
 *
 * `names-program name NORMALIZATION MAX_TOKENS`: {mention, title, count} becomes {name, title, count}; mentions that are no
 * name are left out. `names-program count NORMALIZATION NAMES_PER_PASS FOLDER`: the names of FOLDER, Parquet with a column
 * `name`, are counted in the tables of paragraphs whose paths come in: {name, occurrences, pages} of those found.
 */
import { once } from "node:events";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { formatError } from "@lukejs/errors";
import { NameCounts } from "./name-counts.ts";
import { nameOfMention } from "./name-of-mention.ts";
import type { NameNormalization } from "./name-scanner.ts";
import { NameTrie } from "./name-trie.ts";
import { readRows } from "./read-rows.ts";

const [task, normalization, limit, folder = ""] = process.argv.slice(2) as [
  string,
  NameNormalization,
  string,
  string?,
];
try {
  if (task === "name") await nameMentions(Number(limit));
  else await countNames(Number(limit));
} catch (error) {
  process.stderr.write(`${formatError(error, { stack: true })}\n`);
  process.exit(1);
}

async function nameMentions(maxTokens: number): Promise<void> {
  for await (const line of createInterface({ input: process.stdin })) {
    const { mention, title, count } = JSON.parse(line) as { mention: string; title: string; count: number };
    const name = nameOfMention(mention, normalization, maxTokens);
    if (name !== undefined) await print({ name, title, count });
  }
}

async function countNames(namesPerPass: number): Promise<void> {
  const parts: string[] = [];
  for await (const line of createInterface({ input: process.stdin })) parts.push(line);
  if (parts.length === 0) return;
  let names: string[] = [];
  const pass = async () => {
    const trie = new NameTrie(normalization);
    for (const [i, name] of names.entries()) trie.add(name, i);
    const counts = new NameCounts(trie, names.length);
    for (const part of parts) await counts.addTable(part);
    for (const [i, name] of names.entries()) {
      const occurrences = counts.occurrences[i]!;
      if (occurrences > 0) await print({ name, occurrences, pages: counts.pages[i]! });
    }
    names = [];
  };
  for (const file of (await readdir(folder)).filter((name) => name.endsWith(".parquet")).sort()) {
    for await (const rows of readRows<{ name: string }>(join(folder, file), ["name"])) {
      for (const { name } of rows) {
        names.push(name);
        if (names.length === namesPerPass) await pass();
      }
    }
  }
  await pass();
}

async function print(row: object): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(row)}\n`)) await once(process.stdout, "drain");
}
