import { pick, type RandomSource } from "../random.ts";
import { join } from "../text/join.ts";
import { layOut, type MentionKind, type PlacedMention } from "../text/sentence.ts";
import { type Split, splitOf } from "../text/splits.ts";
import type { Fact } from "../world/entity.ts";
import { collect, isName, type Material } from "./material.ts";

/** A row of Open Entity in the form of its ERNIE split; offsets are UTF-16. */
export interface OpenEntityRow {
  readonly sent: string;
  readonly start: number;
  readonly end: number;
  readonly labels: readonly string[];
}

const labelsOf: Readonly<
  Record<Exclude<MentionKind, "adjective" | "noun" | "literal" | "concept">, readonly string[]>
> = {
  person: ["person"],
  people: ["group", "person"],
  country: ["location", "place"],
  city: ["location", "place"],
  state: ["location", "place"],
  continent: ["location", "place"],
  river: ["location", "object", "place"],
  sea: ["location", "object", "place"],
  mountain: ["location", "object", "place"],
  range: ["location", "object", "place"],
  lake: ["location", "object", "place"],
  island: ["location", "object", "place"],
  landmark: ["location", "object"],
  company: ["organization"],
  university: ["group", "organization"],
  work: ["entity", "object"],
  invention: ["entity", "object"],
  element: ["entity", "object"],
  currency: ["entity", "object"],
  body: ["entity", "object"],
  language: ["entity"],
  event: ["event"],
  year: ["time"],
};
const targets = [
  "person",
  "people",
  "place",
  "nature",
  "landmark",
  "company",
  "university",
  "work",
  "event",
  "year",
  "year",
];

function targetOf(kind: MentionKind): string {
  if (["country", "city", "state"].includes(kind)) return "place";
  if (["river", "mountain", "lake", "island"].includes(kind)) return "nature";
  if (["invention", "element", "currency", "language", "body"].includes(kind)) return "work";
  return kind;
}

/** Years are divided among the splits by their remainder, so that they are held out too. */
function yearSplit(year: string): Split {
  const rest = Number(year) % 4;
  return rest === 1 ? "test" : rest === 3 ? "dev" : "train";
}

export function openEntity(
  material: Material,
  split: Split,
  count: number,
  random: RandomSource,
  seenNames?: ReadonlySet<string>,
): { examples: OpenEntityRow[]; names: Set<string> } {
  const facts = material.facts[split];
  const byTarget = new Map<string, Fact[]>(targets.map((target) => [target, []]));
  for (const fact of facts) {
    byTarget.get(targetOf(fact.subject.kind))?.push(fact);
    if (fact.relation === "people") byTarget.get("people")!.push(fact);
    if (typeof fact.object === "string") byTarget.get("year")!.push(fact);
    else byTarget.get(targetOf(fact.object.kind))?.push(fact);
  }
  return collect(
    count,
    () => {
      const target = pick(random, targets);
      const fact = pick(random, byTarget.get(target)!);
      let { sentence } = material.tell(fact, split, random);
      if (random.nextInt(3) === 0)
        sentence = join(sentence, ", and ", material.tell(pick(random, facts), split, random).sentence);
      const { text, mentions } = layOut(sentence);
      const usable = mentions.filter((mention) => targetOf(mention.kind) === target && fits(mention, split));
      if (usable.length === 0) return undefined;
      const mention = pick(random, usable);
      const labels = labelsOf[mention.kind as keyof typeof labelsOf];
      return {
        example: { sent: text, start: mention.start, end: mention.end, labels },
        key: `${text}|${mention.start}`,
        names: [mention.text],
      };
    },
    seenNames,
  );
}

function fits(mention: PlacedMention, split: Split): boolean {
  if (mention.kind === "year") return yearSplit(mention.text) === split;
  return isName(mention) && mention.entity !== undefined && splitOf(mention.entity) === split;
}
