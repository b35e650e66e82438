import type { PretrainConfig } from "../run/pretrain-config.ts";

/** What a config file may say: settings that are left out get their defaults. */
export type PretrainPreset = Partial<Omit<PretrainConfig, Grouped>> & {
  readonly [Group in Grouped]?: Partial<PretrainConfig[Group]>;
};

type Grouped = "model" | "masking" | "adamW" | "run";
