/**
 * LUKE-base: the recipe of LUKE-large from RoBERTa-base (the published base model was trained so).
 *
 *     mpirun -np 8 luke pretrain luke-base --set out=runs/luke-base
 *
 * Layout: 8 processes, one a GPU; `luke pretrain luke-base --plan` computes memory, disk and days for others.
 */
import { lukeLargePreset } from "./luke-large.ts";
import type { PretrainPreset } from "./preset.ts";

export const lukeBasePreset: PretrainPreset = {
  ...lukeLargePreset,
  out: "runs/luke-base",
  from: "roberta-base",
  model: {
    numLayers: 12,
    hiddenSize: 768,
    numHeads: 12,
    intermediateSize: 3072,
    entityEmbeddingSize: 256,
  },
};
