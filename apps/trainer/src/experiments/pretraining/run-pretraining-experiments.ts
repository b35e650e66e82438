/**
 * What the parts of pretraining bring at a small size. A model that has learned masked words alone stands for RoBERTa;
 * from there, with as many updates each: the paper's two stages, one stage of both objectives, and words alone as in the
 * paper's control (§5.3, Table 10). Beside them what needs no model: the most frequent entity, and logistic regression
 * on the words around.
 */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BackendInfo } from "@lukejs/backend";
import type { PretrainingFigures } from "@lukejs/tasks";
import { readPretrainingExamples } from "@lukejs/tasks/node";
import { prepareData } from "../../demo/prepare-data.ts";
import { createStageRunner, type StageRunner } from "../../demo/stage-runner.ts";
import { pretrainModel } from "../../run/pretrain-model.ts";
import type { CommandContext } from "../../terminal/run-command.ts";
import { formatSpread, type Spread, spreadOf } from "../mean-and-spread.ts";
import { type PreparedDump, prepareDump } from "../prepare-dump.ts";
import { bagOfWordsAccuracy } from "./bag-of-words.ts";
import { type ExperimentSettings, pretrainingVariants, wordsFirst } from "./pretraining-variants.ts";

export interface PretrainingExperiment {
  /** What was read: "encyclopedia", "enwiki", "itwiki". */
  readonly data: string;
  readonly name: string;
  /** Percent of the masked words and entities of held-out sentences that are found, over the seeds. */
  readonly wordAccuracy?: Spread;
  readonly entityAccuracy?: Spread;
}

export interface PretrainingExperimentOptions {
  readonly seeds: number;
  /** A folder with `wiki/enwiki-real.xml.bz2` and `wiki/itwiki-real.xml.bz2`: real text beside the bundled one. */
  readonly data?: string | undefined;
  /** Share of the updates; less than one for a try. */
  readonly length?: number;
  readonly backend: BackendInfo;
}

type Examples = Pick<PreparedDump, "examples" | "tokenizer" | "entityVocab" | "key">;

/** Resumable: what an earlier call finished in `out` is kept. */
export async function runPretrainingExperiments(
  out: string,
  { seeds, data, length = 1, backend }: PretrainingExperimentOptions,
  context: CommandContext,
): Promise<readonly PretrainingExperiment[]> {
  const stages = createStageRunner((name) => context.progress(name, "").end("kept from an earlier run"));
  const { keys, ...bundled } = await prepareData(out, stages, context);
  const sets: { name: string; passes: number; examples: Examples }[] = [
    { name: "encyclopedia", passes: length, examples: filesOf(bundled, keys.examples) },
  ];
  for (const name of data === undefined ? [] : ["enwiki", "itwiki"]) {
    const dump = join(data!, "wiki", `${name}-real.xml.bz2`);
    const prepared = await prepareDump(dump, join(out, name), stages, context, {
      // In so small a dump most targets are linked once or twice, which teaches nothing: they are plain text.
      ...{ minCount: 4, unknownEntities: "skip", keepWithoutEntities: true, heldOut: 0.1 },
    });
    // A small dump is read twice as often, which makes about as many updates.
    sets.push({ name, passes: 2 * length, examples: filesOf(prepared, prepared.key) });
  }
  const found = new Map(sets.map(({ name }) => [name, new Map<string, Partial<PretrainingFigures>[]>()]));
  let rows: PretrainingExperiment[] = [];
  // A seed of everything before the next one: an interrupted job has something of everything.
  for (let seed = 1; seed <= seeds; seed++) {
    for (const { name, passes, examples } of sets) {
      const run = { data: name, examples, seed, out, backend, stages, context };
      const start = await pretrain(run, "RoBERTa's stand-in", wordsFirst(passes));
      note(found.get(name)!, "words first, nothing more", start.figures);
      for (const variant of pretrainingVariants(passes)) {
        const { figures } = await pretrain(run, variant.name, variant.settings, start);
        note(found.get(name)!, variant.name, figures);
      }
    }
    rows = sets.flatMap(({ name }) =>
      [...found.get(name)!].map(([variant, all]) => rowOf(name, variant, all)),
    );
    await write(out, rows);
  }
  for (const { name, examples } of sets) {
    const [figures] = found.get(name)!.get("words and entities, one stage") ?? [];
    const baselines = [
      [
        "logistic regression on the words around",
        await bagOfWords(name, examples, out, backend, stages, context),
      ],
      ["the most frequent entity", figures?.mostFrequentEntityAccuracy ?? 0],
    ] as const;
    for (const [baseline, share] of baselines)
      rows.push({ data: name, name: baseline, entityAccuracy: spreadOf([100 * share]) });
  }
  await write(out, rows);
  return rows;
}

