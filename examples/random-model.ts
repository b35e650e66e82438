import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { EntityVocab } from "@lukejs/entity-vocab";
import { writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createHeadParams, createLukeParams, lukeTiny } from "@lukejs/model";
import { saveCheckpoint } from "@lukejs/model/node";
import { entityTyping, namedEntityRecognition, prepareModel, relationClassification } from "@lukejs/tasks";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";

const tasks = {
  "entity-typing": { task: entityTyping(), labels: ["person", "place"] },
  "relation-extraction": { task: relationClassification(), labels: ["no_relation", "lives_in"] },
  "named-entity-recognition": { task: namedEntityRecognition(), labels: ["NIL", "PER", "LOC"] },
};

/**
 * A model folder of random numbers, so that documents run where no trained model is: answers are noise in the right form.
 * "fill-mask" is a pretrained model with a small entity vocabulary.
 */
export async function randomModel(
  name: "entity-typing" | "relation-extraction" | "named-entity-recognition" | "fill-mask",
): Promise<string> {
  await useBackend();
  const folder = join(await mkdtemp(join(tmpdir(), "luke-random-")), "model");
  const texts = ["Ann lives in Oslo, the capital of Norway.", "Beyoncé lives in Los Angeles."];
  const words = new RobertaTokenizer(await trainByteLevelBpe(texts, { vocabSize: 320, minFrequency: 1 }));
  const entities = EntityVocab.of([
    { title: "Oslo", count: 3 },
    { title: "Norway", count: 2 },
    { title: "Los Angeles", count: 1 },
  ]);
  const config = {
    ...lukeTiny,
    vocabSize: words.vocabSize,
    entityVocabSize: entities.size,
    maxPositions: 130,
    useEntityAwareAttention: name !== "fill-mask",
  };
  const params = createLukeParams(config, new Random(1));
  if (name === "fill-mask") {
    const architecture = "LukeForMaskedLM";
    const headParams = createHeadParams(config, architecture, new Random(2));
    await saveCheckpoint(folder, { config, architecture, params, headParams });
    disposeParameters({ params, headParams });
  } else {
    const { task, labels } = tasks[name];
    const model = prepareModel(
      { config, params, headParams: {} },
      words,
      task as ReturnType<typeof entityTyping>,
      {
        labels,
        random: new Random(2),
      },
    );
    await saveCheckpoint(folder, { ...model, architecture: task.architecture, labels });
  }
  await saveTokenizer(words, folder);
  await writeEntityVocab(entities, join(folder, "entity_vocab.json"));
  return folder;
}
