/** Figures of multi-label typing, as fractions. */
export interface PrecisionRecall {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

export interface LabelSetScores {
  /** Counts summed over all examples: the number reported for Open Entity (paper §4.1). */
  readonly micro: PrecisionRecall;
  /** Means over the examples with predictions (precision) and with labels (recall). */
  readonly macro: PrecisionRecall;
  /** An example is right when the two sets are equal. */
  readonly strict: PrecisionRecall;
}

/**
 * Loose micro, loose macro and strict scores of predicted label sets. Lists are divided by as given and matched
 * as sets, so that a label predicted twice costs precision. Nothing predicted or nothing to find scores 0.
 *
 * @throws RangeError when there are not as many predictions as examples.
 */
export function scoreLabelSets(
  gold: readonly (readonly string[])[],
  predicted: readonly (readonly string[])[],
): LabelSetScores {
  if (gold.length !== predicted.length) {
    throw new RangeError(
      `Cannot score: ${predicted.length} predictions for ${gold.length} examples, expected as many`,
    );
  }
  let [correct, goldCount, predictedCount, equal] = [0, 0, 0, 0];
  const precisions: number[] = [];
  const recalls: number[] = [];
  for (const [i, labels] of gold.entries()) {
    const guesses = predicted[i]!;
    const [goldSet, guessSet] = [new Set(labels), new Set(guesses)];
    const hits = [...guessSet].filter((label) => goldSet.has(label)).length;
    correct += hits;
    goldCount += labels.length;
    predictedCount += guesses.length;
    if (hits === goldSet.size && hits === guessSet.size) equal++;
    if (guesses.length > 0) precisions.push(hits / guesses.length);
    if (labels.length > 0) recalls.push(hits / labels.length);
  }
  return {
    micro: precisionRecall(ratio(correct, predictedCount), ratio(correct, goldCount)),
    macro: precisionRecall(mean(precisions, precisions.length), mean(recalls, recalls.length)),
    strict: precisionRecall(ratio(equal, gold.length), ratio(equal, gold.length)),
  };
}

function precisionRecall(precision: number, recall: number): PrecisionRecall {
  const sum = precision + recall;
  return { precision, recall, f1: sum === 0 ? 0 : (2 * precision * recall) / sum };
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}

function mean(values: readonly number[], count: number): number {
  return ratio(
    values.reduce((a, b) => a + b, 0),
    count,
  );
}
