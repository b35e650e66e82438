export interface ScoredId {
  readonly id: number;
  /** Its probability among all ids. */
  readonly score: number;
}

/** The ids with the highest logits, best first, with their probabilities by softmax over all ids. */
export function highestScores(logits: Float32Array, count: number): ScoredId[] {
  const best: { id: number; logit: number }[] = [];
  for (let id = 0; id < logits.length; id++) {
    const logit = logits[id]!;
    if (best.length === count && logit <= (best.at(-1)?.logit ?? Number.POSITIVE_INFINITY)) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.logit < logit) at--;
    best.splice(at, 0, { id, logit });
    if (best.length > count) best.pop();
  }
  const highest = best[0]?.logit ?? 0;
  let total = 0;
  for (let id = 0; id < logits.length; id++) total += Math.exp(logits[id]! - highest);
  return best.map(({ id, logit }) => ({ id, score: Math.exp(logit - highest) / total }));
}
