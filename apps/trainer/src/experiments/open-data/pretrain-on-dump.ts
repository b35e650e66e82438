import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import { buildEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { saveTokenizer } from "@lukejs/tokenizer/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { textsOf } from "../../commands/tokenizer.ts";
import { demoPretraining } from "../../demo/demo-settings.ts";
import type { StageRunner } from "../../demo/stage-runner.ts";
import { buildExamples } from "../../run/build-examples.ts";
import { pretrainModel } from "../../run/pretrain-model.ts";
import type { CommandContext } from "../../terminal/run-command.ts";

/** A small dump is read so many times as often as the main job's, which makes about as many updates. */
const passes = 4;

const pretraining = {
  ...demoPretraining,
  stages: demoPretraining.stages.map((stage) =>
    "epochs" in stage ? { ...stage, epochs: passes * stage.epochs! } : stage,
  ),
} satisfies typeof demoPretraining;

/** A small LUKE from scratch on a small dump, as the experiments start from; answers corpus and model. */
export async function pretrainOnDump(
  dump: string,
  out: string,
  backend: BackendInfo,
  stages: StageRunner,
  context: CommandContext,
): Promise<{ readonly corpus: string; readonly model: string; readonly key: string }> {
  const corpus = join(out, "corpus");
  const corpusStage = await stages.run(`corpus of ${dump}`, {
    folder: join(out, "corpus-stage"),
    settings: {},
    files: [dump],
    run: async () => (await buildCorpus(dump, corpus, { signal: context.signal })).counts,
  });
  const examples = join(out, "examples");
  const tokenizer = join(out, "tokenizer");
  const entityVocab = join(out, "entities.jsonl");
  const examplesStage = await stages.run("vocabularies and examples", {
    folder: examples,
    settings: { words: 8000, entities: "10,000, absent targets too", maxWords: 128 },
    after: [corpusStage.key],
    run: async () => {
      const files = await trainByteLevelBpe(textsOf([corpus]), { vocabSize: 8000 });
      await saveTokenizer(new RobertaTokenizer(files), tokenizer);
      // Most links of so small a dump lead out of it.
      const ofLinks = { size: 10_000, minCount: 2, keepAbsentTargets: true };
      await writeEntityVocab(await buildEntityVocab(corpus, ofLinks), entityVocab);
      const settings = { maxWords: 128, heldOut: { by: "sentence" as const, fraction: 0.03 } };
      const { splits } = await buildExamples(
        { corpus, tokenizer, entityVocab, out: examples, settings },
        { signal: context.signal },
      );
      const { examples: count, words, entities } = splits.train;
      return { examples: count, words, entities };
    },
  });
  const pretrained = await stages.run("pretraining", {
    folder: join(out, "pretrain"),
    settings: { ...pretraining, backend: backend.name },
    after: [examplesStage.key],
    run: async () => {
      const progress = context.progress(`pretraining on ${examplesStage.result.words} tokens`, "updates");
      const { model, figures } = await pretrainModel(
        { ...pretraining, examples, tokenizer, entityVocab, out: join(out, "pretrain", "run") },
        {
          resume: true,
          signal: context.signal,
          onProgress: ({ step, total, stage, loss }) =>
            progress.update(step, total, `${stage}  loss ${loss.toFixed(2)}`),
        },
      );
      progress.end(`masked words ${(100 * (figures.wordAccuracy ?? 0)).toFixed(1)} %`);
      return { model };
    },
  });
  return { corpus, model: pretrained.result.model, key: pretrained.key };
}
