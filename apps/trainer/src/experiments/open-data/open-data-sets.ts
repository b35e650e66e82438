/**
 * The open data of a folder in the formats of the tasks: WNUT-17 and Wikigold, SemEval-2010 task 8 and FewRel, XQuAD,
 * and what is made of them and of a dump's links. Splits that the data lacks are drawn with a fixed seed, whole
 * documents together.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { Random } from "@lukejs/kernels";
import { type NerDocument, readConll } from "@lukejs/tasks";
import { splitSentences } from "@lukejs/wiki-corpus";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import type { FineTuneConfig } from "../../run/fine-tune-config.ts";
import { clozeRows } from "./cloze-rows.ts";
import { fewRelRows } from "./relation-rows.ts";
import { typesOfNames, typesOfRoles } from "./typing-rows.ts";

const { decode } = createRequire(import.meta.url)("seek-bzip") as { decode(bytes: Uint8Array): Buffer };

export interface OpenDataSet {
  readonly name: string;
  readonly task: string;
  readonly metric: string;
  /** Whose dump the starting model was pretrained on. */
  readonly language: "en" | "it";
  readonly files: { readonly train: string; readonly dev: string; readonly test: string };
  readonly settings: Partial<FineTuneConfig>;
}

const seed = 17;

/** Writes the datasets to `out`. `italianCorpus` is a folder of `luke corpus build`. */
export async function writeOpenDataSets(
  data: string,
  italianCorpus: string,
  out: string,
): Promise<readonly OpenDataSet[]> {
  const text = (...path: string[]): Promise<string> => readFile(join(data, ...path), "utf8");
  const unpacked = async (...path: string[]): Promise<string> =>
    decode(await readFile(join(data, ...path))).toString("utf8");
  const names = { maxWords: 64, maxSpanLength: 4, batchSize: 8, epochs: 6 };
  const save = async (
    set: Omit<OpenDataSet, "files">,
    splits: Splits<unknown>,
    write: (split: readonly unknown[]) => string = (rows) => JSON.stringify(rows),
  ): Promise<OpenDataSet> => {
    const path = (split: string): string => join(out, `${set.name}.${split}`);
    for (const split of splitNames) await writeFile(path(split), write(splits[split]));
    return { ...set, files: { train: path("train"), dev: path("dev"), test: path("test") } };
  };
  const conll = (documents: readonly unknown[]): string =>
    (documents as readonly NerDocument[])
      .map(({ sentences }) => {
        const body = sentences.map(({ words, tags }) =>
          words.map((word, i) => `${word} ${tags[i]}`).join("\n"),
        );
        return `-DOCSTART- O\n\n${body.join("\n\n")}\n`;
      })
      .join("\n");

  const wikigold = splitAtRandom(readConll(await text("ner", "wikigold.conll.txt"), "wikigold.conll.txt"));
  // A sentence, its relation and a comment each, as readMarkedRelations takes them.
  const semEval = blocks(await unpacked("relations", "semeval2010-8-train.txt.bz2"));
  const fewRel = JSON.parse(await unpacked("relations", "fewrel-val_wiki.json.bz2"));
  const properties = JSON.parse(await text("relations", "fewrel-pid2name.json"));
  // Each relation in the same shares.
  const relations = joinSplits(fewRelRows(fewRel, properties).map(splitAtRandom));
  const squad = JSON.parse(await text("qa", "xquad.en.json")) as { data: unknown[] };
  const italian = await openCorpus(italianCorpus);
  const pages = [];
  for await (const page of italian.pages()) {
    const rows = clozeRows(page, { splitSentences, passage: [200, 900], candidates: 3 });
    if (rows.length > 0) pages.push(rows);
  }

  return [
    {
      name: "wnut-17",
      task: "named-entity-recognition",
      metric: "F1 of whole entities",
      language: "en",
      files: {
        train: join(data, "ner", "wnut17-wnut17train.conll"),
        dev: join(data, "ner", "wnut17-emerging.dev.conll"),
        test: join(data, "ner", "wnut17-emerging.test.annotated"),
      },
      settings: { ...names, maxWords: 40, batchSize: 16, epochs: 4 },
    },
    await save(
      { ...english("named-entity-recognition", "F1 of whole entities"), name: "wikigold", settings: names },
      wikigold,
      conll,
    ),
    await save(
      {
        ...english("relation-classification", "micro F1 without Other"),
        name: "semeval-2010-8",
        settings: { batchSize: 32, epochs: 4 },
      },
      {
        train: semEval.slice(0, 7200),
        dev: semEval.slice(7200),
        test: blocks(await unpacked("relations", "semeval2010-8-test.txt.bz2")),
      },
      (sentences) => sentences.join("\n\n"),
    ),
    await save(
      {
        ...english("relation-classification", "micro F1"),
        name: "fewrel",
        settings: { batchSize: 32, epochs: 2 },
      },
      relations,
    ),
    await save(
      {
        ...english("entity-typing", "loose micro F1"),
        name: "wikigold-types",
        settings: { batchSize: 32, epochs: 5 },
      },
      mapSplits(wikigold, typesOfNames),
    ),
    await save(
      {
        ...english("entity-typing", "loose micro F1"),
        name: "fewrel-types",
        settings: { batchSize: 32, epochs: 1 },
      },
      mapSplits(relations, typesOfRoles),
    ),
    await save(
      {
        name: "itwiki-cloze",
        task: "cloze",
        metric: "F1 of answers",
        language: "it",
        settings: { batchSize: 16, epochs: 3 },
      },
      mapSplits(splitAtRandom(pages), (of) => of.flat()),
      (rows) => JSON.stringify({ data: rows }),
    ),
    await save(
      {
        ...english("question-answering", "F1 of answers"),
        name: "xquad-en",
        settings: { batchSize: 16, epochs: 3, maxWords: 200 },
      },
      splitAtRandom(squad.data),
      (rows) => JSON.stringify({ version: "1.1", data: rows }),
    ),
  ];
}

function english(task: string, metric: string) {
  return { task, metric, language: "en" as const };
}

/** Stretches of a text between blank lines. */
function blocks(text: string): string[] {
  return text.split(/\r?\n(?:\r?\n)+/).filter((block) => block.trim() !== "");
}

const splitNames = ["train", "dev", "test"] as const;
type Splits<Item> = Readonly<Record<(typeof splitNames)[number], readonly Item[]>>;

/** Eight tenths to learn from, a tenth each for development and test. */
function splitAtRandom<Item>(items: readonly Item[]): Splits<Item> {
  const shuffled = [...new Random(seed).permutation(items.length)].map((i) => items[i]!);
  const held = Math.ceil(items.length / 10);
  return {
    train: shuffled.slice(2 * held),
    dev: shuffled.slice(0, held),
    test: shuffled.slice(held, 2 * held),
  };
}

function mapSplits<Item, Other>(
  { train, dev, test }: Splits<Item>,
  map: (items: readonly Item[]) => readonly Other[],
): Splits<Other> {
  return { train: map(train), dev: map(dev), test: map(test) };
}

function joinSplits<Item>(splits: readonly Splits<Item>[]): Splits<Item> {
  const all = (name: (typeof splitNames)[number]): Item[] => splits.flatMap((split) => [...split[name]]);
  return { train: all("train"), dev: all("dev"), test: all("test") };
}
