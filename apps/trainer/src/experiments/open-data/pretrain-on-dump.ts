import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import { demoPretraining } from "../../demo/demo-settings.ts";
import type { StageRunner } from "../../demo/stage-runner.ts";
import { pretrainModel } from "../../run/pretrain-model.ts";
import type { CommandContext } from "../../terminal/run-command.ts";
import { prepareDump } from "../prepare-dump.ts";

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
  const { corpus, examples, tokenizer, entityVocab, words, key } = await prepareDump(
    dump,
    out,
    stages,
    context,
  );
  const pretrained = await stages.run("pretraining", {
    folder: join(out, "pretrain"),
    settings: { ...pretraining, backend: backend.name },
    after: [key],
    run: async () => {
      const progress = context.progress(`pretraining on ${words} tokens`, "updates");
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
