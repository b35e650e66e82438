import type { LukeModel } from "../luke-model.ts";
import { selectRows } from "./select-rows.ts";

/**
 * A model whose entity i is the old entity `rows[i]`, in the entity table and in the masked-entity head.
 * It reduces the table to what a task needs and makes special entities of old ones:
 * `selectEntityRows(model, [pad, unk, mask, mask])` is a table with [HEAD] and [TAIL], both copies of [MASK].
 * Untouched parameters are shared with `model`; free the replaced ones with `disposeReplaced`.
 *
 * @throws RangeError for a row that the table does not have
 */
export function selectEntityRows<M extends LukeModel>(model: M, rows: ArrayLike<number>): M {
  const { params, headParams } = model;
  const { maskedEntities } = headParams;
  const entity = selectRows(params.entityEmbeddings.entity, rows, "entity");
  return {
    ...model,
    config: { ...model.config, entityVocabSize: rows.length },
    params: { ...params, entityEmbeddings: { ...params.entityEmbeddings, entity } },
    headParams:
      maskedEntities === undefined
        ? headParams
        : {
            ...headParams,
            maskedEntities: { ...maskedEntities, bias: selectRows(maskedEntities.bias, rows, "entity") },
          },
  };
}