function filesOf(prepared: Omit<Examples, "key">, key: string): Examples {
  const { examples, tokenizer, entityVocab } = prepared;
  return { examples, tokenizer, entityVocab, key };
}

const write = (out: string, rows: readonly PretrainingExperiment[]): Promise<void> =>
  writeFile(join(out, "pretraining-experiments.json"), `${JSON.stringify(rows, null, 1)}\n`);

interface Run {
  readonly data: string;
  readonly examples: Examples;
  readonly seed: number;
  readonly out: string;
  readonly backend: BackendInfo;
  readonly stages: StageRunner;
  readonly context: CommandContext;
}

interface Pretrained {
  readonly figures: Partial<PretrainingFigures>;
  readonly model: string;
  readonly key: string;
}

async function pretrain(
  { data, examples, seed, out, backend, stages, context }: Run,
  name: string,
  settings: ExperimentSettings,
  from?: Pretrained,
): Promise<Pretrained> {
  const title = `${data}, ${name}, seed ${seed}`;
  const folder = join(out, "pretraining-experiments", title.replaceAll(/[^\w]+/g, "-"));
  const { result, key } = await stages.run(title, {
    folder,
    settings: { ...settings, seed, backend: backend.name },
    after: [examples.key, ...(from === undefined ? [] : [from.key])],
    run: async () => {
      const progress = context.progress(title, "updates");
      const { key: _, ...inputs } = examples;
      const { figures, model } = await pretrainModel(
        {
          ...settings,
          ...inputs,
          seed,
          out: join(folder, "run"),
          ...(from === undefined ? {} : { from: from.model }),
        },
        {
          resume: true,
          signal: context.signal,
          onProgress: ({ step, total, loss }) => progress.update(step, total, `loss ${loss.toFixed(2)}`),
        },
      );
      const percent = (share = 0) => `${(100 * share).toFixed(1)} %`;
      progress.end(`words ${percent(figures.wordAccuracy)}, entities ${percent(figures.entityAccuracy)}`);
      return { figures, model };
    },
  });
  return { ...result, key };
}

async function bagOfWords(
  data: string,
  { examples, key }: Examples,
  out: string,
  backend: BackendInfo,
  stages: StageRunner,
  { signal }: CommandContext,
): Promise<number> {
  const settings = { seed: 1, epochs: 3 };
  const { result } = await stages.run(`${data}, bag of words`, {
    folder: join(out, "pretraining-experiments", `${data}-bag-of-words`),
    settings: { ...settings, backend: backend.name },
    after: [key],
    run: async () => {
      const { manifest, train, heldOut } = await readPretrainingExamples(examples);
      const vocabSize = Number(manifest.settings["vocabSize"]);
      const entityVocabSize = Number(manifest.settings["entityVocabSize"]);
      return bagOfWordsAccuracy(train, heldOut, { ...settings, vocabSize, entityVocabSize, signal });
    },
  });
  return result;
}

function note(
  found: Map<string, Partial<PretrainingFigures>[]>,
  name: string,
  figures: Partial<PretrainingFigures>,
): void {
  found.set(name, [...(found.get(name) ?? []), figures]);
}

function rowOf(
  data: string,
  name: string,
  figures: readonly Partial<PretrainingFigures>[],
): PretrainingExperiment {
  const words = figures.flatMap(({ wordAccuracy }) =>
    wordAccuracy === undefined ? [] : [100 * wordAccuracy],
  );
  const entities = name.startsWith("words and entities")
    ? figures.flatMap(({ entityAccuracy }) => (entityAccuracy === undefined ? [] : [100 * entityAccuracy]))
    : [];
  return {
    data,
    name,
    ...(words.length === 0 ? {} : { wordAccuracy: spreadOf(words) }),
    ...(entities.length === 0 ? {} : { entityAccuracy: spreadOf(entities) }),
  };
}

/** The rows as a Markdown table, in percent; means with their deviation where there are several seeds. */
export function pretrainingExperimentsTable(rows: readonly PretrainingExperiment[]): string {
  const cell = (spread?: Spread): string => (spread === undefined ? "–" : formatSpread(spread));
  return [
    "| text | pretraining | masked words | masked entities |",
    "|---|---|---|---|",
    ...rows.map(
      ({ data, name, wordAccuracy, entityAccuracy }) =>
        `| ${data} | ${name} | ${cell(wordAccuracy)} | ${cell(entityAccuracy)} |`,
    ),
  ].join("\n");
}
