/** One side of corpus-scan.bench.ts: what a worker does with a part up to its tables. Arguments: the dump, its compression. */
import { stat } from "node:fs/promises";
import { parsePages } from "../packages/wiki-corpus/src/parse-pages.ts";
import { readSlice } from "../packages/wiki-corpus/src/read-slice.ts";
import { defaultSiteInfo } from "../packages/wiki-corpus/src/site-info.ts";

const [path, compression] = process.argv.slice(2) as [string, "none" | "bzip2"];
const before = process.cpuUsage();
const started = performance.now();
const decoder = new TextDecoder();
let batch: Buffer[] = [];
let length = 0;
let pages = 0;
let links = 0;
function* texts(): Generator<string> {
  for (const bytes of batch) yield decoder.decode(bytes);
}
const flush = () => {
  const parsed = parsePages(texts(), defaultSiteInfo);
  pages += parsed.pages.length;
  for (const { paragraphs } of parsed.pages)
    for (const paragraph of paragraphs) links += paragraph.links.length;
  batch = [];
  length = 0;
};
const { size } = await stat(path);
for await (const piece of readSlice({ path, compression, from: 0, to: size }, 1 << 28)) {
  if (piece.kind !== "page") continue;
  batch.push(piece.bytes);
  length += piece.bytes.length;
  if (length >= 1 << 20) flush();
}
flush();
const { user, system } = process.cpuUsage(before);
console.log(
  JSON.stringify({
    cpu: (user + system) / 1e6,
    wall: (performance.now() - started) / 1000,
    pages,
    links,
  }),
);
