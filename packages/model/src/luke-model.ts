import type { LukeConfig } from "./config/luke-config.ts";
import type { HeadParams } from "./parameters/head-params.ts";
import type { LukeParams } from "./parameters/luke-params.ts";

/** Sizes and parameters that belong together. */
export interface LukeModel {
  readonly config: LukeConfig;
  readonly params: LukeParams;
  readonly headParams: HeadParams;
  /** Training keeps no activations inside layers and computes them again for the gradient: less memory, more time. */
  readonly recompute?: boolean;
}
