/** A training to be done by the processes of Open MPI, where there is one. */
import { LukeError } from "@lukejs/errors";
import { readSafetensors, writeSafetensors } from "@lukejs/model/node";
import type { RunStore } from "@lukejs/training";
import { createRunFolder } from "@lukejs/training/node";

export { config, task, train } from "./training.ts";

process.on("uncaughtException", (error) => {
  console.error(error);
  process.exit(LukeError.isInstance(error) && error.code === "TRN011" ? 77 : 1);
});
export const runFolder: RunStore = createRunFolder("run", {
  saveTensors: writeSafetensors,
  loadTensors: async (path) => (await readSafetensors(path)).tensors,
});
