import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, type ParameterTree, Random } from "@lukejs/kernels";
import { createLukeParams, lukeTiny, selectEntityRows } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { prepareModel, questionAnswering, type RelationExample, relationClassification } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { expect, test } from "vitest";
import { loadPipeline } from "./load-pipeline.ts";
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

test("a model that was fine-tuned for questions without an answer keeps its threshold", async () => {
  await startBackend("wasm");
  const root = await mkdtemp(join(tmpdir(), "luke-none-"));
  const passage = "Ann lives in Oslo .";
  const tokenizer = new RobertaTokenizer(await trainByteLevelBpe([passage], { vocabSize: 262 }));
  const config = { ...lukeTiny, numLayers: 1, vocabSize: tokenizer.vocabSize, initializerRange: 0.5 };
  const encoder = { config, params: createLukeParams(config, new Random(1)), headParams: {} };
  const model = prepareModel(encoder, tokenizer, questionAnswering(), { labels: [], random: new Random(2) });
  for (const [nullThreshold, answered] of [
    [1e6, true],
    [-1e6, false],
  ] as const) {
    const folder = join(root, String(answered));
    await saveCheckpoint(folder, {
      ...{ ...model, architecture: "LukeForQuestionAnswering" as const },
      extra: { lukejs: { nullThreshold } },
    });
    await saveTokenizer(tokenizer, folder);
    const vocab = EntityVocab.of([{ title: "Oslo", count: 1 }]);
    await writeEntityVocab(vocab, join(folder, "entity_vocab.json"));
    const pipeline = await loadPipeline("question-answering", folder);
    const { answer, answers } = await pipeline({ question: "Where?", passage });
    expect(answer).toEqual(answered ? answers[0] : undefined);
    expect(answers.length).toBeGreaterThan(1);
    pipeline.dispose();
    // What the task is told wins over what the folder says.
    const always = await openTaskModel(questionAnswering({ nullThreshold: 1e6 }), folder);
    const example = { id: "1", title: "", question: "Where?", passage, answers: [] };
    expect((await always.predict([example])).predictions[0]!.answer).not.toBe("");
    always.dispose();
  }
  disposeParameters({ ...model.params, ...model.headParams } as ParameterTree);
  await rm(root, { recursive: true, force: true });
});
