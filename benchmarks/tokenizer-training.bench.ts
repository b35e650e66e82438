/**
 * Claim: a byte-level BPE is learnt at least as fast as Hugging Face's trainer learns it on one thread, and is the same.
 *
 * Method: the same paragraphs in memory on both sides, one thread, interleaved; ratios of minima and of medians.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { trainByteLevelBpe } from "@lukejs/tokenizer";
import { compare } from "./compare.ts";
import { PythonPeer } from "./python-peer.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { naturalTexts } from "./tokenizer-texts.ts";

const vocabSize = 16_000;
const requirements = ["tokenizers==0.23.3"];
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
let theirs: PythonPeer | undefined;
try {
  const natural = await naturalTexts();
  const file = join(folder, "texts.json");
  await writeFile(file, JSON.stringify(natural.texts));
  const peer = new PythonPeer("tokenizer-peer.py", requirements, ["train", file, String(vocabSize)]);
  theirs = peer;
  const timings = await compare(
    {
      theirs: () => peer.run(),
      ours: async () => {
        const started = performance.now();
        const { vocab } = await trainByteLevelBpe(natural.texts, { vocabSize });
        // Theirs gets its <mask> later.
        return { seconds: (performance.now() - started) / 1000, result: Object.keys(vocab).length - 1 };
      },
    },
    Number(process.env["ROUNDS"] ?? 5),
    1,
  );
  reportBenchmark(
    "tokenizer-training",
    `${vocabSize} tokens learnt against ${requirements[0]}, ${natural.source}`,
    {
      "text, MB": natural.megabytes,
      "ours, MB/s": natural.megabytes / timings.ours.minimum,
      "tokenizers, MB/s": natural.megabytes / timings.theirs.minimum,
      "ratio of minima": timings.theirs.minimum / timings.ours.minimum,
      "ratio of medians": timings.theirs.median / timings.ours.median,
    },
  );
} finally {
  theirs?.close();
  await rm(folder, { recursive: true, force: true });
}
