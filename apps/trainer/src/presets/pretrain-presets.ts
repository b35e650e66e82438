import { demoPreset } from "./demo.ts";
import { lukeBasePreset } from "./luke-base.ts";
import { lukeLargePreset } from "./luke-large.ts";
import type { PretrainPreset } from "./preset.ts";
import { robertaControlPreset } from "./roberta-control.ts";
import { tinyPreset } from "./tiny.ts";

/** Configs of `luke pretrain` by name; `--set` changes and completes them. */
export const pretrainPresets: ReadonlyMap<string, PretrainPreset> = new Map<string, PretrainPreset>([
  ["luke-base", lukeBasePreset],
  ["luke-large", lukeLargePreset],
  ["roberta-control", robertaControlPreset],
  ["tiny", tinyPreset],
  ["demo", demoPreset],
]);
