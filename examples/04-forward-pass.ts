/** Ids to states to logits: a small LUKE with random weights, asked which entity [MASK] is. */
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import {
  countParameters,
  createHeadParams,
  createLukeParams,
  luke,
  lukeParameterSpecs,
  lukeTiny,
  maskedEntityLogits,
} from "@lukejs/model";
import * as tf from "@tensorflow/tfjs-core";

const { description } = await useBackend();
const random = new Random(1);
const params = createLukeParams(lukeTiny, random);
const headParams = createHeadParams(lukeTiny, "LukeForMaskedLM", random);
console.log(`${countParameters(lukeParameterSpecs(lukeTiny))} parameters on ${description}`);

const probabilities = tf.tidy(() => {
  const { words, entities } = luke(
    params,
    {
      wordIds: tf.tensor2d([[0, 10, 11, 12, 13, 2]], undefined, "int32"), // <s> … </s>
      entityIds: tf.tensor2d([[2, 7]], undefined, "int32"), // [MASK] and another entity
      entityPositionIds: tf.tensor3d(
        [
          [
            [1, 2],
            [4, -1], // -1 fills up
          ],
        ],
        undefined,
        "int32",
      ),
    },
    lukeTiny,
  );
  console.log(`words [${words.shape}], entities [${entities!.shape}]`);
  const table = params.entityEmbeddings.entity;
  const logits = maskedEntityLogits(headParams.maskedEntities!, { entities: entities!, table }, lukeTiny);
  console.log(`logits [${logits.shape}]`); // [batch, entities, entityVocab]
  return tf.softmax(logits);
});
const ofMask = (await probabilities.data()).subarray(0, lukeTiny.entityVocabSize);
const best = [...ofMask.keys()].sort((a, b) => ofMask[b]! - ofMask[a]!).slice(0, 3);
console.log("[MASK] is", best.map((id) => `entity ${id} (${(100 * ofMask[id]!).toFixed(1)} %)`).join(", "));

probabilities.dispose();
disposeParameters(params);
disposeParameters(headParams);
console.log(`${tf.memory().numTensors} tensors are left`);
