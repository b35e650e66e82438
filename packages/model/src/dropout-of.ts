import type { Dropout, Random } from "@lukejs/kernels";
import type { LukeConfig } from "./config/luke-config.ts";

/** Dropout at the rates of the configuration, for one training step: pass it to `luke` and to the head. */
export function dropoutOf(config: LukeConfig, random: Random): Dropout {
  return { hidden: config.hiddenDropout, attention: config.attentionDropout, random };
}
