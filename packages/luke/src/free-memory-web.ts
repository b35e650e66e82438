/** A page is not told how much memory there is. */
export function freeMemory(): number | undefined {
  return undefined;
}
