/**
 * Claim: LukeTokenizer encodes texts with 8 spans each at least 10 times as fast as transformers' LukeTokenizer, which is Python.
 *
 * Method: the same paragraphs and spans on both sides, one thread, warm, interleaved; ratios of minima and of medians.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Span } from "@lukejs/tokenizer";
import { loadLukeTokenizer } from "@lukejs/tokenizer/node";
import { compare } from "./compare.ts";
import { PythonPeer } from "./python-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { megabytesOf, naturalTexts } from "./tokenizer-texts.ts";

const SPANS = 8;
const requirements = ["transformers==4.57.6"];
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
let theirs: PythonPeer | undefined;
try {
  const natural = await naturalTexts();
  const vocabulary = await writeTokenizerFiles(folder, natural);
  // Words as mentions, spread over the text; no characters of two units, so that Python's spans are the same.
  const calls = natural.texts.flatMap((text): [string, Span[]][] => {
    const words = [...text.matchAll(/[a-z]{3,}/gi)].map(
      ({ index, 0: word }): Span => [index, index + word.length],
    );
    const step = Math.floor(words.length / SPANS);
    if (step === 0 || /[\ud800-\udfff]/.test(text)) return [];
    return [[text, Array.from({ length: SPANS }, (_, index) => words[index * step]!)]];
  });
  const some = calls.slice(0, 1500);
  const file = join(folder, "calls.json");
  await writeFile(file, JSON.stringify(some));
  const ids: Record<string, number> = JSON.parse(await readFile(join(folder, "entity_vocab.json"), "utf8"));
  const luke = await loadLukeTokenizer(folder, { idOf: (title) => ids[title] });
  const peer = new PythonPeer("tokenizer-peer.py", requirements, ["luke", folder, file]);
  theirs = peer;
  const timings = await compare(
    {
      theirs: () => peer.run(),
      ours: async () => {
        const started = performance.now();
        let result = 0;
        for (const [text, entitySpans] of some) result += luke.encode(text, { entitySpans }).wordIds.length;
        return { seconds: (performance.now() - started) / 1000, result };
      },
    },
    Number(process.env["ROUNDS"] ?? 5),
    1,
  );
  const megabytes = megabytesOf(some.map(([text]) => text));
  reportBenchmark(
    "tokenizer-luke",
    `${SPANS} spans a text against ${requirements[0]}, ${natural.source}, ${vocabulary}`,
    {
      texts: some.length,
      "text, MB": megabytes,
      "ours, MB/s": megabytes / timings.ours.minimum,
      "transformers, MB/s": megabytes / timings.theirs.minimum,
      "ratio of minima": timings.theirs.minimum / timings.ours.minimum,
      "ratio of medians": timings.theirs.median / timings.ours.median,
    },
  );
} finally {
  theirs?.close();
  await rm(folder, { recursive: true, force: true });
}
