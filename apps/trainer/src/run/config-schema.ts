import { z } from "zod";
import { type FineTuneConfig, fineTuneConfig } from "./fine-tune-config.ts";
import { type PretrainConfig, pretrainConfig } from "./pretrain-config.ts";
import { settingDescriptions } from "./setting-descriptions.ts";

/** The run configs by the command that reads them. */
export const runConfigs: {
  readonly pretrain: z.ZodType<PretrainConfig>;
  readonly finetune: z.ZodType<FineTuneConfig>;
} = { pretrain: pretrainConfig, finetune: fineTuneConfig };

export type RunConfigName = keyof typeof runConfigs;

/**
 * The JSON schema (draft 7, which editors read) of a run config: made from what the reader validates with, so an editor
 * marks what `luke` would refuse, with what each setting means. `$schema` itself is allowed, it names this file.
 */
export function configSchema(name: RunConfigName): Readonly<Record<string, unknown>> {
  const schema = z.toJSONSchema(runConfigs[name], { io: "input", target: "draft-7" });
  describe(schema, settingDescriptions[name]);
  return {
    ...schema,
    title: `run config of luke ${name}`,
    properties: { $schema: { type: "string" }, ...schema.properties },
  };
}

type SchemaPart = z.core.JSONSchema.BaseSchema;

/** Adds the texts to the settings of a schema, of groups and of lists too. */
function describe(schema: SchemaPart, texts: Readonly<Record<string, string>>, group = ""): void {
  for (const [name, part] of Object.entries(schema.properties ?? {})) {
    if (typeof part === "boolean") continue;
    const text = texts[`${group}${name}`];
    if (text !== undefined) part.description = text;
    describe(part, texts, `${group}${name}.`);
    if (part.items !== undefined && !Array.isArray(part.items) && typeof part.items === "object")
      describe(part.items, texts, `${group}${name}.`);
  }
}
