/** Several measurements of one thing. */
export interface Spread {
  readonly mean: number;
  /** Of the sample, with n − 1; 0 for one measurement. */
  readonly deviation: number;
  readonly values: readonly number[];
}

export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1)), values };
}

/** "83.2 ± 0.4", or "83.2" of one measurement. */
export function formatSpread({ mean, deviation, values }: Spread, digits = 1): string {
  return values.length < 2 ? mean.toFixed(digits) : `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}

/** With its sign: "+1.9", "−0.4". */
export function formatDifference(value: number, digits = 1): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;
}
