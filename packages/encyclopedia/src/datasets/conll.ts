import { pick, type RandomSource } from "../random.ts";
import { join } from "../text/join.ts";
import type { MentionKind } from "../text/sentence.ts";
import { type Split, splitOf } from "../text/splits.ts";
import { type TokenizedMention, tokenize } from "../text/tokenize.ts";
import type { Fact } from "../world/entity.ts";
import type { Material } from "./material.ts";
import { chunkTag, posTag } from "./part-of-speech.ts";

const tags: Partial<Record<MentionKind, string>> = {
  person: "PER",
  country: "LOC",
  city: "LOC",
  state: "LOC",
  continent: "LOC",
  river: "LOC",
  sea: "LOC",
  mountain: "LOC",
  range: "LOC",
  lake: "LOC",
  island: "LOC",
  landmark: "LOC",
  body: "LOC",
  company: "ORG",
  university: "ORG",
  work: "MISC",
  event: "MISC",
  language: "MISC",
  adjective: "MISC",
  people: "MISC",
};
const fillers: readonly string[] = [
  "It is a quiet place in winter.",
  "Many books have been written on the subject.",
  "The work was not finished for many years.",
  "Few people knew this at the time.",
  "Prices rose again in the last year.",
  "The weather was cold and the roads were bad.",
];
const heldOutFillers: readonly string[] = [
  "Many people knew this for years.",
  "The roads were quiet in the cold weather.",
];
const themes: readonly (readonly string[])[] = [
  ["person"],
  ["company", "university"],
  ["work", "person"],
  ["city", "landmark", "event"],
  ["country", "river", "mountain", "lake", "island"],
];

/** A split of CoNLL-2003: columns token, part of speech, chunk, entity tag (IOB1); documents of four to seven sentences. */
export function conll(
  material: Material,
  split: Split,
  sentenceCount: number,
  random: RandomSource,
  seenNames?: ReadonlySet<string>,
): { text: string; names: Set<string>; sentences: number } {
  const lines: string[] = [];
  const names = new Set<string>();
  const keys = new Set<string>();
  const pools = themes.map((kinds) =>
    material.facts[split].filter((fact) => kinds.includes(fact.subject.kind)),
  );
  let sentences = 0;
  for (let tries = 0; sentences < sentenceCount && tries < sentenceCount * 20; ) {
    lines.push("-DOCSTART- -X- O O", "");
    const pool = pick(random, pools);
    for (let left = 4 + random.nextInt(4); left > 0 && tries < sentenceCount * 20; tries++) {
      const rows = random.nextInt(12) === 0 ? filler(split, random) : fromFact(pick(random, pool));
      if (rows === undefined) continue;
      lines.push(...rows, "");
      sentences++;
      left--;
    }
  }
  return { text: `${lines.join("\n")}\n`, names, sentences };

  function fromFact(fact: Fact): string[] | undefined {
    let { sentence } = material.tell(fact, split, random);
    if (random.nextInt(4) === 0)
      sentence = join(
        sentence,
        pick(random, [", and ", ", while "]),
        material.tell(pick(random, material.facts[split]), split, random).sentence,
      );
    const { tokens, mentions } = tokenize(sentence);
    const named = mentions.filter(({ mention }) => tags[mention.kind] !== undefined);
    const texts = named.map(({ start, end }) => tokens.slice(start, end).join(" "));
    if (keys.has(tokens.join(" ")) || named.some(({ mention }) => splitOf(mention.entity!) !== split))
      return undefined;
    if (texts.some((text) => seenNames?.has(text))) return undefined;
    keys.add(tokens.join(" "));
    for (const text of texts) names.add(text);
    return rows(tokens, named);
  }
}

function filler(split: Split, random: RandomSource): string[] {
  return rows(tokenize([pick(random, split === "test" ? heldOutFillers : fillers)]).tokens, []);
}

function rows(tokens: readonly string[], mentions: readonly TokenizedMention[]): string[] {
  const labels = tokens.map(() => "O");
  let previousEnd = -1;
  let previousTag = "";
  for (const { mention, start, end } of mentions) {
    const tag = tags[mention.kind]!;
    // The adjective alone is the name in "the French people".
    const stop = mention.kind === "people" ? end - 1 : end;
    for (let i = start; i < stop; i++) labels[i] = `I-${tag}`;
    if (start === previousEnd && tag === previousTag) labels[start] = `B-${tag}`;
    previousEnd = stop;
    previousTag = tag;
  }
  const pos = tokens.map((token, i) => posTag(token, labels[i] !== "O"));
  return tokens.map((token, i) => `${token} ${pos[i]} ${chunkTag(pos, i)} ${labels[i]}`);
}
