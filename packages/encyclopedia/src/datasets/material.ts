import { pick, type RandomSource } from "../random.ts";
import { readPatterns } from "../text/patterns.ts";
import { type Mention, realize, type Sentence } from "../text/sentence.ts";
import { type Split, splitOf, splitOfFact } from "../text/splits.ts";
import { readSurnames } from "../text/surnames.ts";
import type { Entity, Fact, World } from "../world/entity.ts";

/** What the datasets are made from: facts by split, and sentences in the patterns a split may use. */
export interface Material {
  readonly facts: Readonly<Record<Split, readonly Fact[]>>;
  /** Facts of an entity that its split may use. */
  factsAbout(entity: Entity, split: Split): readonly Fact[];
  /** A sentence for a fact. `avoid` is a pattern already used for it. */
  tell(
    fact: Fact,
    split: Split,
    random: RandomSource,
    avoid?: string,
  ): { readonly sentence: Sentence; readonly pattern: string };
}

/** Relations whose object no country owns, or that say nothing the tasks ask for. */
const leftOut = new Set(["symbol", "family", "continent", "range", "islandSea", "parent"]);

export function gatherMaterial(world: World): Material {
  const patterns = readPatterns();
  const surnames = readSurnames(world);
  const facts: Record<Split, Fact[]> = { train: [], dev: [], test: [] };
  const about = new Map<Entity, Fact[]>();
  for (const fact of world.facts) {
    const split = splitOfFact(fact);
    if (split === undefined || leftOut.has(fact.relation)) continue;
    if (typeof fact.object !== "string" && splitOf(fact.object) === undefined) continue;
    if (splitOf(fact.subject) === undefined) continue;
    facts[split].push(fact);
    about.set(fact.subject, [...(about.get(fact.subject) ?? []), fact]);
  }
  const short = (
    entity: Entity | string,
    other: Entity | string,
    random: RandomSource,
  ): string | undefined => {
    const surname = typeof entity === "string" ? undefined : surnames.get(entity.title);
    if (typeof other !== "string" && other.name === surname) return undefined;
    return surname !== undefined && random.nextInt(3) === 0 ? surname : undefined;
  };
  return {
    facts,
    factsAbout: (entity, split) => (splitOf(entity) === split ? (about.get(entity) ?? []) : []),
    tell(fact, split, random, avoid) {
      const group = patterns.get(fact.relation)!;
      const usable = (split === "test" ? group.heldOut : group.open).filter(
        (pattern) => pattern !== avoid && (fact.year !== "" || !pattern.includes("{y}")),
      );
      const pattern = pick(
        random,
        usable.length > 0 ? usable : group.heldOut.filter((p) => !p.includes("{y}")),
      );
      const subjectText = short(fact.subject, fact.object, random);
      const objectText = short(fact.object, fact.subject, random);
      const sentence = realize(pattern, fact, {
        ...(subjectText === undefined ? {} : { subjectText }),
        ...(objectText === undefined ? {} : { objectText }),
        country: world.entities.get(fact.subject.home),
      });
      return { sentence, pattern };
    },
  };
}

/** Whether a mention is a name: what test splits hold out. */
export function isName(mention: Mention): boolean {
  return !["year", "noun", "literal"].includes(mention.kind);
}

/** Draws examples until there are enough, each at most once, the names of other splits left out. */
export function collect<T>(
  count: number,
  draw: () => { readonly example: T; readonly key: string; readonly names: readonly string[] } | undefined,
  seenNames?: ReadonlySet<string>,
): { readonly examples: T[]; readonly names: Set<string> } {
  const examples: T[] = [];
  const names = new Set<string>();
  const keys = new Set<string>();
  for (let tries = 0; examples.length < count && tries < count * 40; tries++) {
    const drawn = draw();
    if (drawn === undefined || keys.has(drawn.key)) continue;
    if (seenNames !== undefined && drawn.names.some((name) => seenNames.has(name))) continue;
    keys.add(drawn.key);
    examples.push(drawn.example);
    for (const name of drawn.names) names.add(name);
  }
  return { examples, names };
}
