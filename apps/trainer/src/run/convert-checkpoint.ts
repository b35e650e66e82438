import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { readEntityVocab, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, Random } from "@lukejs/kernels";
import { appendWordRows, copyQueries, disposeReplaced, selectEntityRows } from "@lukejs/model";
import {
  extractArchive,
  type OpenedCheckpoint,
  openCheckpoint,
  openOriginal,
  openRoberta,
  type SaveOptions,
  saveCheckpoint,
  writeEntityVectors,
} from "@lukejs/model/node";
import { LukeTokenizer } from "@lukejs/tokenizer";
import { loadTokenizer, saveLukeTokenizer } from "@lukejs/tokenizer/node";
import { conversionIncomplete } from "../errors.ts";
import { isFolder } from "./is-folder.ts";
import { saveOnnxFolder } from "./save-onnx-folder.ts";

export type CheckpointKind = "hf" | "luke" | "roberta";

export interface ConvertOptions extends SaveOptions {
  readonly from: CheckpointKind;
  /** What is written: a Hugging Face folder, or model.onnx with the tokenizer's files beside it. */
  readonly to?: "hf" | "onnx" | undefined;
  /** A folder with RoBERTa's vocab.json and merges.txt; archives of the original lack them. */
  readonly tokenizer?: string | undefined;
  /** An entity vocabulary, where the input brings none. */
  readonly entityVocab?: string | undefined;
  /** Keep the special entities alone. */
  readonly lite?: boolean | undefined;
  /** Where the entity embeddings go besides: word2vec text, or .safetensors. */
  readonly entityVectors?: string | undefined;
  /** Of the parameters that a RoBERTa lacks. */
  readonly seed?: number;
}

export type Converted = Pick<OpenedCheckpoint, "architecture" | "config" | "unread"> & {
  /** Names of the files written beside the weights. */
  readonly files: readonly string[];
};

const vocabNames = ["entity_vocab.json", "entity_vocab.jsonl", "entity_vocab.tsv"];
const specials = ["[PAD]", "[UNK]", "[MASK]", "[MASK2]"];

/**
 * Reads a checkpoint of any kind and saves it as a Hugging Face folder, or as ONNX. What was published as an archive becomes what
 * the reference's conversion makes of it: queries copied for entity-aware attention, [MASK2] as a copy of [MASK], and,
 * where a tokenizer is given, the words <ent> and <ent2> as copies of "@" and "#".
 *
 * @throws LukeError MOD…, SFT… what the readers throw · CLI014 an entity vocabulary or a tokenizer is missing or does not fit
 */
