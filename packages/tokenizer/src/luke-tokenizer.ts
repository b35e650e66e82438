import {
  invalidArgument,
  missingEntityToken,
  unknownTask,
  wrongNumberOfEntities,
  wrongNumberOfSpans,
} from "./errors.ts";
import { assembleEncoding } from "./luke-assembly.ts";
import type { EntityLookup, LukeEncodeOptions, LukeEncoding, Span } from "./luke-encoding.ts";
import { encodeSequence, insertMarkers, type LukeSequence } from "./luke-sequence.ts";
import type { RobertaTokenizer } from "./roberta-tokenizer.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

/** The tasks that need markers or entities of their own (section 4 of the paper). */
export const lukeTasks = [
  "entity_classification",
  "entity_pair_classification",
  "entity_span_classification",
] as const;
/** What a LukeTokenizer prepares its input for: which markers it puts, which entities it adds. */
export type LukeTask = (typeof lukeTasks)[number];

export interface LukeTokenizerOptions {
  /**
   * entity_classification: one span, between two `<ent>`. entity_pair_classification: two spans, the head
   * between two `<ent>`, the tail between two `<ent2>`. entity_span_classification: any number, with first and
   * last word token. Entities are [MASK], the tail [MASK2]. Without a task: spans with titles, or [MASK].
   */
  readonly task?: LukeTask;
  /** Entities kept when truncating; 32, and 1 or 2 for the first two tasks. */
  readonly maxEntityLength?: number;
  /** Word tokens of a mention that count; 30. */
  readonly maxMentionLength?: number;
  readonly entityToken1?: string;
  readonly entityToken2?: string;
  readonly entityUnkToken?: string;
  readonly entityPadToken?: string;
  readonly entityMaskToken?: string;
  readonly entityMask2Token?: string;
  readonly addPrefixSpace?: boolean;
  /** Where truncation removes from; "right". */
  readonly truncationSide?: "left" | "right";
  /** Where padding goes in Hugging Face's shape; "right". */
  readonly paddingSide?: "left" | "right";
  /** Words at most where padding or truncation is asked for without a length. */
  readonly modelMaxLength?: number;
  /** "hf": repeat what is a defect in the reference (README, "Differences"). */
  readonly compat?: "hf";
}

/**
 * LUKE's tokenizer: RoBERTa's word tokens (XLM-R's for mLUKE), with entities and the word tokens they stand for.
 *
 * Its `words` are a copy of those given, with the two markers.
 *
 * @throws LukeError TOK010 an entity special token is missing · TOK011 the task is not one
 * @example
 * const tokenizer = new LukeTokenizer(words, entityVocab);
 * tokenizer.encode("Beyoncé lives in Los Angeles.", { entitySpans: [[0, 7], [17, 28]] });
 */
export class LukeTokenizer<Words extends WordTokenizer = RobertaTokenizer> {
  readonly words: Words;
  readonly task: LukeTask | undefined;
  readonly maxEntityLength: number;
  readonly maxMentionLength: number;
  readonly addPrefixSpace: boolean;
  readonly truncationSide: "left" | "right";
  readonly paddingSide: "left" | "right";
  readonly modelMaxLength: number | undefined;
  readonly compat: "hf" | undefined;
  readonly entityUnkId: number;
  readonly entityPadId: number;
  readonly entityMaskId: number;
  readonly entityMask2Id: number;
  readonly markerIds: readonly [number, number];
  /** The settings as the fields of tokenizer_config.json that are LUKE's own. */
  readonly settings: Readonly<Record<string, string | number | boolean | null>>;
  readonly #entities: EntityLookup;

  constructor(words: Words, entities: EntityLookup, options: LukeTokenizerOptions = {}) {
    const { task } = options;
    if (task !== undefined && !lukeTasks.includes(task)) throw unknownTask(task, lukeTasks);
    const forced =
      task === "entity_classification" ? 1 : task === "entity_pair_classification" ? 2 : undefined;
    const { entityToken1 = "<ent>", entityToken2 = "<ent2>", entityMask2Token = "[MASK2]" } = options;
    this.words = words.withTokens([entityToken1, entityToken2]);
    this.markerIds = [this.words.idOf(entityToken1)!, this.words.idOf(entityToken2)!];
    this.task = task;
    this.maxEntityLength = forced ?? positive("maxEntityLength", options.maxEntityLength ?? 32);
    this.maxMentionLength = positive("maxMentionLength", options.maxMentionLength ?? 30);
    this.addPrefixSpace = options.addPrefixSpace ?? words.addPrefixSpace;
    this.truncationSide = options.truncationSide ?? "right";
    this.paddingSide = options.paddingSide ?? "right";
    this.modelMaxLength = options.modelMaxLength;
    this.compat = options.compat;

    const { entityUnkToken = "[UNK]", entityPadToken = "[PAD]", entityMaskToken = "[MASK]" } = options;
    const idFor = (role: string, title: string): number => {
      const id = entities.idOf(title);
      if (id === undefined) throw missingEntityToken(role, title);
      return id;
    };
    this.entityUnkId = idFor("unknown", entityUnkToken);
    this.entityPadId = idFor("padding", entityPadToken);
    this.entityMaskId = idFor("mask", entityMaskToken);
    // Only pairs need a second mask, and a vocabulary made for pretraining has none.
    const needsMask2 = task === "entity_pair_classification" || options.entityMask2Token !== undefined;
    this.entityMask2Id = needsMask2
      ? idFor("second mask", entityMask2Token)
      : (entities.idOf(entityMask2Token) ?? this.entityMaskId);
    this.settings = {
      add_prefix_space: this.addPrefixSpace,
      entity_mask2_token: entityMask2Token,
      entity_mask_token: entityMaskToken,
      entity_pad_token: entityPadToken,
      entity_token_1: entityToken1,
      entity_token_2: entityToken2,
      entity_unk_token: entityUnkToken,
      max_entity_length: this.maxEntityLength,
      max_mention_length: this.maxMentionLength,
      padding_side: this.paddingSide,
      task: task ?? null,
      truncation_side: this.truncationSide,
    };
    this.#entities = entities;
  }

