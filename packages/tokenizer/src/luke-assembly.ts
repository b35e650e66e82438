import { concatenate } from "./concatenate.ts";
import type { LukeEncodeOptions, LukeEncoding, Span } from "./luke-encoding.ts";
import type { LukeSequence } from "./luke-sequence.ts";
import type { LukeTokenizer } from "./luke-tokenizer.ts";
import { truncation } from "./truncation.ts";
import type { WordTokenizer } from "./word-tokenizer.ts";

interface KeptEntity {
  readonly id: number;
  readonly span: Span;
  readonly index: number;
}

/** Truncates one or two tokenized texts, joins them with special tokens and places their entities. */
export function assembleEncoding(
  tokenizer: LukeTokenizer<WordTokenizer>,
  first: LukeSequence,
  second: LukeSequence | undefined,
  options: LukeEncodeOptions,
): LukeEncoding {
  const { addSpecialTokens = true, maxLength, stride = 0 } = options;
  const strategy = options.truncation ?? (maxLength === undefined ? false : "longest_first");
  const { words, truncationSide: side } = tokenizer;
  const warnings: string[] = [];

  // Words.
  const numSpecial = addSpecialTokens ? (second === undefined ? 2 : 4) : 0;
  const fullWords = first.ids.length + (second?.ids.length ?? 0) + numSpecial;
  const excess = strategy === false || !maxLength ? 0 : fullWords - maxLength;
  const removed = truncation(strategy || "longest_first", first.ids.length, second?.ids.length, excess);
  if (removed.warning !== undefined) warnings.push(removed.warning);
  const overflowOf = (list: Int32Array, count: number): number[] => {
    if (count === 0 || (second !== undefined && strategy === "longest_first")) return [];
    const window = Math.min(list.length, stride + count);
    return [...(side === "left" ? list.subarray(0, window) : list.subarray(list.length - window))];
  };
  const overflowWords = overflowOf(
    removed.second > 0 ? second!.ids : first.ids,
    Math.max(removed.first, removed.second),
  );
  const keep = (sequence: LukeSequence, count: number): LukeSequence => {
    const [from, to] = side === "left" ? [count, undefined] : [0, sequence.ids.length - count];
    const shift = side === "left" && tokenizer.compat !== "hf" ? count : 0;
    return {
      ids: sequence.ids.subarray(from, to),
      starts: sequence.starts.subarray(from, to),
      ends: sequence.ends.subarray(from, to),
      entityIds: sequence.entityIds,
      tokenSpans: sequence.tokenSpans.map(([start, end]) => [start - shift, end - shift]),
    };
  };
  const a = keep(first, removed.first);
  const b = second === undefined ? undefined : keep(second, removed.second);

  // Entities: those whose words are all there, then as many as may be.
  let entitiesA = wholeEntities(a, 0);
  let entitiesB = b === undefined ? undefined : wholeEntities(b, first.entityIds.length);
  const numGiven = first.entityIds.length + (second?.entityIds.length ?? 0);
  const fullEntities = entitiesA.length + (entitiesB?.length ?? 0);
  const numLost = numGiven - fullEntities;
  if (numLost > 0) warnings.push(`${numLost} entities were dropped: their words were cut off`);
  const maxEntityLength = options.maxEntityLength || tokenizer.maxEntityLength;
  const hasPairEntities = options.entitySpansPair !== undefined ? entitiesB?.length : undefined;
  const excessEntities = strategy === false ? 0 : fullEntities - maxEntityLength;
  const cut = truncation(strategy || "longest_first", entitiesA.length, hasPairEntities, excessEntities);
  if (cut.warning !== undefined) warnings.push(cut.warning);
  const overflowEntities = overflowOf(
    column(cut.second > 0 ? entitiesB! : entitiesA, ({ id }) => id),
    Math.max(cut.first, cut.second),
  );
  entitiesA = keepEntities(tokenizer, entitiesA, cut.first);
  entitiesB = entitiesB && keepEntities(tokenizer, entitiesB, cut.second);

  // One sequence.
  const bos = addSpecialTokens ? [words.bosId] : [];
  const eos = addSpecialTokens ? [words.eosId] : [];
  const empty = (offset: number): number[] => (addSpecialTokens ? [offset] : []);
  const endA = a.ends.at(-1) ?? 0;
  const endB = b?.ends.at(-1) ?? 0;
  const pairStart = b === undefined ? undefined : a.ids.length + (addSpecialTokens ? 3 : 0);
  const join = (inA: Int32Array, inB: Int32Array | undefined, ends: number[][]): Int32Array =>
    concatenate([ends[0]!, inA, ends[1]!, ...(inB === undefined ? [] : [ends[2]!, inB, ends[3]!])]);
  const offsets = [empty(0), empty(endA), empty(0), empty(endB)];
  const placed = [
    ...entitiesA.map((entity) => place(entity, bos.length)),
    ...(entitiesB ?? []).map((entity) => place(entity, pairStart!)),
  ];
  const ends = tokenizer.task === "entity_span_classification" && {
    entityStarts: column(placed, ({ span }) => span[0]),
    entityEnds: column(placed, ({ span }) => span[1] - 1),
  };
  return {
    wordIds: join(a.ids, b?.ids, [bos, eos, eos, eos]),
    wordStarts: join(a.starts, b?.starts, offsets),
    wordEnds: join(a.ends, b?.ends, offsets),
    ...(pairStart !== undefined && { pairStart }),
    entityIds: column(placed, ({ id }) => id),
    entityPositions: placed.map(({ span }) => positionsOf(span, tokenizer.maxMentionLength)),
    entityIndices: column(placed, ({ index }) => index),
    ...ends,
    overflow: { wordIds: overflowWords, entityIds: overflowEntities },
    fullLength: { words: fullWords, entities: fullEntities },
    warnings,
  };
}

function wholeEntities(sequence: LukeSequence, firstIndex: number): KeptEntity[] {
  return sequence.entityIds
    .map((id, index) => ({ id, span: sequence.tokenSpans[index]!, index: firstIndex + index }))
    .filter(({ span: [start, end] }) => start >= 0 && end <= sequence.ids.length);
}

function keepEntities(
  tokenizer: LukeTokenizer<WordTokenizer>,
  entities: KeptEntity[],
  remove: number,
): KeptEntity[] {
  const kept = entities.length - remove;
  if (tokenizer.truncationSide === "right") return entities.slice(0, kept);
  const last = entities.slice(remove);
  // The reference takes the last ids with the first spans.
  return tokenizer.compat === "hf" ? last.map(({ id }, at) => ({ ...entities[at]!, id })) : last;
}

function place({ id, span: [start, end], index }: KeptEntity, offset: number): KeptEntity {
  return { id, span: [start + offset, end + offset], index };
}

/** The reference fills a row by its span's length, so that of a reversed span is too long by as much. */
function positionsOf([start, end]: Span, maxMentionLength: number): Int32Array {
  if (start > end) return new Int32Array(maxMentionLength + start - end).fill(-1);
  const positions = new Int32Array(Math.min(end - start, maxMentionLength));
  for (let index = 0; index < positions.length; index++) positions[index] = start + index;
  return positions;
}

function column(entities: readonly KeptEntity[], field: (entity: KeptEntity) => number): Int32Array {
  const values = new Int32Array(entities.length);
  for (let index = 0; index < values.length; index++) values[index] = field(entities[index]!);
  return values;
}
