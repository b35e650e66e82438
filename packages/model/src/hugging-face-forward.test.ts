import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { expect, test } from "vitest";
import { createLukeParams, huggingFaceForward, lukeTiny } from "./index.ts";

test("a forward pass with no entities at all has empty states of them, as the reference has", async () => {
  await useBackend("cpu");
  const params = createLukeParams(lukeTiny, new Random(1));
  const model = { architecture: "LukeModel", config: lukeTiny, params, headParams: {} } as const;
  const args = {
    input_ids: tf.tensor2d([[0, 5, 2]], undefined, "int32"),
    entity_ids: tf.zeros([1, 0], "int32"),
    entity_position_ids: tf.zeros([1, 0, 4], "int32"),
  };
  const outputs = huggingFaceForward(model, args, { hiddenStates: true });
  const shapes = Object.entries(outputs).map(([name, { shape }]) => `${name} ${shape.join()}`);
  expect(shapes).toContain("entity_last_hidden_state 1,0,32");
  expect(shapes).toContain("entity_hidden_states.0 1,0,32");
  expect(shapes).toContain("entity_hidden_states.2 1,0,32");
  tf.dispose([args, outputs]);
  disposeParameters(params);
});
