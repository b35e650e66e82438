import { disposeParameters, type ParameterTree } from "@lukejs/kernels";
import type { ModelContents, NamedEntity } from "@lukejs/luke";
import { type CheckpointFiles, luke, openCheckpointFiles } from "@lukejs/model";
import { blobByteSource } from "@lukejs/safetensors";
import { collate, disposeInputs, toTensors } from "@lukejs/tasks";
import { openTokenizer } from "@lukejs/tokenizer";
import type { Attention, AttentionToken } from "./messages.ts";

/** What fits a picture: words of the text and entities among them. */
const [mostWords, mostEntities] = [40, 8];
/** The row of [MASK] in the entity tables of fine-tuned models. */
const maskEntityId = 2;

/** Reads what the heads of a model look at. */
export interface AttentionReader {
  read(text: string, names: readonly NamedEntity[]): Promise<Attention>;
  dispose(): void;
}

/** Opens the encoder of a model beside the pipeline that has the same files. */
export async function openAttention(source: string | ModelContents): Promise<AttentionReader> {
  const files = typeof source === "string" ? filesAt(source) : filesOf(source);
  const tokenizer = await openTokenizer(files);
  const { params, headParams, config } = await openCheckpointFiles(files, { architecture: "LukeModel" });
  return {
    async read(text, names) {
      const all = tokenizer.encode(text, { addSpecialTokens: false });
      const length = Math.min(all.ids.length, mostWords);
      const wordIds = Int32Array.of(tokenizer.bosId, ...all.ids.subarray(0, length), tokenizer.eosId);
      const words = Array.from({ length }, (_, i) => text.slice(all.starts[i], all.ends[i]).trim() || "␣");
      const mentions = names.flatMap(({ start, end, text: name }) => {
        const at = words.flatMap((_, i) => (all.starts[i]! < end && all.ends[i]! > start ? [i + 1] : []));
        return at.length === 0 ? [] : [{ name, at: Int32Array.from(at) }];
      });
      const shown = mentions.slice(0, mostEntities);
      const features = {
        wordIds,
        entityIds: new Int32Array(shown.length).fill(maskEntityId),
        entityPositions: shown.map(({ at }) => at),
      };
      const tokens: AttentionToken[] = [
        ...["<s>", ...words, "</s>"].map((word): AttentionToken => ({ text: word, kind: "word" })),
        ...shown.map(({ name }): AttentionToken => ({ text: name, kind: "entity" })),
      ];
      const inputs = toTensors(collate([features], { padWordId: config.padWordId }));
      const outputs = luke(params, inputs, config, { attentions: true });
      const attentions = outputs.attentions ?? [];
      try {
        // [batch 1, heads, tokens, tokens] each; without entities the batch has a masked one.
        const layers = await Promise.all(attentions.map((layer) => layer.data() as Promise<Float32Array>));
        const side = attentions[0]?.shape.at(-1) ?? tokens.length;
        return { tokens, side, heads: config.numHeads, layers };
      } finally {
        disposeInputs(inputs);
        for (const tensor of [outputs.words, outputs.entities, outputs.pooled, ...attentions])
          tensor?.dispose();
      }
    },
    dispose: () => disposeParameters({ ...params, ...headParams } as ParameterTree),
  };
}

function filesOf(contents: ModelContents): CheckpointFiles {
  const blob = (file: string): Blob | undefined => {
    const content = Object.hasOwn(contents, file) ? contents[file] : undefined;
    return content === undefined || content instanceof Blob ? content : new Blob([content]);
  };
  return {
    nameOf: (file) => file,
    text: async (file) => blob(file)?.text(),
    bytes: async (file) => {
      const found = blob(file);
      return found && blobByteSource(found, file);
    },
  };
}

function filesAt(folder: string): CheckpointFiles {
  const get = async (file: string): Promise<Response | undefined> => {
    const response = await fetch(new URL(file, folder));
    return response.ok ? response : undefined;
  };
  return {
    nameOf: (file) => new URL(file, folder).href,
    text: async (file) => (await get(file))?.text(),
    bytes: async (file) => {
      const found = await (await get(file))?.blob();
      return found && blobByteSource(found, file);
    },
  };
}
