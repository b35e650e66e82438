/** Which part of a corpus is kept for validation. */
export interface HeldOut {
  /**
   * "page" keeps whole pages: nothing of their text is trained on.
   * "sentence" keeps single sentences: the entities they mention are mostly seen elsewhere.
   */
  readonly by: "page" | "sentence";
  /** Share kept, in [0, 1). */
  readonly fraction: number;
}

/**
 * Whether the thing named by `keys` is held out. The decision hashes the names alone, so it does not move
 * when other pages come, go or change order.
 */
export function isHeldOut(fraction: number, ...keys: (string | number)[]): boolean {
  return fraction > 0 && hash(keys.join("\u0000")) / 2 ** 32 < fraction;
}

/** FNV-1a over UTF-16 code units, then the finaliser of MurmurHash3 to spread the low bits. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
