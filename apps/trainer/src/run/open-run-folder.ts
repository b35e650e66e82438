import { readSafetensors, writeSafetensors } from "@lukejs/model/node";
import type { NamedTensors, RunStore } from "@lukejs/training";
import { createRunFolder } from "@lukejs/training/node";

/** A run folder whose tensors are safetensors files; `settings` are compared when a run is resumed. */
export function openRunFolder(path: string, settings: Readonly<Record<string, unknown>>): RunStore {
  return createRunFolder(path, {
    saveTensors: (file, tensors) => writeSafetensors(file, tensors),
    loadTensors: async (file) => (await readSafetensors(file)).tensors as NamedTensors,
    settings,
  });
}
