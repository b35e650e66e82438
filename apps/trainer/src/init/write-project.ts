import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectFolderInUse } from "../errors.ts";
import { configSchema } from "../run/config-schema.ts";
import { projectReadme } from "./project-readme.ts";
import { sampleData, sampleExtensions } from "./sample-data.ts";

export interface ProjectOptions {
  /** One of the five tasks, as `luke finetune` names them. */
  readonly task: string;
  /** The pretrained model to start from; the config names it. */
  readonly model: string;
  /** Of the trainer that the project depends on. */
  readonly version: string;
}

/**
 * Writes a fine-tuning project for data of one's own: a run config, its JSON schema, sample data to put one's own in the
 * place of, package.json with the commands, a README. The paths written, relative to `folder`.
 *
 * @throws LukeError CLI030 where the folder holds something already
 */
export async function writeProject(folder: string, options: ProjectOptions): Promise<readonly string[]> {
  const found = await readdir(folder).catch(() => []);
  if (found.length > 0) throw projectFolderInUse(folder, found);
  const { task } = options;
  const extension = sampleExtensions[task]!;
  const files = new Map<string, string>([
    ["README.md", projectReadme(options, extension)],
    ["package.json", `${JSON.stringify(manifest(options, extension), null, 2)}\n`],
    ["finetune.json", config(options, extension)],
    ["finetune.schema.json", `${JSON.stringify(configSchema("finetune"), null, 2)}\n`],
    [".gitignore", "node_modules/\nmodel/\nruns/\n"],
    ...Object.entries(sampleData(task)).map(([split, text]) => [`data/${split}.${extension}`, text] as const),
  ]);
  await mkdir(join(folder, "data"), { recursive: true });
  for (const [path, text] of files) await writeFile(join(folder, path), text);
  return [...files.keys()];
}

function config({ model }: ProjectOptions, extension: string): string {
  return `{
  "$schema": "./finetune.schema.json", // an editor completes and checks the settings below by it
  "model": ${JSON.stringify(model)}, // a folder with config.json, model.safetensors and the tokenizer's files
  "train": "data/train.${extension}",
  "dev": "data/dev.${extension}", // decides which evaluation's weights are kept
  "test": "data/test.${extension}", // scored once, at the end
  "out": "runs/first",
  "epochs": 3,
  "batchSize": 8,
  "learningRate": 1e-5,
  "seed": 1
}
`;
}

function manifest({ task, version }: ProjectOptions, extension: string): object {
  return {
    private: true,
    type: "module",
    scripts: {
      validate: `luke validate ${task} ${["train", "dev", "test"].map((split) => `data/${split}.${extension}`).join(" ")}`,
      train: `luke finetune ${task} finetune.json`,
      try: `luke finetune ${task} finetune.json --set epochs=0.2 --set out=runs/try`,
      evaluate: `luke evaluate ${task} --model runs/first/model --data data/test.${extension}`,
    },
    dependencies: { "@lukejs/trainer": `^${version}` },
  };
}