  /**
   * Encodes a text, or two, with its entities.
   *
   * @throws LukeError TOK012 a span is not within its text · TOK013 the task wants another number of spans ·
   *   TOK014 there are not as many entities as spans · TOK015 an option that the task does not take
   */
  encode(text: string, options: LukeEncodeOptions = {}): LukeEncoding {
    const addPrefixSpace = options.addPrefixSpace ?? this.addPrefixSpace;
    if (this.task !== undefined) {
      for (const name of ["textPair", "entities", "entitiesPair", "entitySpansPair"] as const) {
        if (options[name] !== undefined)
          throw invalidArgument(name, options[name], `nothing, with ${this.task}`);
      }
      return assembleEncoding(
        this,
        this.#encodeForTask(this.task, text, options, addPrefixSpace),
        undefined,
        options,
      );
    }
    const first = encodeSequence(this.words, text, options.entitySpans ?? [], {
      addPrefixSpace,
      compat: this.compat,
    });
    first.entityIds = this.#entityIds("entities", options.entities, options.entitySpans);
    if (options.textPair === undefined) return assembleEncoding(this, first, undefined, options);
    const second = encodeSequence(this.words, options.textPair, options.entitySpansPair ?? [], {
      addPrefixSpace,
      name: "entitySpansPair",
      compat: this.compat,
    });
    second.entityIds = this.#entityIds("entitiesPair", options.entitiesPair, options.entitySpansPair);
    return assembleEncoding(this, first, second, options);
  }

  #encodeForTask(
    task: LukeTask,
    text: string,
    { entitySpans }: LukeEncodeOptions,
    addPrefixSpace: boolean,
  ): LukeSequence {
    const wanted =
      task === "entity_classification" ? 1 : task === "entity_pair_classification" ? 2 : undefined;
    const found = entitySpans?.length;
    if (wanted !== undefined && found !== wanted) throw wrongNumberOfSpans(task, found, String(wanted));
    if (entitySpans === undefined || found === 0) throw wrongNumberOfSpans(task, found, "at least 1");

    const sequence = encodeSequence(this.words, text, entitySpans, { addPrefixSpace, compat: this.compat });
    sequence.entityIds = entitySpans.map(() => this.entityMaskId);
    const [head, tail] = sequence.tokenSpans as [Span, Span];
    const [marker1, marker2] = this.markerIds;
    if (task === "entity_classification") {
      insertMarkers(sequence, head, marker1);
      sequence.tokenSpans = [[head[0], head[1] + 2]];
    } else if (task === "entity_pair_classification") {
      sequence.entityIds[1] = this.entityMask2Id;
      const headFirst = head[0] < tail[0];
      // The later span first, so that the indices of the earlier one still hold.
      if (headFirst) insertMarkers(sequence, tail, marker2);
      insertMarkers(sequence, head, marker1);
      if (!headFirst) insertMarkers(sequence, tail, marker2);
      const [headShift, tailShift] = headFirst ? [0, 2] : [2, 0];
      sequence.tokenSpans = [
        [head[0] + headShift, head[1] + headShift + 2],
        [tail[0] + tailShift, tail[1] + tailShift + 2],
      ];
    }
    return sequence;
  }

  #entityIds(
    name: string,
    titles: readonly string[] | undefined,
    spans: readonly Span[] | undefined,
  ): number[] {
    if (spans === undefined) return []; // titles without spans stand nowhere
    if (titles === undefined) return spans.map(() => this.entityMaskId);
    if (titles.length !== spans.length) throw wrongNumberOfEntities(name, titles.length, spans.length);
    return titles.map((title) => this.#entities.idOf(title) ?? this.entityUnkId);
  }
}

function positive(name: string, value: number): number {
  if (!Number.isInteger(value) || value < 1)
    throw new RangeError(`${name} is ${value}, expected an integer above 0`);
  return value;
}
