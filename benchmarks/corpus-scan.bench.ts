/**
 * Claim: XML to paragraphs with links, on one worker, at 25 MB or more a CPU-second (12 with bzip2 decoded): 15 times
 * wikipedia2vec 2.0.0 and 5 times wtf_wikipedia.
 *
 * Method: the pages of a real sample, repeated to about 50 MB of XML, once through each: our slice reader, page parser and
 * scanner as a worker of `luke corpus build` runs them, without writing the tables; wtf_wikipedia's sentences with their links,
 * on pages already cut out by us; wikipedia2vec's DumpDB with one process, which reads bzip2 and writes LMDB. CPU-seconds
 * of each side, start-up of Node's compiler included, as well as wall time.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { readDump } from "@lukejs/wiki-corpus/node";
import wtf from "wtf_wikipedia";
import { pythonWith } from "./python-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { sharedFolder } from "./tokenizer-texts.ts";

interface Cost {
  readonly cpu: number;
  readonly wall: number;
}

const here = dirname(fileURLToPath(import.meta.url));
const copies = 14;
const source = process.argv[2] ?? join(sharedFolder, "data", "wiki", "enwiki-real.xml.bz2");
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
try {
  const xml = execFileSync("bzip2", ["-dc", source], { maxBuffer: 1 << 30 }).toString();
  const from = xml.indexOf("<page>");
  const to = xml.lastIndexOf("</page>") + "</page>".length;
  const dump = join(folder, "enwiki.xml");
  await writeFile(dump, `${xml.slice(0, from)}${`${xml.slice(from, to)}\n`.repeat(copies)}</mediawiki>\n`);
  execFileSync("bzip2", ["-k", dump]);
  const megabytes = (await stat(dump)).size / 1e6;

  const plain = scan(dump, "none");
  const compressed = scan(`${dump}.bz2`, "bzip2");
  const peer = await wtfSentences(dump);
  const python = pythonWith(["wikipedia2vec==2.0.0"]);
  const program = join(here, "wikipedia2vec-peer.py");
  const answer = execFileSync(python, [program, `${dump}.bz2`, join(folder, "db")], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const wikipedia2vec = JSON.parse(answer.toString()) as Cost;

  const rate = ({ cpu }: Cost) => megabytes / cpu;
  reportBenchmark("corpus-scan", "XML to paragraphs with links, one worker, against its peers", {
    "XML, MB": megabytes,
    "XML, MB per CPU-second": rate(plain),
    "XML, MB per second": megabytes / plain.wall,
    "bzip2, MB of XML per CPU-second": rate(compressed),
    "bzip2, MB of XML per second": megabytes / compressed.wall,
    "wtf_wikipedia, MB of XML per CPU-second": rate(peer),
    "wtf_wikipedia, MB of XML per second": megabytes / peer.wall,
    "wikipedia2vec, MB of XML per CPU-second": rate(wikipedia2vec),
    "wikipedia2vec, MB of XML per second": megabytes / wikipedia2vec.wall,
    "CPU, times wtf_wikipedia": peer.cpu / plain.cpu,
    "CPU, times wikipedia2vec": wikipedia2vec.cpu / plain.cpu,
    "CPU with bzip2, times wikipedia2vec": wikipedia2vec.cpu / compressed.cpu,
    "wall time with bzip2, times wikipedia2vec": wikipedia2vec.wall / compressed.wall,
  });
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** In a process of its own, so that nothing is warm and nothing else is counted. */
function scan(path: string, compression: string): Cost {
  const program = join(here, "corpus-scan-job.ts");
  const answer = execFileSync(
    process.execPath,
    ["--conditions=@lukejs/source", "--import", "tsx", program, path, compression],
    { maxBuffer: 1 << 20 },
  );
  return JSON.parse(answer.toString()) as Cost;
}

async function wtfSentences(path: string): Promise<Cost> {
  const pages: string[] = [];
  for await (const { text, namespace, redirect } of readDump(path))
    if (namespace === 0 && redirect === undefined) pages.push(text);
  const before = process.cpuUsage();
  const started = performance.now();
  let links = 0;
  for (const page of pages) {
    for (const sentence of wtf(page).sentences()) {
      sentence.text();
      links += sentence.links().length;
    }
  }
  if (links === 0) throw new Error("wtf_wikipedia found no links");
  const { user, system } = process.cpuUsage(before);
  return { cpu: (user + system) / 1e6, wall: (performance.now() - started) / 1000 };
}
