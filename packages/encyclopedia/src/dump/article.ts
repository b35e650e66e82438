import { pick, type RandomSource, shuffle } from "../random.ts";
import { join } from "../text/join.ts";
import type { RelationPatterns } from "../text/patterns.ts";
import { type Mention, realize, type Sentence } from "../text/sentence.ts";
import type { Entity, Fact, World } from "../world/entity.ts";

export interface ArticleContext {
  readonly world: World;
  readonly patterns: ReadonlyMap<string, RelationPatterns>;
  /** Redirect titles of an entity, by its title. */
  readonly aliases: ReadonlyMap<string, readonly string[]>;
  /** Short names (surnames) that may stand for a person, by title. */
  readonly surnames: ReadonlyMap<string, string>;
  /** Nouns that have a page of their own. */
  readonly concepts: ReadonlySet<string>;
  /** Names shared by several pages. */
  readonly ambiguous: ReadonlySet<string>;
  /** How often each title has been linked so far: what is rare is told of first. */
  readonly linkCounts: Map<string, number>;
}

const headings: Readonly<Record<string, readonly string[]>> = {
  person: ["Life", "Career", "Legacy"],
  work: ["Background", "Author", "Reception"],
  company: ["History", "Business", "Context"],
  city: ["Geography", "History", "People and places"],
  country: ["Geography", "People", "Cities and waters"],
};
const pronouns: Readonly<Record<string, string>> = {
  city: "The city",
  river: "The river",
  company: "The company",
};

/** The wikitext of an entity's article: its own facts told in several ways, then those of its neighbours. */
export function writeArticle(entity: Entity, context: ArticleContext, random: RandomSource): string {
  const linked = new Set<string>([entity.title]);
  const facts = context.world.factsOf.get(entity.title)!;
  const own = facts.filter((fact) => fact.subject === entity);
  const others = facts.filter((fact) => fact.subject !== entity);
  const around = neighbours(entity, facts, context.world, random);
  const used = new Set<string>();
  const tell = (fact: Fact): Sentence | undefined => {
    const patterns = context.patterns
      .get(fact.relation)!
      .open.filter((p) => fact.year !== "" || !p.includes("{y}"));
    const pattern = pick(random, patterns);
    const key = `${pattern}|${fact.subject.title}|${typeof fact.object === "string" ? fact.object : fact.object.title}`;
    if (used.has(key)) return undefined;
    used.add(key);
    return tellFact(fact, pattern, entity, linked, context, random);
  };
  const room = Math.min(44, 5 + Math.ceil(facts.length * 0.7));
  const tales = (list: readonly Fact[]): Sentence[] => list.map(tell).filter((s) => s !== undefined);
  const body = [
    tales(shuffle(random, [...own, ...own])),
    tales(rareFirst(shuffle(random, others), context).slice(0, room)),
    tales(rareFirst(shuffle(random, around), context).slice(0, 7 + random.nextInt(5))),
  ];
  const lead = tales(shuffle(random, own).slice(0, 3));
  const titles = headings[entity.kind] ?? ["Description", "Context", "See also in the region"];
  const text = [infobox(entity, own)];
  if (context.ambiguous.has(entity.name[0]!.toUpperCase() + entity.name.slice(1)))
    text.unshift(`{{other uses|${entity.name} (disambiguation)}}`);
  if (random.nextInt(3) === 0)
    text.push(
      `[[File:${entity.title.replace(/[^\w]+/g, "_")}.jpg|thumb|220px|A view of '''${entity.name}''']]`,
    );
  text.push(`${opening(entity)}${random.nextInt(2) ? "<!-- keep the lead short -->" : ""}`);
  if (entity.measure !== "")
    text.push(`It is {{convert|${entity.measure}}} ${entity.kind === "river" ? "long" : "high"}.`);
  text.push(paragraph(lead, entity, linked, context, random));
  body.forEach((sentences, index) => {
    if (sentences.length === 0) return;
    text.push(`\n== ${titles[index]} ==`);
    for (let at = 0; at < sentences.length; at += 5)
      text.push(`${paragraph(sentences.slice(at, at + 5), entity, linked, context, random)}\n`);
  });
  if (others.length >= 8) text.push(table(entity, others));
  const related = [...new Set(others.slice(0, 4).map((fact) => fact.subject.title))];
  if (related.length > 0) text.push("== See also ==", ...related.map((title) => `* [[${title}]]`));
  text.push("\n== References ==\n{{reflist}}\n");
  text.push(`[[Category:${entity.kind[0]!.toUpperCase()}${entity.kind.slice(1)} articles|${entity.name}]]`);
  if (entity.home !== "") text.push(`[[Category:${entity.home}]]`);
  return `${text.join("\n")}\n`;
}

/** The sentence that says what the article is about. */
function opening(entity: Entity): string {
  const noun = entity.kind === "company" ? `${entity.noun} company` : entity.noun;
  const article = /^[aeiou](?!ni)/.test(noun) ? "an" : "a";
  const verb = entity.kind === "person" ? "was" : "is";
  return `${entity.definite && !/^The /.test(entity.name) ? "The " : ""}'''${entity.name}''' ${verb} ${article} ''${noun}''.`;
}

/** Facts about what the entity's facts join it to, and about its country: a sample, each one once. */
function neighbours(entity: Entity, facts: readonly Fact[], world: World, random: RandomSource): Fact[] {
  const home = world.factsOf.get(entity.home) ?? [];
  const sample = new Set<Fact>();
  for (let i = 0; i < 120; i++) {
    const fact = pick(random, i % 3 === 0 && home.length > 0 ? home : facts);
    const other = fact.subject === entity ? fact.object : fact.subject;
    const found = typeof other === "string" ? fact : pick(random, world.factsOf.get(other.title)!);
    if (found.subject !== entity && found.object !== entity) sample.add(found);
  }
  return [...sample];
}

