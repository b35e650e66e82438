/**
 * Trains the toy task under mpirun; a process for the tests of this package.
 * Arguments: run folder, updates to stop after (0: none), format of gradients, rank that dies after five updates.
 */
import * as tf from "@tensorflow/tfjs-core";
import { openMpi } from "./open-mpi.ts";
import { createRunFolder } from "./run-folder.ts";
import { createToyTask } from "./toy-task.ts";
import { loadTensors, saveTensors } from "./toy-tensors.ts";
import { train } from "./train.ts";
import "@tensorflow/tfjs-backend-cpu";

const [folder, stopAt, gradients, dies] = process.argv.slice(2);
await tf.setBackend("cpu");
const communicator = await openMpi({ gradients: gradients === "bfloat16" ? "bfloat16" : "float32" });
const abort = new AbortController();
const losses: number[] = [];
await train(
  createToyTask({ noise: true, microBatch: 2, table: true }),
  {
    seed: 3,
    batchSize: 8,
    stages: [{ name: "all", steps: 50, learningRate: 0.1, warmupSteps: 5 }],
    checkpointEvery: 3,
  },
  {
    communicator,
    runFolder: createRunFolder(folder!, { saveTensors, loadTensors }),
    resume: true,
    signal: abort.signal,
    onProgress: ({ step, loss }) => {
      losses.push(loss);
      // Only one rank is told to stop: the others have to hear of it.
      if (step === Number(stopAt) && communicator.rank === communicator.size - 1) abort.abort();
      if (step === 5 && communicator.rank === Number(dies ?? -1)) process.kill(process.pid, "SIGKILL");
    },
  },
);
communicator.finish();
process.stdout.write(`${JSON.stringify({ rank: communicator.rank, losses })}\n`);
