// A process of its own: opens a folder, runs one sentence with one entity, prints one number of its state.
import { useBackend } from "@lukejs/backend";
import { luke } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
import * as tf from "@tensorflow/tfjs-core";

await useBackend("native");
const { params, config } = await openCheckpoint(process.argv[2]!);
const words = tf.tidy(
  () =>
    luke(
      params,
      {
        wordIds: tf.tensor2d([[0, 100, 200, 300, 400, 500, 600, 2]], undefined, "int32"),
        entityIds: tf.tensor2d([[5]], undefined, "int32"),
        entityPositionIds: tf.tensor3d([[[1, 2]]], undefined, "int32"),
      },
      config,
    ).words,
);
console.log((await words.data())[0]);
