/** Share of masked entities found, by how often training mentions them: decile 1 holds the rarest tenth. */
export type EntityAccuracyByFrequency = {
  readonly [Decile in `entityAccuracyDecile${DecileNumber}`]?: number;
};

type DecileNumber = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10;

/**
 * Orders masked entities by the mentions that training has of them (ties by id), cuts them into ten equal groups,
 * rarest first, and gives each group's accuracy; nothing for fewer than ten.
 *
 * @param hits 1 where the entity was found
 * @param counts mentions by entity id; an id beyond the list has none
 */
export function accuracyByFrequency(
  labels: readonly number[],
  hits: readonly number[],
  counts: ArrayLike<number>,
): EntityAccuracyByFrequency {
  if (labels.length < 10) return {};
  const order = [...labels.keys()].sort((a, b) => {
    const [first, second] = [labels[a]!, labels[b]!];
    return (counts[first] ?? 0) - (counts[second] ?? 0) || first - second;
  });
  const figures: Record<string, number> = {};
  for (let decile = 0; decile < 10; decile++) {
    const group = order.slice(
      Math.floor((decile * order.length) / 10),
      Math.floor(((decile + 1) * order.length) / 10),
    );
    figures[`entityAccuracyDecile${decile + 1}`] = group.reduce((sum, i) => sum + hits[i]!, 0) / group.length;
  }
  return figures;
}
