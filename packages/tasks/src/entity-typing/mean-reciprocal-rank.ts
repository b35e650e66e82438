/**
 * Mean reciprocal rank of the right labels: per example the mean of 1 / rank over its right labels, then the mean
 * over the examples that have any. Equal scores keep the order of the labels.
 *
 * @param scores - `[examples][labels]`
 * @param gold - `[examples][labels]`, 1 = right
 */
export function meanReciprocalRank(
  scores: readonly ArrayLike<number>[],
  gold: readonly ArrayLike<number>[],
): number {
  let total = 0;
  let counted = 0;
  for (const [i, row] of scores.entries()) {
    const order = Array.from({ length: row.length }, (_, label) => label);
    order.sort((a, b) => row[b]! - row[a]! || a - b);
    let sum = 0;
    let right = 0;
    for (const [rank, label] of order.entries()) {
      if (gold[i]![label] !== 1) continue;
      sum += 1 / (rank + 1);
      right++;
    }
    if (right === 0) continue;
    total += sum / right;
    counted++;
  }
  return counted === 0 ? 0 : total / counted;
}
