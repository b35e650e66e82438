import { Ajv } from "ajv";
import { expect, test } from "vitest";
import type { z } from "zod";
import { describedSettings } from "../../../../tools/setting-descriptions.ts";
import { pretrainPresets } from "../presets/pretrain-presets.ts";
import { configSchema, type RunConfigName, runConfigs } from "./config-schema.ts";
import { settingDescriptions } from "./setting-descriptions.ts";

const validators = {
  pretrain: new Ajv().compile(configSchema("pretrain")),
  finetune: new Ajv().compile(configSchema("finetune")),
} as const;

const base = {
  pretrain: { examples: "e", tokenizer: "t", entityVocab: "v.jsonl", out: "o" },
  finetune: { model: "m", train: "a", dev: "b", out: "o" },
} as const;

test("every preset is valid, in the schema and for the reader", () => {
  expect(pretrainPresets.size).toBeGreaterThan(0);
  for (const [name, preset] of pretrainPresets) {
    expect(validators.pretrain(preset), `${name}: ${JSON.stringify(validators.pretrain.errors)}`).toBe(true);
    expect(runConfigs.pretrain.safeParse(preset).success, name).toBe(true);
  }
});

test.each<[string, RunConfigName, object]>([
  ["nothing but what is required", "finetune", {}],
  ["the schema's own name", "finetune", { $schema: "./finetune.schema.json" }],
  ["a misspelt setting", "finetune", { learningRat: 1 }],
  ["text for a number", "finetune", { epochs: "3" }],
  ["a number out of its range", "finetune", { warmup: 2 }],
  ["half an example", "finetune", { batchSize: 0.5 }],
  ["a choice that is none", "finetune", { initial: "copied" }],
  ["a setting of a group", "pretrain", { model: { numLayers: 3 } }],
  ["a misspelt setting of a group", "pretrain", { model: { layers: 3 } }],
  ["a stage without a learning rate", "pretrain", { stages: [{ name: "all" }] }],
])("schema and reader agree on %s", (_, name, settings) => {
  const config: Record<string, unknown> = { ...base[name], ...settings };
  const bySchema = validators[name](config);
  delete config["$schema"];
  expect(bySchema).toBe(runConfigs[name].safeParse(config).success);
});

test("without what is required neither is content", () => {
  for (const name of ["pretrain", "finetune"] as const) {
    expect(validators[name]({})).toBe(false);
    expect(runConfigs[name].safeParse({}).success).toBe(false);
  }
});

test("the schema tells an editor the defaults and the choices", () => {
  const { properties } = configSchema("finetune") as { properties: Record<string, object> };
  expect(properties["epochs"]).toMatchObject({ type: "number", default: 3 });
  expect(properties["initial"]).toMatchObject({ enum: ["pretrained", "random"] });
});

test("every setting says what it means, in the words of its interface", () => {
  expect(settingDescriptions, "npx tsx tools/setting-descriptions.ts writes them anew").toEqual(
    describedSettings(),
  );
  for (const name of ["pretrain", "finetune"] as const) {
    const silent: string[] = [];
    const look = (schema: z.core.JSONSchema.BaseSchema, group: string): void => {
      for (const [setting, part] of Object.entries(schema.properties ?? {})) {
        if (typeof part === "boolean" || setting === "$schema") continue;
        if (part.description === undefined) silent.push(`${group}${setting}`);
        look(part, `${group}${setting}.`);
        if (typeof part.items === "object" && !Array.isArray(part.items))
          look(part.items, `${group}${setting}.`);
      }
    };
    look(configSchema(name), "");
    expect(silent, name).toEqual([]);
  }
});