/** Facts about what has few links so far come first, so that everything is linked often enough to be learned. */
function rareFirst(facts: readonly Fact[], context: ArticleContext): Fact[] {
  const count = (entity: Entity | string): number =>
    typeof entity === "string" ? Number.POSITIVE_INFINITY : (context.linkCounts.get(entity.title) ?? 0);
  return facts
    .map((fact) => ({ fact, rank: Math.min(12, count(fact.subject), count(fact.object)) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ fact }) => fact);
}

function tellFact(
  fact: Fact,
  pattern: string,
  page: Entity,
  linked: ReadonlySet<string>,
  context: ArticleContext,
  random: RandomSource,
): Sentence {
  const short = (entity: Entity | string): string | undefined => {
    if (typeof entity === "string") return undefined;
    const surname = context.surnames.get(entity.title);
    return surname !== undefined &&
      (linked.has(entity.title) ? random.nextInt(2) === 0 : random.nextInt(5) === 0)
      ? surname
      : undefined;
  };
  const subjectText = short(fact.subject);
  const objectText = short(fact.object);
  const sentence = realize(pattern, fact, {
    ...(subjectText === undefined ? {} : { subjectText }),
    ...(objectText === undefined ? {} : { objectText }),
    country: context.world.entities.get(fact.subject.home),
  });
  if (fact.subject !== page || random.nextInt(4) > 0) return sentence;
  const first = sentence.findIndex((piece) => typeof piece !== "string");
  const head = sentence[first] as Mention;
  const opening = first === 0 || (first === 1 && sentence[0] === "The ");
  if (!opening || head.role !== "subject" || /^'s/.test(String(sentence[first + 1]))) return sentence;
  const pronoun =
    page.kind === "person"
      ? page.feminine
        ? "She"
        : "He"
      : (pronouns[page.kind] ?? (random.nextInt(2) ? "It" : `The ${page.noun}`));
  return [pronoun, ...sentence.slice(first + 1)];
}

function paragraph(
  sentences: readonly Sentence[],
  page: Entity,
  linked: Set<string>,
  context: ArticleContext,
  random: RandomSource,
): string {
  const joined: Sentence[] = [];
  for (const sentence of sentences) {
    const last = joined[joined.length - 1];
    if (last !== undefined && last.length < 7 && sentence.length < 6 && random.nextInt(4) === 0)
      joined[joined.length - 1] = join(last, pick(random, [", and ", ", while ", "; "]), sentence);
    else joined.push(sentence);
  }
  return joined.map((sentence) => wikitext(sentence, page, linked, context, random)).join(" ");
}

function wikitext(
  sentence: Sentence,
  page: Entity,
  linked: Set<string>,
  context: ArticleContext,
  random: RandomSource,
): string {
  let text = "";
  for (const piece of sentence) {
    if (typeof piece === "string") text += piece;
    else text += markUp(piece, page, linked, context, random);
  }
  if (random.nextInt(14) === 0)
    text += `<ref name="r${random.nextInt(900)}">{{cite book|title=A short survey|year=${1900 + random.nextInt(120)}}}</ref>`;
  return text;
}

function markUp(
  mention: Mention,
  page: Entity,
  linked: Set<string>,
  context: ArticleContext,
  random: RandomSource,
): string {
  const { text, kind, entity } = mention;
  if (kind === "year") return text;
  if (kind === "noun") {
    if (!context.concepts.has(text) || random.nextInt(3) > 0) return text;
    return `[[${text}]]`;
  }
  if (entity === undefined) return kind === "literal" ? `''${text}''` : text;
  if (entity === page) return text;
  if ((kind === "adjective" || kind === "people") && random.nextInt(2) === 0) return text;
  if (linked.has(entity.title) && random.nextInt(6) === 0) return text;
  linked.add(entity.title);
  context.linkCounts.set(entity.title, (context.linkCounts.get(entity.title) ?? 0) + 1);
  const aliases = context.aliases.get(entity.title) ?? [];
  const target = aliases.length > 0 && random.nextInt(12) === 0 ? pick(random, aliases) : entity.title;
  const styled = entity.kind === "work" && random.nextInt(2) === 0 ? `''${text}''` : text;
  if (target === styled || target === styled[0]!.toUpperCase() + styled.slice(1)) return `[[${styled}]]`;
  if (kind === "people" && random.nextInt(2) === 0) return `[[${target}|${entity.adjective}]] people`;
  return `[[${random.nextInt(20) === 0 ? target.replaceAll(" ", "_") : target}|${styled}]]`;
}

function infobox(entity: Entity, own: readonly Fact[]): string {
  const lines = own
    .slice(0, 6)
    .map(
      (fact) =>
        `| ${fact.relation} = ${typeof fact.object === "string" ? fact.object : `[[${fact.object.title}]]`}`,
    );
  return `{{Infobox ${entity.kind}\n| name = ${entity.name}\n${lines.join("\n")}\n}}`;
}

function table(entity: Entity, facts: readonly Fact[]): string {
  const lines = facts.slice(0, 10).map((fact) => `|-\n| [[${fact.subject.title}]] || ${fact.subject.noun}`);
  return `{| class="wikitable sortable"\n|+ ${entity.name} in brief\n! Name !! Kind\n${lines.join("\n")}\n|}`;
}
