import { pick, type RandomSource, shuffle } from "../random.ts";
import { layOut, type Sentence } from "../text/sentence.ts";
import type { Split } from "../text/splits.ts";
import type { Entity, Fact } from "../world/entity.ts";
import { collect, isName, type Material } from "./material.ts";

export interface RecordEntry {
  readonly id: string;
  readonly source: string;
  readonly passage: {
    readonly text: string;
    /** Inclusive ends, as in the original; UTF-16. */
    readonly entities: readonly { readonly start: number; readonly end: number }[];
  };
  readonly qas: readonly {
    readonly id: string;
    readonly query: string;
    readonly answers: readonly { readonly start: number; readonly end: number; readonly text: string }[];
  }[];
}

/** Relations a cloze query may ask about. */
const asked = new Set(
  "capital cityIn onWater mouth flowsThrough mountainIn lakeIn islandOf birth death school author founder seat companyCountry universityIn discoverer inventor eventIn landmarkIn stateOf".split(
    " ",
  ),
);

export function record(
  material: Material,
  split: Split,
  count: number,
  random: RandomSource,
  seenNames?: ReadonlySet<string>,
): { examples: RecordEntry[]; names: Set<string> } {
  const byKind = new Map<string, Entity[]>();
  for (const fact of material.facts[split]) {
    const list = byKind.get(fact.subject.kind) ?? [];
    if (asked.has(fact.relation) && !list.includes(fact.subject)) list.push(fact.subject);
    byKind.set(fact.subject.kind, list);
  }
  const kinds = [
    "person",
    "person",
    "work",
    "company",
    "city",
    "university",
    "landmark",
    "event",
    "river",
    "island",
    "mountain",
  ].filter((kind) => (byKind.get(kind)?.length ?? 0) >= 3);
  let serial = 0;
  return collect(
    count,
    () => {
      // Two subjects of one kind are rivals; one of another kind tells of other things.
      const pool = byKind.get(pick(random, kinds))!;
      const rivals = [...new Set([pick(random, pool), pick(random, pool)])];
      const other = pick(random, byKind.get(pick(random, kinds))!);
      if (rivals.length < 2 || other.kind === rivals[0]!.kind) return undefined;
      const subjects = [...rivals, other];
      const facts = subjects.flatMap((subject) =>
        shuffle(random, material.factsAbout(subject, split))
          .filter((fact) => fact.relation !== "people")
          .slice(0, 2),
      );
      const candidates = facts.filter(
        (fact) => fact.subject !== other && asked.has(fact.relation) && isOnlyOne(fact, facts),
      );
      if (candidates.length === 0) return undefined;
      const fact = pick(random, candidates);
      const object = fact.object as Entity;
      const askSubject =
        random.nextInt(4) === 0 && facts.every((f) => f === fact || f.object !== fact.object);
      const answer = askSubject ? fact.subject : object;
      const ordered = random.nextInt(3) === 0 ? shuffle(random, facts) : facts;
      const told = ordered.map((item) => ({ item, ...material.tell(item, split, random) }));
      const used = told.find(({ item }) => item === fact)!.pattern;
      const query = cloze(material.tell(fact, split, random, used).sentence, answer);
      if (query === undefined) return undefined;
      const cut = told.length - 1 - random.nextInt(2);
      const { text, entities } = passage(
        told.slice(0, cut).map((t) => t.sentence),
        told.slice(cut).map((t) => t.sentence),
      );
      const answers = entities
        .filter((mention) => mention.entity === answer)
        .map(({ start, end }) => ({ start, end: end - 1, text: text.slice(start, end) }));
      if (answers.length === 0 || !hasRivals(answer, entities)) return undefined;
      serial++;
      const id = `${split}-${String(serial).padStart(5, "0")}`;
      return {
        example: {
          id,
          source: "Encyclopedia",
          passage: { text, entities: entities.map(({ start, end }) => ({ start, end: end - 1 })) },
          qas: [{ id: `${id}-0`, query, answers }],
        },
        key: `${text}|${query}`,
        names: [fact.subject, object].flatMap((entity) => [entity.name]).concat(answers.map((a) => a.text)),
      };
    },
    seenNames,
  );
}

/** Whether the passage gives one object alone for this subject and relation, and its name names one entity. */
function isOnlyOne(fact: Fact, facts: readonly Fact[]): boolean {
  return facts.every(
    (other) => other === fact || other.subject !== fact.subject || other.relation !== fact.relation,
  );
}

/** Whether the passage holds four entities, two at least of the answer's sort: its type alone must not give it away. */
function hasRivals(answer: Entity, entities: readonly { readonly entity: Entity }[]): boolean {
  const sort = (entity: Entity): string => (/country|city|state/.test(entity.kind) ? "place" : entity.kind);
  const all = [...new Set(entities.map(({ entity }) => entity))];
  return all.length >= 4 && all.filter((entity) => sort(entity) === sort(answer)).length >= 2;
}

function cloze(sentence: Sentence, answer: Entity): string | undefined {
  if (sentence.filter((piece) => typeof piece !== "string" && piece.entity === answer).length !== 1)
    return undefined;
  return sentence
    .map((piece) =>
      typeof piece === "string" ? piece : piece.entity === answer ? "@placeholder" : piece.text,
    )
    .join("");
}

function passage(
  body: readonly Sentence[],
  highlights: readonly Sentence[],
): { text: string; entities: { entity: Entity; start: number; end: number }[] } {
  let text = "";
  const entities: { entity: Entity; start: number; end: number }[] = [];
  const append = (sentence: Sentence, separator: string): void => {
    text += separator;
    const laid = layOut(sentence);
    for (const mention of laid.mentions)
      if (isName(mention) && mention.kind !== "adjective" && mention.kind !== "people")
        entities.push({
          entity: mention.entity!,
          start: text.length + mention.start,
          end: text.length + mention.end,
        });
    text += laid.text;
  };
  for (const sentence of body) append(sentence, text === "" ? "" : " ");
  for (const sentence of highlights) append(sentence, "\n@highlight\n");
  return { text, entities };
}