export async function convertCheckpoint(
  input: string,
  output: string,
  options: ConvertOptions,
): Promise<Converted> {
  if (options.to === "onnx" && (options.floats ?? "F32") !== "F32") {
    throw conversionIncomplete(input, "ONNX is written in float32, leave --dtype out");
  }
  const work = await mkdtemp(join(tmpdir(), "luke-convert-"));
  let model: OpenedCheckpoint | undefined;
  const replace = (after: OpenedCheckpoint): void => {
    model = model === undefined ? after : disposeReplaced(model, after);
  };
  try {
    let vocab = options.entityVocab === undefined ? undefined : await readEntityVocab(options.entityVocab);
    if (options.from === "roberta" && vocab === undefined) {
      throw conversionIncomplete(
        input,
        "a RoBERTa has no entities: name their vocabulary with --entity-vocab",
      );
    }
    replace(await open(input, options, vocab?.size ?? 0, work));
    const inside = vocabNames.find((name) => model!.files[name] !== undefined);
    if (vocab === undefined && inside !== undefined) vocab = await readEntityVocab(model!.files[inside]!);
    if (vocab !== undefined && vocab.size !== model!.config.entityVocabSize) {
      throw conversionIncomplete(
        input,
        `its entity table has ${model!.config.entityVocabSize} rows, the vocabulary ${vocab.size}`,
      );
    }
    if (options.from === "luke") {
      replace(copyQueries(model!));
      if (vocab !== undefined && vocab.idOf("[MASK2]") === undefined) {
        const rows = Array.from({ length: vocab.size + 1 }, (_, id) =>
          id < vocab!.size ? id : vocab!.maskId,
        );
        replace(selectEntityRows(model!, rows));
        vocab = new EntityVocab([
          ...vocab.entries(),
          { id: vocab.size, entities: [["[MASK2]", null]], count: 0 },
        ]);
      }
      if (options.tokenizer !== undefined) {
        if (vocab === undefined)
          throw conversionIncomplete(input, "it has no entity vocabulary for a tokenizer");
        replace(await addMarkers(model!, options.tokenizer, vocab, work));
      }
    }
    if (options.entityVectors !== undefined) {
      if (vocab === undefined)
        throw conversionIncomplete(input, "it has no entity vocabulary to name the vectors");
      const titles = Array.from({ length: vocab.size }, (_, id) => titleOf(vocab!, id));
      await writeEntityVectors(options.entityVectors, model!.params.entityEmbeddings.entity, titles);
    }
    if (options.lite === true) {
      if (vocab === undefined) throw conversionIncomplete(input, "it has no entity vocabulary to be reduced");
      const kept = specials.filter((title) => vocab!.idOf(title) !== undefined);
      replace(
        selectEntityRows(
          model!,
          kept.map((title) => vocab!.idOf(title)!),
        ),
      );
      vocab = new EntityVocab(kept.map((title, id) => ({ id, entities: [[title, null]], count: 0 })));
    }
    const files: Record<string, string> = { ...model!.files };
    if (vocab !== undefined) {
      for (const name of vocabNames) delete files[name];
      files["entity_vocab.json"] = join(work, "entity_vocab.json");
      await writeEntityVocab(vocab, files["entity_vocab.json"]);
    }
    const { floats, maxShardBytes } = options;
    if (options.to === "onnx") await saveOnnxFolder(output, model!, files);
    else
      await saveCheckpoint(
        output,
        { ...model!, files },
        {
          ...(floats === undefined ? {} : { floats }),
          ...(maxShardBytes === undefined ? {} : { maxShardBytes }),
        },
      );
    const { architecture, config, unread } = model!;
    return { architecture, config, unread, files: Object.keys(files).sort() };
  } finally {
    if (model !== undefined) {
      disposeParameters(model.params);
      disposeParameters(model.headParams);
    }
    await rm(work, { recursive: true, force: true });
  }
}

async function open(
  input: string,
  { from, seed = 0 }: ConvertOptions,
  entityVocabSize: number,
  work: string,
): Promise<OpenedCheckpoint> {
  if (from === "hf") return openCheckpoint(input);
  if (from === "roberta") return openRoberta(input, { entityVocabSize, random: new Random(seed) });
  if (await isFolder(input)) return openOriginal(input);
  const unpacked = join(work, "archive");
  await extractArchive(input, unpacked);
  return openOriginal(unpacked);
}

/** The model with <ent> and <ent2> after its words, and the files of its tokenizer, which Python opens as well. */
async function addMarkers(
  model: OpenedCheckpoint,
  folder: string,
  entities: EntityVocab,
  work: string,
): Promise<OpenedCheckpoint> {
  const words = await loadTokenizer(folder);
  const [at, hash] = [words.idOf("@"), words.idOf("#")];
  const { vocabSize } = model.config;
  if (at === undefined || hash === undefined || words.vocabSize !== vocabSize) {
    throw conversionIncomplete(
      folder,
      `expected ${vocabSize} words with "@" and "#" among them, found ${words.vocabSize}`,
    );
  }
  const saved = join(work, "tokenizer");
  await mkdir(saved);
  await saveLukeTokenizer(new LukeTokenizer(words, entities), saved);
  const names = await readdir(saved);
  const files = { ...model.files, ...Object.fromEntries(names.map((name) => [name, join(saved, name)])) };
  return { ...appendWordRows(model, [at, hash]), files };
}

function titleOf(vocab: EntityVocab, id: number): string {
  try {
    return vocab.titleOf(id);
  } catch {
    return `[${id}]`; // a row without a title
  }
}
