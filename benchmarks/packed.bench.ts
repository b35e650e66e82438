/**
 * Claim: on paragraphs as Wikipedia has them, batches without padding read at least 1.7 × the words a second that our own
 * padded batches do, forward; and the last layer alone where a head reads saves more.
 *
 * Method: the first 48 paragraphs of five words or more with their links as entities, in given order, 8 a batch, at the
 * size of LUKE-base (small vocabularies: neither side multiplies them); both sides in one process, interleaved.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { Random } from "@lukejs/kernels";
import { createLukeParams, luke, lukeBase, packedLuke } from "@lukejs/model";
import { collate, type LukeFeatures, packTensors, readStates, toTensors } from "@lukejs/tasks";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import { interleave } from "./interleave.ts";
import { linkedParagraphs } from "./linked-paragraphs.ts";
import { reportBenchmark } from "./report-benchmark.ts";
import { writeTokenizerFiles } from "./tokenizer-files.ts";
import { naturalTexts } from "./tokenizer-texts.ts";

const { description } = await useBackend("auto");
const folder = await mkdtemp(join(tmpdir(), "luke-bench-"));
const natural = await naturalTexts();
await writeTokenizerFiles(folder, natural);
const tokenizer = await loadTokenizer(folder);
await rm(folder, { recursive: true });

const [paragraphs, size] = [48, 8];
const maxWords = 512;
const examples: LukeFeatures[] = [];
for (const { text, links } of await linkedParagraphs(paragraphs)) {
  const { ids, starts, ends } = tokenizer.encode(text);
  const wordIds = ids.length <= maxWords ? ids : ids.slice(0, maxWords);
  const mentions = links
    .map((link) =>
      Int32Array.from(wordIds.keys()).filter((word) => starts[word]! < link.end && ends[word]! > link.start),
    )
    .filter((words) => words.length > 0 && words.length <= 30);
  examples.push({ wordIds, entityIds: new Int32Array(mentions.length).fill(2), entityPositions: mentions });
}
const config = { ...lukeBase, vocabSize: tokenizer.vocabSize, entityVocabSize: 100 };
const params = createLukeParams(config, new Random(1));
const model = { config, params, headParams: {} };
const batches = Array.from({ length: paragraphs / size }, (_, i) =>
  collate(examples.slice(i * size, (i + 1) * size)),
);

const run = (forward: (batch: (typeof batches)[number]) => tf.Tensor) => async (): Promise<void> => {
  for (const batch of batches) {
    const states = tf.tidy(() => forward(batch));
    await states.data();
    states.dispose();
  }
};
const timings = await interleave(
  {
    padded: run((batch) => tf.sum(luke(params, toTensors(batch), config).words)),
    packed: run((batch) => tf.sum(packedLuke(params, packTensors(batch), config).words)),
    // 15 % of the words, as pretraining reads them.
    packedRead: run((batch) => {
      const places = Int32Array.from(batch.wordMask.keys()).filter(
        (place) => batch.wordMask[place] && place % 7 === 0,
      );
      return tf.sum(readStates(model, batch, { words: places }).words);
    }),
  },
  3,
);
const lengths = examples.map(({ wordIds }) => wordIds.length).sort((a, b) => a - b);
const real = lengths.reduce((sum, length) => sum + length, 0);
const padded = batches.reduce((sum, batch) => sum + batch.size * batch.words, 0);
reportBenchmark("packed", "batches without padding against our own padded ones, forward, base size", {
  backend: description,
  paragraphs: natural.source,
  "words a paragraph: shortest, median, longest": `${lengths[0]}, ${lengths[lengths.length >> 1]}, ${lengths.at(-1)}`,
  "share of padding in the padded batches": 1 - real / padded,
  "words a second, padded": real / timings.padded.minimum,
  "words a second, packed": real / timings.packed.minimum,
  "packed / padded (minima)": timings.padded.minimum / timings.packed.minimum,
  "packed / padded (medians)": timings.padded.median / timings.packed.median,
  "packed, last layer for a seventh of the words / padded (minima)":
    timings.padded.minimum / timings.packedRead.minimum,
});
