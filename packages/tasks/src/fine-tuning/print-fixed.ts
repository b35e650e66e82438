/**
 * A number with a fixed count of decimals as C and Python print it: exact ties go to the even digit.
 * `toFixed` alone rounds them up, and a score of 3.125 would print as 3.13 instead of 3.12.
 */
export function printFixed(value: number, digits: number): string {
  const rounded = value.toFixed(digits);
  // A double has a finite decimal expansion; 100 decimals hold it for every value that can be a tie.
  const exact = value.toFixed(100);
  const cut = exact.length - 100 + digits;
  if (!/^50*$/.test(exact.slice(cut))) return rounded;
  const truncated = digits === 0 ? exact.slice(0, cut - 1) : exact.slice(0, cut);
  return Number(truncated.at(-1)) % 2 === 0 ? truncated : rounded;
}
