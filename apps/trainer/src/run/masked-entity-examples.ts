import { join } from "node:path";
import { readEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters } from "@lukejs/kernels";
import { openCheckpoint } from "@lukejs/model/node";
import { maskedBatches, pretrainingLogits } from "@lukejs/tasks";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import type { RobertaTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import * as tf from "@tensorflow/tfjs-core";
import type { HighlightedText } from "../report/report-data.ts";

/** Held-out texts with one entity masked, and what the model thinks it is. */
export async function maskedEntityExamples(options: {
  /** A folder written by pretraining. */
  readonly model: string;
  /** A folder of `luke examples build`. */
  readonly examples: string;
  readonly count: number;
}): Promise<HighlightedText[]> {
  const tokenizer = await loadTokenizer(options.model);
  const vocab = await readEntityVocab(join(options.model, "entity_vocab.json"));
  const { heldOut } = await readPretrainingExamples(options.examples);
  const model = await openCheckpoint(options.model);
  try {
    const shown: HighlightedText[] = [];
    for (let index = 0; index < heldOut.size && shown.length < options.count; index++) {
      const example = heldOut.at(index);
      const masked = example.entityIds.length >> 1;
      const gold = example.entityIds[masked];
      if (gold === undefined || gold === vocab.unkId || example.wordIds.length > 64) continue;
      const entityIds = Int32Array.from(example.entityIds);
      entityIds[masked] = vocab.maskId;
      const [batch] = maskedBatches(
        [
          {
            ...example,
            entityIds,
            maskedWords: new Int32Array(0),
            wordLabels: new Int32Array(0),
            maskedEntities: Int32Array.of(masked),
            entityLabels: Int32Array.of(gold),
          },
        ],
        { maxTokens: 4096, padWordId: model.config.padWordId },
      );
      const best = tf.tidy(() => tf.topk(pretrainingLogits(model, batch!).entities!.logits, 3).indices);
      const titles = Array.from(await best.data(), (id) => vocab.titleOf(id));
      best.dispose();
      const { text, start, end } = textAround(tokenizer, example.wordIds, example.entityPositions[masked]!);
      const right = titles[0] === vocab.titleOf(gold);
      shown.push({
        text,
        marks: [{ start, end, label: titles[0] ?? "", tone: right ? "right" : "wrong" }],
        note: right
          ? `then ${titles.slice(1).join(", ")}`
          : `gold: ${vocab.titleOf(gold)}; then ${titles.slice(1).join(", ")}`,
      });
    }
    return shown;
  } finally {
    disposeParameters({ ...model.params, ...model.headParams });
  }
}

/** The words as text, and where the mention at `positions` stands in it. */
function textAround(
  tokenizer: RobertaTokenizer,
  wordIds: Int32Array,
  positions: Int32Array,
): { text: string; start: number; end: number } {
  const until = (index: number): string => tokenizer.decode(wordIds.subarray(1, index));
  const [first, last] = [positions[0]!, positions.at(-1)! + 1];
  const before = until(first);
  const through = until(last);
  const text = until(wordIds.length - 1);
  const start = before.length + (/^\s/.test(through.slice(before.length)) ? 1 : 0);
  return { text, start, end: through.length };
}
