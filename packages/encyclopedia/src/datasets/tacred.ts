import { pick, type RandomSource } from "../random.ts";
import { join } from "../text/join.ts";
import type { Mention, MentionKind, Sentence } from "../text/sentence.ts";
import type { Split } from "../text/splits.ts";
import { type TokenizedMention, tokenize } from "../text/tokenize.ts";
import type { Fact } from "../world/entity.ts";
import { collect, isName, type Material } from "./material.ts";

/** A row of TACRED; ends are inclusive, as there. */
export interface TacredRow {
  readonly id: string;
  readonly docid: string;
  readonly relation: string;
  readonly token: readonly string[];
  readonly subj_start: number;
  readonly subj_end: number;
  readonly obj_start: number;
  readonly obj_end: number;
  readonly subj_type: string;
  readonly obj_type: string;
}

const types: Partial<Record<MentionKind, string>> = {
  person: "PERSON",
  company: "ORGANIZATION",
  university: "ORGANIZATION",
  city: "CITY",
  country: "COUNTRY",
  year: "DATE",
  adjective: "NATIONALITY",
  noun: "TITLE",
};
const labels: Readonly<Record<string, string>> = {
  birth: "per:city_of_birth",
  death: "per:city_of_death",
  birthYear: "per:date_of_birth",
  deathYear: "per:date_of_death",
  school: "per:schools_attended",
  founder: "org:founded_by",
  seat: "org:city_of_headquarters",
  universityIn: "org:city_of_headquarters",
  companyCountry: "org:country_of_headquarters",
  companyYear: "org:founded",
  universityYear: "org:founded",
};

/** The mentions of a sentence that stand in one of the relations, with the relation. */
function related(
  fact: Fact,
  mentions: readonly TokenizedMention[],
): [TokenizedMention, TokenizedMention, string][] {
  const subject = mentions.find(({ mention }) => mention.role === "subject");
  if (subject === undefined) return [];
  const find = (test: (mention: Mention) => boolean): TokenizedMention | undefined =>
    mentions.find(({ mention }) => test(mention));
  const pairs: [TokenizedMention, TokenizedMention | undefined, string][] = [];
  if (fact.relation === "profile") {
    pairs.push([subject, find((m) => m.kind === "adjective"), "per:origin"]);
    pairs.push([subject, find((m) => m.kind === "noun"), "per:title"]);
  }
  const label = labels[fact.relation];
  if (label !== undefined) pairs.push([subject, find((m) => m.role === "object"), label]);
  if (fact.relation === "birth") pairs.push([subject, find((m) => m.kind === "year"), "per:date_of_birth"]);
  if (fact.relation === "death") pairs.push([subject, find((m) => m.kind === "year"), "per:date_of_death"]);
  return pairs.filter((pair): pair is [TokenizedMention, TokenizedMention, string] => pair[1] !== undefined);
}

export function tacred(
  material: Material,
  split: Split,
  count: number,
  random: RandomSource,
  seenNames?: ReadonlySet<string>,
): { examples: TacredRow[]; names: Set<string> } {
  const relations = [...Object.keys(labels), "profile"];
  const facts = new Map(
    relations.map((r) => [r, material.facts[split].filter((fact) => fact.relation === r)]),
  );
  const drawFact = (): Fact =>
    pick(
      random,
      facts.get(
        pick(
          random,
          relations.filter((r) => facts.get(r)!.length > 0),
        ),
      )!,
    );
  let serial = 0;
  return collect(
    count,
    () => {
      const wantNone = random.nextInt(100) < 50;
      const first = drawFact();
      const second = drawFact();
      const one = material.tell(first, split, random).sentence;
      const two = material.tell(second, split, random).sentence;
      const double = wantNone || random.nextInt(100) < 75;
      if (double && clash(first, second)) return undefined;
      const sentence: Sentence = double ? join(one, pick(random, [", while ", ", and ", "; "]), two) : one;
      const { tokens, mentions } = tokenize(sentence);
      const size = one.filter((piece) => typeof piece !== "string").length;
      const halves = [mentions.slice(0, size), mentions.slice(size)] as const;
      const good = [...related(first, halves[0]), ...(double ? related(second, halves[1]) : [])];
      const bad = double ? [...across(halves[0], halves[1]), ...across(halves[1], halves[0])] : [];
      const pairs = wantNone ? bad : good;
      if (pairs.length === 0) return undefined;
      const [subject, object, relation] = pick(random, pairs);
      serial++;
      return {
        example: {
          id: `${split}-${String(serial).padStart(5, "0")}`,
          docid: `encyclopedia-${split}`,
          relation,
          token: tokens,
          subj_start: subject.start,
          subj_end: subject.end - 1,
          obj_start: object.start,
          obj_end: object.end - 1,
          subj_type: types[subject.mention.kind]!,
          obj_type: types[object.mention.kind]!,
        },
        key: `${tokens.join(" ")}|${subject.start}|${object.start}`,
        names: [subject, object].flatMap(({ mention }) => (isName(mention) ? [mention.text] : [])),
      };
    },
    seenNames,
  );
}

/** Two facts that share an entity: pairs across them could be related after all. */
function clash(first: Fact, second: Fact): boolean {
  const of = (fact: Fact): string[] => [
    fact.subject.title,
    typeof fact.object === "string" ? fact.object : fact.object.title,
    fact.year || "-",
    fact.relation === "profile" ? fact.subject.noun : "--",
  ];
  const home =
    first.subject.home === second.subject.home &&
    [first, second].some((f) => /profile|Country/.test(f.relation));
  return home || of(first).some((item) => of(second).includes(item) && item !== "-" && item !== "--");
}

/** Pairs of a subject and another sentence's object that could bear a relation by their types, but do not. */
function across(
  from: readonly TokenizedMention[],
  to: readonly TokenizedMention[],
): [TokenizedMention, TokenizedMention, string][] {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    PERSON: ["CITY", "DATE", "NATIONALITY", "TITLE", "ORGANIZATION"],
    ORGANIZATION: ["CITY", "DATE", "COUNTRY", "PERSON"],
  };
  const subject = from.find(({ mention }) => mention.role === "subject");
  const wanted = allowed[types[subject?.mention.kind ?? "literal"] ?? ""] ?? [];
  return to
    .filter(({ mention }) => wanted.includes(types[mention.kind] ?? ""))
    .map((object) => [subject!, object, "no_relation"]);
}
