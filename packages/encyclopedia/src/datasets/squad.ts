import { pick, type RandomSource, shuffle } from "../random.ts";
import { layOut } from "../text/sentence.ts";
import type { Split } from "../text/splits.ts";
import type { Entity, Fact } from "../world/entity.ts";
import { questionBlocks } from "../world/questions.ts";
import type { Material } from "./material.ts";

/** An article of SQuAD 1.1. */
export interface SquadArticle {
  readonly title: string;
  readonly paragraphs: readonly {
    readonly context: string;
    readonly qas: readonly {
      readonly id: string;
      readonly question: string;
      /** `answer_start` counts UTF-16 code units. */
      readonly answers: readonly { readonly text: string; readonly answer_start: number }[];
    }[];
  }[];
}

function readQuestions(): ReadonlyMap<string, { open: readonly string[]; heldOut: readonly string[] }> {
  return new Map(
    questionBlocks
      .trim()
      .split(/\n\n+/)
      .map((block) => {
        const [header = "", ...lines] = block.split("\n");
        return [header.slice(2), { open: lines.slice(0, -2), heldOut: lines.slice(-2) }];
      }),
  );
}

/** A split of SQuAD 1.1: an article is an entity of the split, its paragraphs tell of it and of another of its kind. */
export function squad(
  material: Material,
  split: Split,
  count: number,
  random: RandomSource,
  seenNames?: ReadonlySet<string>,
): { examples: SquadArticle[]; names: Set<string>; questions: number } {
  const patterns = readQuestions();
  const subjects = [...new Set(material.facts[split].map((fact) => fact.subject))].filter((entity) =>
    material.factsAbout(entity, split).some((fact) => patterns.has(fact.relation)),
  );
  const byKind = new Map<string, Entity[]>();
  for (const entity of subjects) byKind.set(entity.kind, [...(byKind.get(entity.kind) ?? []), entity]);
  const articles = new Map<string, SquadArticle["paragraphs"][number][]>();
  const names = new Set<string>();
  const asked = new Set<string>();
  let questions = 0;
  const order = [...subjects, ...subjects.filter((entity) => entity.kind !== "city")];
  for (let round = 0; questions < count && round < 12; round++) {
    for (const entity of shuffle(random, order)) {
      if (questions >= count) break;
      if (seenNames?.has(entity.name)) continue;
      const peers = shuffle(
        random,
        byKind.get(entity.kind)!.filter((peer) => peer !== entity),
      ).slice(0, 2);
      const facts = shuffle(random, [
        ...shuffle(random, material.factsAbout(entity, split)).slice(0, 4),
        ...peers.flatMap((peer) => shuffle(random, material.factsAbout(peer, split)).slice(0, 2)),
      ]);
      if (facts.length < 3) continue;
      const { context, answers } = tellAll(facts, material, split, random);
      const qas = [];
      for (const fact of facts) {
        const group = patterns.get(fact.relation);
        const answer = answers.get(fact);
        if (group === undefined || answer === undefined || qas.length === 2 || isAmbiguous(fact, facts))
          continue;
        if (seenNames?.has(fact.subject.name)) continue;
        if (
          typeof fact.object !== "string" &&
          (seenNames?.has(answer.text) || seenNames?.has(fact.object.name))
        )
          continue;
        const pattern = pick(random, split === "test" ? group.heldOut : group.open);
        const name = `${fact.subject.definite && !fact.subject.name.startsWith("The ") ? "the " : ""}${fact.subject.name}`;
        const question = pattern.replace("{s}", name).replace(/^./, (letter) => letter.toUpperCase());
        if (asked.has(question) && random.nextInt(3) > 0) continue;
        asked.add(question);
        names.add(fact.subject.name);
        if (typeof fact.object !== "string") names.add(fact.object.name).add(answer.text);
        questions++;
        qas.push({ id: `${split}-${String(questions).padStart(5, "0")}`, question, answers: [answer] });
      }
      if (qas.length > 0)
        articles.set(entity.title, [...(articles.get(entity.title) ?? []), { context, qas }]);
    }
  }
  return { examples: [...articles].map(([title, paragraphs]) => ({ title, paragraphs })), names, questions };
}

/** Relations that one question could mean. */
function sort(fact: Fact): string {
  return (
    { capital: "in", cityIn: "in", stateOf: "in", islandOf: "in", universityIn: "in" }[fact.relation] ??
    fact.relation
  );
}

/** Whether the passage holds a second answer to the question about this fact. */
function isAmbiguous(fact: Fact, facts: readonly Fact[]): boolean {
  return facts.some(
    (other) => other !== fact && other.subject.name === fact.subject.name && sort(other) === sort(fact),
  );
}

function tellAll(
  facts: readonly Fact[],
  material: Material,
  split: Split,
  random: RandomSource,
): { context: string; answers: Map<Fact, { text: string; answer_start: number }> } {
  let context = "";
  const answers = new Map<Fact, { text: string; answer_start: number }>();
  for (const fact of facts) {
    const { text, mentions } = layOut(material.tell(fact, split, random).sentence);
    if (context !== "") context += " ";
    const answer = mentions.find((mention) => mention.role === "object");
    if (answer !== undefined)
      answers.set(fact, { text: answer.text, answer_start: context.length + answer.start });
    context += text;
  }
  return { context, answers };
}
