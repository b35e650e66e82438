/** The order of UTF-8's bytes, by which databases sort strings; that of code units differs beyond U+D7FF. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const [left, right] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (left === right) continue;
    const [astralLeft, astralRight] = [isSurrogate(left), isSurrogate(right)];
    return astralLeft === astralRight ? left - right : astralLeft ? 1 : -1;
  }
  return a.length - b.length;
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit < 0xe000;
}
