import { beforeAll, expect, test } from "vitest";
import { type Encyclopedia, generateEncyclopedia } from "../generate-encyclopedia.ts";

// What the train split's names alone give away: the most frequent answer for a name seen in train, else the majority's.

let data: Encyclopedia["datasets"];
beforeAll(() => {
  data = generateEncyclopedia({ seed: 1 }).datasets;
});
const results: Record<string, { majority: number; nameLookup: number }> = {};

class Lookup {
  readonly #counts = new Map<string, Map<string, number>>();
  add(name: string, label: string): void {
    const labels = this.#counts.get(name) ?? new Map<string, number>();
    labels.set(label, (labels.get(label) ?? 0) + 1);
    this.#counts.set(name, labels);
  }
  best(name: string): string | undefined {
    return [...(this.#counts.get(name) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0];
  }
}

const percent = (part: number, all: number): number => (all === 0 ? 0 : (100 * part) / all);
const f1 = (right: number, guessed: number, gold: number): number => percent(2 * right, guessed + gold);

test("open entity: loose micro F1", () => {
  const lookup = new Lookup();
  for (const { sent, start, end, labels } of data.openEntity.train) {
    lookup.add(sent.slice(start, end), labels.join("|"));
    lookup.add("", labels.join("|"));
  }
  const score = (guess: (name: string) => string): number => {
    let [right, guessed, gold] = [0, 0, 0];
    for (const { sent, start, end, labels } of data.openEntity.test) {
      const answer = guess(sent.slice(start, end)).split("|");
      right += answer.filter((label) => labels.includes(label)).length;
      guessed += answer.length;
      gold += labels.length;
    }
    return f1(right, guessed, gold);
  };
  results["open-entity"] = {
    majority: score(() => lookup.best("")!),
    nameLookup: score((name) => lookup.best(name) ?? lookup.best("")!),
  };
  expect(results["open-entity"].nameLookup).toBeLessThan(70);
});

test("relations: micro F1 without no_relation, and accuracy", () => {
  const lookup = new Lookup();
  const pair = ({ token, ...row }: (typeof data.tacred.train)[number]): string =>
    `${token.slice(row.subj_start, row.subj_end + 1).join(" ")}|${token.slice(row.obj_start, row.obj_end + 1).join(" ")}`;
  for (const row of data.tacred.train) lookup.add(pair(row), row.relation);
  const guesses = data.tacred.test.map((row) => lookup.best(pair(row)) ?? "no_relation");
  const gold = data.tacred.test.map((row) => row.relation);
  const right = gold.filter((label, i) => label !== "no_relation" && label === guesses[i]).length;
  const some = (labels: readonly string[]): number =>
    labels.filter((label) => label !== "no_relation").length;
  results["tacred"] = { majority: 0, nameLookup: f1(right, some(guesses), some(gold)) };
  expect(results["tacred"].nameLookup).toBeLessThan(70);
  expect(percent(gold.filter((label, i) => label === guesses[i]).length, gold.length)).toBeLessThan(70);
});

test("names: entity F1", () => {
  const spans = (text: string): { words: string[]; spans: Map<string, string> } => {
    const words: string[] = [];
    const found = new Map<string, string>();
    let start = -1;
    let type = "";
    const close = (): void => {
      if (start >= 0) found.set(`${start}-${words.length}`, type);
      start = -1;
    };
    for (const line of text.split("\n")) {
      const [word = "", , , tag = "O"] = line.split(" ");
      if (start >= 0 && (tag === "O" || tag.startsWith("B") || tag.slice(2) !== type)) close();
      if (tag !== "O" && start < 0) [start, type] = [words.length, tag.slice(2)];
      words.push(word);
    }
    close();
    return { words, spans: found };
  };
  const lookup = new Lookup();
  const train = spans(data.conll.train);
  for (const [span, type] of train.spans) {
    const [start = 0, end = 0] = span.split("-").map(Number);
    lookup.add(train.words.slice(start, end).join(" "), type);
  }
  const gold = spans(data.conll.test);
  let [right, guessed] = [0, 0];
  for (let start = 0; start < gold.words.length; start++)
    for (let end = Math.min(gold.words.length, start + 8); end > start; end--) {
      const type = lookup.best(gold.words.slice(start, end).join(" "));
      if (type === undefined) continue;
      guessed++;
      if (gold.spans.get(`${start}-${end}`) === type) right++;
      start = end;
    }
  results["conll2003"] = { majority: 0, nameLookup: f1(right, guessed, gold.spans.size) };
  expect(results["conll2003"].nameLookup).toBeLessThan(70);
});

test("cloze: exact match; the majority is the most frequent name of the passage", () => {
  const lookup = new Lookup();
  const names = (text: string, entities: readonly { start: number; end: number }[]): string[] =>
    entities.map(({ start, end }) => text.slice(start, end + 1));
  for (const { passage, qas } of data.record.train.data) {
    const answers = new Set(qas[0]!.answers.map((answer) => answer.text));
    for (const name of names(passage.text, passage.entities))
      lookup.add(name, answers.has(name) ? "yes" : "no");
  }
  let [majority, byName] = [0, 0];
  for (const { passage, qas } of data.record.test.data) {
    const candidates = names(passage.text, passage.entities);
    const counts = new Map<string, number>();
    for (const name of candidates) counts.set(name, (counts.get(name) ?? 0) + 1);
    const frequent = [...counts].sort((a, b) => b[1] - a[1])[0]![0];
    const answers = new Set(qas[0]!.answers.map((answer) => answer.text));
    if (answers.has(frequent)) majority++;
    if (answers.has(candidates.find((name) => lookup.best(name) === "yes") ?? frequent)) byName++;
  }
  const all = data.record.test.data.length;
  results["record"] = { majority: percent(majority, all), nameLookup: percent(byName, all) };
  expect(results["record"].nameLookup).toBeLessThan(70);
});

test("questions: exact match; a name is a capitalised phrase of the question", () => {
  const lookup = new Lookup();
  const nameIn = (question: string): string => question.slice(1).match(/\p{Lu}[\p{L}'. -]*/u)?.[0] ?? "";
  const all = (split: "train" | "test"): { question: string; answer: string }[] =>
    data.squad[split].data.flatMap((article) =>
      article.paragraphs.flatMap((p) =>
        p.qas.map((qa) => ({ question: qa.question, answer: qa.answers[0]!.text })),
      ),
    );
  for (const { question, answer } of all("train")) {
    lookup.add(nameIn(question), answer);
    lookup.add("", answer);
  }
  const test = all("test");
  const score = (guess: (question: string) => string): number =>
    percent(test.filter(({ question, answer }) => guess(question) === answer).length, test.length);
  results["squad"] = {
    majority: score(() => lookup.best("")!),
    nameLookup: score((question) => lookup.best(nameIn(question)) ?? lookup.best("")!),
  };
  expect(results["squad"].nameLookup).toBeLessThan(70);
  console.table(results);
});

test("names of test examples do not occur in train", () => {
  const { openEntity, tacred, squad } = data;
  const typing = new Set(openEntity.train.map((row) => row.sent.slice(row.start, row.end)));
  expect(openEntity.test.filter((row) => typing.has(row.sent.slice(row.start, row.end)))).toEqual([]);
  const subject = (row: (typeof tacred.train)[number]): string =>
    row.token.slice(row.subj_start, row.subj_end + 1).join(" ");
  const subjects = new Set(tacred.train.map(subject));
  expect(tacred.test.filter((row) => subjects.has(subject(row)))).toEqual([]);
  const titles = new Set(squad.train.data.map((article) => article.title));
  expect(squad.test.data.filter((article) => titles.has(article.title))).toEqual([]);
});
