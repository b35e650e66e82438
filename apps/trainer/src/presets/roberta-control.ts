/**
 * The paper's control (§5.3, settings in Table 10): RoBERTa-large trained on with masked words alone, on the same texts and for as
 * many updates, to tell what the entities bring from what more training brings.
 *
 *     mpirun -np 16 --hostfile hosts luke pretrain roberta-control --set out=runs/roberta-control
 *
 * One stage of 200 K updates at 1e-5 on all parameters. In the paper the gains over RoBERTa are small (Table 8).
 */
import { lukeLargePreset } from "./luke-large.ts";
import type { PretrainPreset } from "./preset.ts";

export const robertaControlPreset: PretrainPreset = {
  ...lukeLargePreset,
  out: "runs/roberta-control",
  objective: "words",
  stages: [
    {
      name: "words",
      steps: 200_000,
      learningRate: 1e-5,
      warmupSteps: 2500,
      schedule: "linear",
      trains: "all",
    },
  ],
};
