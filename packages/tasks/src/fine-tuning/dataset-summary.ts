/** What a dataset holds, for those who want to know before they train. */
export interface DatasetSummary {
  readonly counts: Readonly<Record<string, number>>;
  /** How often each label is given, the most frequent first; empty for tasks without. */
  readonly labels: Readonly<Record<string, number>>;
  /** What no rule of the readers refuses and is likely to be a mistake, in words. */
  readonly warnings: readonly string[];
  /** What was found out about the file and is no mistake, in words: the scheme of its tags. */
  readonly notes?: readonly string[];
}

export function countLabels(labels: Iterable<string>): Record<string, number> {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)));
}

/** What the scorers do with ids that are not unique, as the official ones do. */
export function repeatedIds(examples: Iterable<{ readonly id: string }>): string[] {
  return repeated(
    "ids are given",
    [...examples].map(({ id }) => id),
    "; the last answer counts for all of an id",
  );
}

/** A warning that names the first few of what stands there twice; none where nothing does. */
export function repeated(what: string, keys: Iterable<string>, rule = ""): string[] {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const key of keys) (seen.has(key) ? twice : seen).add(key);
  return twice.size === 0 ? [] : [`${twice.size} ${what} more than once${rule}: ${firstOf(twice)}`];
}

/** A warning about how many there are, with the first few; none where there are none. */
export function noted(what: string, keys: Iterable<string>): string[] {
  const all = [...keys];
  return all.length === 0 ? [] : [`${all.length} ${what}: ${firstOf(all)}`];
}

function firstOf(keys: Iterable<string>): string {
  const all = [...keys];
  return `${all
    .slice(0, 3)
    .map((key) => JSON.stringify(key.slice(0, 60)))
    .join(", ")}${all.length > 3 ? ", …" : ""}`;
}
