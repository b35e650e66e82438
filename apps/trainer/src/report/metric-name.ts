/** A figure's name as it is written: "macroF1" → "macro F1", "exactMatch" → "exact match". */
export function metricName(key: string): string {
  if (/^[A-Z]+$/.test(key)) return key;
  const words = key.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.replace(/\b(f1|em|mrr)\b/g, (name) => name.toUpperCase());
}
