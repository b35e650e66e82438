import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny, selectEntityRows } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { prepareModel, type RelationExample, relationClassification } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { expect, test } from "vitest";
import { openTaskModel } from "./open-task-model.ts";
import { startBackend } from "./start-backend.ts";

test("a model that kept a large entity table is read by the names of its rows", async () => {
  await startBackend("wasm");
  const root = await mkdtemp(join(tmpdir(), "luke-rows-"));
  const task = relationClassification();
  const words = "Ann lives in Oslo .".split(" ");
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe(words, { vocabSize: 262 }));
  const config = { ...lukeTiny, numLayers: 1, vocabSize: tokenizer.vocabSize, initializerRange: 0.5 };
  const encoder = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
  const labels = ["no_relation", "lives in", "born in"];
  const small = prepareModel(encoder, tokenizer, task, { labels, random: new Random(2) });
  const large = selectEntityRows(small, [0, 3, 2, 1, 1, 3, 1]);
  const titles = ["[PAD]", "Ann", "[MASK]", "[UNK]", "Oslo", "[MASK2]"];
  const vocab = new EntityVocab(titles.map((title, id) => ({ id, entities: [[title, null]], count: 0 })));
  const example: RelationExample = {
    id: "1",
    words,
    head: { start: 0, end: 1 },
    tail: { start: 3, end: 4 },
    label: "",
  };
  const logits: Float32Array[] = [];
  for (const [name, model] of Object.entries({ small, large })) {
    const folder = join(root, name);
    await saveCheckpoint(folder, { ...model, architecture: task.architecture, labels });
    await saveTokenizer(tokenizer, folder);
    await writeEntityVocab(vocab, join(folder, "entity_vocab.json"));
    const opened = await openTaskModel(task, folder);
    expect(opened.labels).toEqual(labels);
    const { predictions, counts } = await opened.predict([example]);
    expect(counts).toMatchObject({ examples: 1, cutTexts: 0 });
    logits.push(predictions[0]!.logits);
    opened.dispose();
  }
  for (const [i, logit] of logits[0]!.entries()) expect(logits[1]![i]).toBeCloseTo(logit, 5);
  disposeParameters({ ...large.params, ...large.headParams } as ParameterTree);
  await rm(root, { recursive: true, force: true });
});
