import { architectureUnknown } from "../errors.ts";

/** What a class of the reference has besides the encoder. */
export interface Architecture {
  readonly pooler: boolean;
  readonly maskedLanguageModel?: boolean;
  /** Width of the classifier's input in multiples of the hidden size, and whether it has a bias. */
  readonly classifier?: { readonly inputs: 1 | 2 | 3; readonly bias: boolean; readonly labels?: 1 };
  readonly questionAnswering?: boolean;
  readonly clozeScorer?: boolean;
}

/** The classes of the reference as `architectures` of config.json names them; the cloze scorer is ours. */
export type ArchitectureName =
  | "LukeModel"
  | "LukeForMaskedLM"
  | "LukeForEntityClassification"
  | "LukeForEntityPairClassification"
  | "LukeForEntitySpanClassification"
  | "LukeForSequenceClassification"
  | "LukeForTokenClassification"
  | "LukeForQuestionAnswering"
  | "LukeForMultipleChoice"
  | "LukeForEntityCloze";

const architectures: Readonly<Record<ArchitectureName, Architecture>> = {
  LukeModel: { pooler: true },
  LukeForMaskedLM: { pooler: true, maskedLanguageModel: true },
  LukeForEntityClassification: { pooler: true, classifier: { inputs: 1, bias: true } },
  LukeForEntityPairClassification: { pooler: true, classifier: { inputs: 2, bias: false } },
  LukeForEntitySpanClassification: { pooler: true, classifier: { inputs: 3, bias: true } },
  LukeForSequenceClassification: { pooler: true, classifier: { inputs: 1, bias: true } },
  LukeForTokenClassification: { pooler: false, classifier: { inputs: 1, bias: true } },
  LukeForQuestionAnswering: { pooler: false, questionAnswering: true },
  LukeForMultipleChoice: { pooler: true, classifier: { inputs: 1, bias: true, labels: 1 } },
  LukeForEntityCloze: { pooler: true, clozeScorer: true },
};

/** Every architecture, encoder first. */
export const architectureNames: readonly ArchitectureName[] = Object.keys(
  architectures,
) as ArchitectureName[];

/**
 * The parts of an architecture.
 *
 * @throws LukeError MOD003 for a class we do not know.
 */
export function architectureOf(name: string, source = "config.json"): Architecture {
  if (!isArchitectureName(name)) throw architectureUnknown(source, name, architectureNames);
  return architectures[name];
}

/** Whether a class of the reference is one that is known here. */
export function isArchitectureName(name: string): name is ArchitectureName {
  return Object.hasOwn(architectures, name);
}
