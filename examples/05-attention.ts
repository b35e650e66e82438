/**
 * Entity-aware attention (paper §3.2): which query a token asks with depends on the kinds of the two tokens. With four
 * equal queries it is plain attention; another entity-to-word query changes what entities gather, and nothing for words.
 */
import { type AttentionParams, entityAwareAttention, type LinearParams } from "@lukejs/attention";
import { useBackend } from "@lukejs/backend";
import * as tf from "@tensorflow/tfjs-core";

await useBackend();
const hidden = 16;
const linear = (seed: number): LinearParams => ({
  weight: tf.randomNormal([hidden, hidden], 0, 0.3, "float32", seed) as tf.Tensor2D,
});
const query = linear(1);
const plain: AttentionParams = { wordToWordQuery: query, key: linear(2), value: linear(3) };
const copied: AttentionParams = {
  ...plain,
  wordToEntityQuery: query,
  entityToWordQuery: query,
  entityToEntityQuery: query,
};
const trained: AttentionParams = { ...copied, entityToWordQuery: linear(4) };

const inputs = {
  words: tf.randomNormal([1, 6, hidden], 0, 1, "float32", 5) as tf.Tensor3D, // [batch, words, hidden]
  entities: tf.randomNormal([1, 2, hidden], 0, 1, "float32", 6) as tf.Tensor3D, // [batch, entities, hidden]
};
const options = { numHeads: 4, returnProbabilities: true };
const before = entityAwareAttention(plain, inputs, options);
for (const [name, params] of Object.entries({ copied, trained })) {
  const after = entityAwareAttention(params, inputs, options);
  const words = await difference(before.words, after.words);
  const entities = await difference(before.entities!, after.entities!);
  console.log(`${name.padEnd(8)} words differ by ${words.toFixed(6)}, entities by ${entities.toFixed(6)}`);
}

// The first head's probabilities of the first entity: six words, then two entities.
const row = tf.slice(before.probabilities!, [0, 0, 6, 0], [1, 1, 1, 8]);
console.log(`entity 0 looks at ${Array.from(await row.data(), (p) => p.toFixed(2)).join(" ")}`);

async function difference(a: tf.Tensor, b: tf.Tensor): Promise<number> {
  return (await tf.max(tf.abs(tf.sub(a, b))).data())[0]!;
}
