import type { Tensor1D, Tensor2D } from "@tensorflow/tfjs-core";
import type { LukeModel } from "../luke-model.ts";
import { selectRows } from "./select-rows.ts";

/**
 * A model whose word i is the old word `rows[i]`, in the word table and in the masked-word head.
 * Untouched parameters are shared with `model`; free the replaced ones with `disposeReplaced`.
 *
 * @throws RangeError for a row that the table does not have
 */
export function selectWordRows<M extends LukeModel>(model: M, rows: ArrayLike<number>): M {
  const { params, headParams } = model;
  const { maskedWords } = headParams;
  const pick = <T extends Tensor1D | Tensor2D>(table: T): T => selectRows(table, rows, "word");
  return {
    ...model,
    config: { ...model.config, vocabSize: rows.length },
    params: { ...params, embeddings: { ...params.embeddings, word: pick(params.embeddings.word) } },
    headParams:
      maskedWords === undefined
        ? headParams
        : {
            ...headParams,
            maskedWords: {
              ...maskedWords,
              ...(maskedWords.decoder === undefined ? {} : { decoder: pick(maskedWords.decoder) }),
              bias: pick(maskedWords.bias),
            },
          },
  };
}

/**
 * A model with new words after the old ones, each starting as a copy of an old one:
 * `appendWordRows(model, [at, hash])` makes the two markers of relation classification from "@" and "#".
 */
export function appendWordRows<M extends LukeModel>(model: M, fromRows: ArrayLike<number>): M {
  const { vocabSize } = model.config;
  const rows = Array.from({ length: vocabSize + fromRows.length }, (_, id) =>
    id < vocabSize ? id : fromRows[id - vocabSize]!,
  );
  return selectWordRows(model, rows);
}
