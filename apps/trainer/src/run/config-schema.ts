import { z } from "zod";
import { type FineTuneConfig, fineTuneConfig } from "./fine-tune-config.ts";
import { type PretrainConfig, pretrainConfig } from "./pretrain-config.ts";

/** The run configs by the command that reads them. */
export const runConfigs: {
  readonly pretrain: z.ZodType<PretrainConfig>;
  readonly finetune: z.ZodType<FineTuneConfig>;
} = { pretrain: pretrainConfig, finetune: fineTuneConfig };

export type RunConfigName = keyof typeof runConfigs;

/**
 * The JSON schema (draft 7, which editors read) of a run config: made from what the reader validates with, so an editor
 * marks what `luke` would refuse. `$schema` itself is allowed, it names this file.
 */
export function configSchema(name: RunConfigName): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(runConfigs[name], { io: "input", target: "draft-7" });
  return {
    ...schema,
    title: `run config of luke ${name}`,
    properties: { $schema: { type: "string" }, ...schema.properties },
  };
}
