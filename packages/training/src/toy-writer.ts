/** Writes checkpoints as fast as it can until it is killed; a process for the tests of this package. */
import { createRunFolder } from "./run-folder.ts";
import { loadTensors, saveTensors } from "./toy-tensors.ts";

const store = createRunFolder(process.argv[2]!, { saveTensors, loadTensors });
const from = await store.open({}, true);
for (let step = (from?.state.step ?? 0) + 1; ; step++) {
  const values = new Float32Array(20_000).fill(step);
  await store.save({
    state: { step, size: 1, updates: {}, badInARow: 0, skipped: 0 },
    parameters: new Map([["weight", { dtype: "float32", shape: [20_000], values }]]),
    optimizer: new Map(),
  });
  process.stdout.write(`${step}\n`);
}
