import * as tf from "@tensorflow/tfjs-core";
import { idOutOfRange, mentionBeyondText } from "./errors.ts";
import type { LukeInputs } from "./luke-inputs.ts";
import type { PackedInputs } from "./packed-inputs.ts";
import type { LukeParams } from "./parameters/luke-params.ts";

/** Where a word or an entity is: the text and its number inside it. */
type PlaceOf = (kind: "word" | "entity", row: number) => readonly [text: number, token: number];

/**
 * Backends whose ids lie in memory that a program reads as it is. Others would have to wait for their device, and read
 * some other row for an id that is none.
 */
const readable: ReadonlySet<string> = new Set(["cpu", "wasm", "tensorflow"]);

/**
 * Checks every id of a padded batch against its table, on the backends where that costs no waiting.
 *
 * @throws LukeError MOD017 with the first id that is no row
 */
export function checkIds(params: LukeParams, inputs: LukeInputs): void {
  const { wordIds, inputEmbeddings, entityIds } = inputs;
  const widths = { word: (wordIds ?? inputEmbeddings)?.shape[1] ?? 0, entity: entityIds?.shape[1] ?? 0 };
  checkTables(params, inputs, (kind, row) => [Math.floor(row / widths[kind]), row % widths[kind]]);
}

/**
 * The same for packed texts; a mention's words have to be words of its own text.
 *
 * @throws LukeError MOD017, MOD018
 */
export function checkPackedIds(params: LukeParams, inputs: PackedInputs): void {
  const { wordStarts, entityStarts = new Int32Array(wordStarts.length), entityPositionIds } = inputs;
  const starts = { word: wordStarts, entity: entityStarts };
  const placeOf: PlaceOf = (kind, row) => {
    const text = starts[kind].findLastIndex((start) => start <= row);
    return [text, row - starts[kind][text]!];
  };
  checkTables(params, inputs, placeOf);
  if (entityPositionIds === undefined || !readable.has(tf.getBackend())) return;
  const positions = entityPositionIds.dataSync();
  const mention = entityPositionIds.shape[1];
  for (let text = 0; text < wordStarts.length - 1; text++) {
    const words = wordStarts[text + 1]! - wordStarts[text]!;
    for (let i = entityStarts[text]! * mention; i < entityStarts[text + 1]! * mention; i++) {
      if (positions[i]! < words) continue;
      const [, entity] = placeOf("entity", Math.floor(i / mention));
      throw mentionBeyondText(positions[i]!, `text ${text}, entity ${entity}`, words);
    }
  }
}

type IdTensors = {
  readonly [Name in Exclude<keyof LukeInputs, "inputEmbeddings" | "wordMask" | "entityMask">]?: tf.Tensor;
};

function checkTables({ embeddings, entityEmbeddings }: LukeParams, ids: IdTensors, placeOf: PlaceOf): void {
  if (!readable.has(tf.getBackend())) return;
  const check = (what: string, tensor: tf.Tensor | undefined, { shape: [rows] }: tf.Tensor2D): void => {
    if (tensor === undefined) return;
    const isMention = what === "mention position";
    const lowest = isMention ? -1 : 0;
    const numbers = tensor.dataSync();
    for (let i = 0; i < numbers.length; i++) {
      if (numbers[i]! >= lowest && numbers[i]! < rows) continue;
      const kind = what.startsWith("word") ? "word" : "entity";
      const [text, token] = placeOf(kind, isMention ? Math.floor(i / tensor.shape.at(-1)!) : i);
      throw idOutOfRange(what, numbers[i]!, `text ${text}, ${kind} ${token}`, rows);
    }
  };
  check("word id", ids.wordIds, embeddings.word);
  check("word position", ids.wordPositionIds, embeddings.position);
  check("word segment", ids.wordSegmentIds, embeddings.segment);
  check("entity id", ids.entityIds, entityEmbeddings.entity);
  check("entity segment", ids.entitySegmentIds, entityEmbeddings.segment);
  check("mention position", ids.entityPositionIds, entityEmbeddings.position);
}
