import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { Ajv } from "ajv";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fineTuneConfig } from "../run/fine-tune-config.ts";
import { fineTuneModel } from "../run/fine-tune-model.ts";
import { readConfig, withoutComments } from "../run/read-config.ts";
import { taskByName } from "../run/task-by-name.ts";
import { validateDatasets } from "../run/validate-datasets.ts";
import { sampleData, sampleExtensions } from "./sample-data.ts";
import { writeProject } from "./write-project.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-init-"));
  await useBackend();
  await writeTinyModel(join(folder, "model"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(Object.keys(sampleExtensions))(
  "the project of %s: its config is valid for editor and reader, and trains on the sample",
  async (name) => {
    const project = join(folder, name);
    const model = join(folder, "model");
    const files = await writeProject(project, { task: name, model, version: "0.1.0" });
    expect(files).toContain(`data/train.${sampleExtensions[name]}`);

    const text = await readFile(join(project, "finetune.json"), "utf8");
    const schema = JSON.parse(await readFile(join(project, "finetune.schema.json"), "utf8")) as object;
    const validate = new Ajv().compile(schema);
    expect(validate(JSON.parse(withoutComments(text))), JSON.stringify(validate.errors)).toBe(true);

    const data = ["train", "dev", "test"].map((split) =>
      join(project, `data/${split}.${sampleExtensions[name]}`),
    );
    for (const { errors, examples } of await validateDatasets(taskByName(name).task, data)) {
      expect(errors).toEqual([]);
      expect(examples).toBeGreaterThan(0); // documents, of names
    }

    const config = await readConfig(join(project, "finetune.json"), fineTuneConfig, [
      ...["train", "dev", "test"].map(
        (split) => `${split}=${join(project, `data/${split}.${sampleExtensions[name]}`)}`,
      ),
      `out=${join(project, "run")}`,
      "epochs=0.4",
      "evaluationsPerEpoch=0.1",
      "maxWords=64",
      "maxSpanLength=3",
    ]);
    const outcome = await fineTuneModel(taskByName(name).task, config);
    expect(outcome.steps).toBeGreaterThan(1);
    expect(Number.isFinite(outcome.test.main)).toBe(true);

    const manifest = JSON.parse(await readFile(join(project, "package.json"), "utf8")) as {
      scripts: Record<string, string>;
    };
    expect(manifest.scripts["train"]).toBe(`luke finetune ${name} finetune.json`);
  },
  60_000,
);

test("a folder that holds something is left as it is", async () => {
  await writeFile(join(folder, "mine.txt"), "");
  const options = { task: "cloze", model: "model", version: "0.1.0" };
  await expect(writeProject(folder, options)).rejects.toThrow(/CLI030|expected an empty folder/);
});

/** A model small enough to train within a second. */
async function writeTinyModel(path: string): Promise<void> {
  const random = new Random(1);
  const tokenizer = new RobertaTokenizer(
    await trainByteLevelBpe([sampleData("question-answering").train], { vocabSize: 600 }),
  );
  const config = { ...lukeTiny, vocabSize: tokenizer.vocabSize, maxPositions: 514 };
  const architecture = "LukeForMaskedLM";
  const params = createLukeParams(config, random);
  const headParams = createHeadParams(config, architecture, random);
  await saveCheckpoint(path, { config, architecture, params, headParams });
  await saveTokenizer(tokenizer, path);
  disposeParameters(params);
  disposeParameters(headParams);
}
