/** Parts of speech and chunks for the closed vocabulary of the sentence patterns: columns the format asks for. */

const words: Record<string, string> = {};
const table: readonly (readonly [string, string])[] = [
  ["DT", "the a an this all no"],
  [
    "IN",
    "of in on at by from into with for through around beside among between within since after before as to next until than like that",
  ],
  ["CC", "and or but while"],
  ["PRP", "it he she they one"],
  ["PRP$", "its his her their"],
  [
    "VBZ",
    "is has lies stands flows runs ends borders rises belongs sits counts includes keeps receives crosses speaks comes begins falls owes dates knows tells surrounds remembers says hears",
  ],
  ["VBP", "are have speak remember know come visit go pay live need love learn tell include begin"],
  [
    "VBD",
    "was were died became had worked studied founded set began took came went saw led ended started appeared found gave lived spent knew discovered grew opened changed learned rose welcomed mourned completed",
  ],
  [
    "VBN",
    "born known called founded based built made written spoken used given seen discovered educated owed crossed governed buried reported found set remembered proud",
  ],
  ["WDT", "which"],
  ["WRB", "where when"],
  ["WP", "who"],
  ["RB", "often still widely also well there not first again down"],
  ["MD", "can may could"],
  [
    "JJ",
    "official great well-known best-known old last main quiet cold bad few many other small same last wide",
  ],
  [
    "NNS",
    "people books years cities rivers mountains lakes islands works students banks waters companies roads maps headquarters prices friends",
  ],
];
for (const [tag, list] of table) for (const word of list.split(" ")) words[word] ??= tag;

export function posTag(token: string, inName: boolean): string {
  if (inName) return /^\p{L}/u.test(token) ? "NNP" : "POS";
  if (/^\d/.test(token)) return "CD";
  if (token === ",") return ",";
  if (/^[.!?]$/.test(token)) return ".";
  if (/^[();:]$/.test(token)) return token === "(" || token === ")" ? token : ":";
  if (token === "'s") return "POS";
  return words[token.toLowerCase()] ?? "NN";
}

export function chunkTag(pos: readonly string[], index: number): string {
  const kind = chunkKind(pos[index]!);
  if (kind === "O") return "O";
  return `I-${kind}`;
}

function chunkKind(pos: string): string {
  if (/^(NN|DT|JJ|PRP|CD|POS|W)/.test(pos)) return "NP";
  if (/^(VB|MD)/.test(pos)) return "VP";
  if (pos === "IN") return "PP";
  return pos === "RB" ? "ADVP" : "O";
}
