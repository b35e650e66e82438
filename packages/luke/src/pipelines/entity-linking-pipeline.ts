import { type AmbiguousText, disambiguateEntities } from "@lukejs/tasks";
import { checkObject, checkSpan, checkText, mentionOf } from "../check-input.ts";
import { optionMissing } from "../errors.ts";
import { freeModel, type OpenedModel, openModel } from "../open-model.ts";
import { createPipeline, type Mention, type Pipeline, type TextSpan } from "../pipeline.ts";
import { startBackend } from "../start-backend.ts";
import type { PipelineDefinition } from "./define-pipeline.ts";
import { tokensOf } from "./tokens-of.ts";

/** Names with the entities they may mean; a MentionTable of @lukejs/entity-vocab is one. */
export interface EntityNames {
  /** The names in a text, the longest at each place. */
  findAll(
    text: string,
    filter: NameFilter,
  ): readonly (TextSpan & { readonly candidates: readonly NamedCandidate[] })[];
  /** What a name may mean, most probable first. */
  candidates(name: string, filter: NameFilter): readonly NamedCandidate[];
}

export interface NameFilter {
  /** Names that are links less often than this are passed over. */
  readonly minLinkProbability?: number;
  readonly maxCandidates?: number;
}

export interface NamedCandidate {
  readonly title: string;
  /** p(entity | name), above 0. */
  readonly prior: number;
}

export interface EntityLinkingInput {
  readonly text: string;
  /** The mentions to link; without them the names that the table knows. */
  readonly mentions?: readonly TextSpan[];
}

/** A mention with the entity it means. */
export interface LinkedEntity extends Mention {
  readonly title: string;
  /** Its probability among the candidates, by model and prior together. */
  readonly score: number;
  readonly prior: number;
  /** All of them, best first. */
  readonly candidates: readonly { readonly title: string; readonly score: number; readonly prior: number }[];
}

/** Which entities a text speaks of. */
export type EntityLinkingPipeline = Pipeline<string | EntityLinkingInput, LinkedEntity[]>;

const name = "entity-linking";
/** As the published models of entity disambiguation (arXiv 1909.00426), and the paper's Appendix C. */
const filter = { maxCandidates: 30, minLinkProbability: 0.01 } as const;

/**
 * Names of a table, each with the entity that it means: candidates outside the model's vocabulary are left out, and so are
 * mentions without any.
 */
export const entityLinkingPipeline: PipelineDefinition<string | EntityLinkingInput, LinkedEntity[]> = {
  architecture: "LukeForMaskedLM",
  entities: true,
  async open(files, options) {
    const { mentions: names, maxTokens } = options;
    if (names === undefined) {
      throw optionMissing(
        name,
        "mentions",
        "`await readMentionTable(folder)` of @lukejs/entity-vocab/node is one.",
      );
    }
    const backend = await startBackend(options.backend);
    const opened = await openModel(files, "LukeForMaskedLM", options);
    const { bosId, eosId } = opened.tokenizer;
    const maxWords = opened.config.maxPositions - opened.config.padWordId - 1;
    return createPipeline<string | EntityLinkingInput, LinkedEntity[]>({
      task: name,
      labels: [],
      backend,
      async answer(inputs, { signal }) {
        const texts = inputs.map((input) => ambiguousText(input, names, opened));
        const found = await disambiguateEntities(
          opened,
          texts.map(({ tokens }) => tokens),
          {
            ...{ bosId, eosId, maxWords, signal, maskEntityId: opened.entities!.maskId },
            ...(maxTokens === undefined ? {} : { maxTokens }),
          },
        );
        return texts.map(({ mentions }, at) =>
          mentions.map(({ candidates, ...mention }, i): LinkedEntity => {
            const { scores } = found[at]![i]!;
            const all = candidates
              .map(({ title, prior }, n) => ({ title, score: scores[n]!, prior }))
              .sort((a, b) => b.score - a.score);
            return { ...mention, ...all[0]!, candidates: all };
          }),
        );
      },
      free: () => freeModel(opened),
    });
  },
};

/** The mentions of a text with the candidates that the model knows, and the same in word tokens. */
function ambiguousText(
  input: string | EntityLinkingInput,
  names: EntityNames,
  { tokenizer, titles }: OpenedModel,
): { tokens: AmbiguousText; mentions: (Mention & { readonly candidates: readonly NamedCandidate[] })[] } {
  if (typeof input !== "string") checkObject(name, input, "a text or { text, mentions }");
  const { text, mentions: given } = typeof input === "string" ? { text: input, mentions: undefined } : input;
  checkText(name, "text", text);
  const spans =
    given === undefined
      ? names.findAll(text, filter)
      : given.map((span, i) => {
          checkSpan(name, `mentions[${i}]`, span, text);
          const candidates = names.candidates(text.slice(span.start, span.end), {
            maxCandidates: filter.maxCandidates,
          });
          return { start: span.start, end: span.end, candidates };
        });
  const mentions = spans.flatMap(({ start, end, candidates }) => {
    const known = candidates.filter(({ title, prior }) => prior > 0 && titles!.idOf(title) !== undefined);
    return known.length === 0 ? [] : [{ ...mentionOf(text, { start, end }), candidates: known }];
  });
  const { ids, starts, ends } = tokenizer.encode(text, { addSpecialTokens: false, addPrefixSpace: true });
  return {
    mentions,
    tokens: {
      ids,
      mentions: mentions.map(({ candidates, ...span }) => ({
        ...tokensOf(starts, ends, span),
        candidates: candidates.map(({ title, prior }) => ({ entityId: titles!.idOf(title)!, prior })),
      })),
    },
  };
}
