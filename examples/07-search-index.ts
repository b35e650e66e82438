/**
 * A search index over words and entities, with the tokenizer and the entity vocabulary alone: a query for "the Big Apple"
 * finds a document that says "New York City".
 */
import { EntityVocab, type MentionRow, MentionTable } from "@lukejs/entity-vocab";
import { RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";

const documents = [
  "New York City has a harbour at the mouth of the Hudson.",
  "Big ships carry apples from the orchards of Normandy.",
  "The subway of NYC runs all night.",
  "Paris lies on the Seine, and its metro stops after midnight.",
];

// Names and what they mean; `luke mentions build` counts such a table over a Wikipedia, readMentionTable opens it.
const row = (name: string, title: string, count: number): MentionRow => ({
  ...{ name, title, count, nameLinks: count, nameOccurrences: 2 * count, namePages: 2 * count },
});
const names = new MentionTable(
  [
    row("new york city", "New York City", 900),
    row("nyc", "New York City", 80),
    row("big apple", "New York City", 20),
    row("paris", "Paris", 700),
  ],
  { normalization: "lowercase", linkProbability: "occurrences" },
);
const entities = EntityVocab.of([
  { title: "New York City", count: 1000 },
  { title: "Paris", count: 700 },
]);
const words = new RobertaTokenizer(await trainByteLevelBpe(documents, { vocabSize: 400, minFrequency: 1 }));

/** The terms of a text: its word pieces, in lower case, and the entities that it names. */
function termsOf(text: string): string[] {
  const { ids } = words.encode(text.toLowerCase(), { addSpecialTokens: false, addPrefixSpace: true });
  const found = names.findAll(text, { minLinkProbability: 0.1 });
  return [
    ...Array.from(ids, (id) => `word ${id}`),
    ...found.map(({ candidates }) => `entity ${entities.idOf(candidates[0]!.title)}`),
  ];
}

/** Term → the documents that have it. */
const index = new Map<string, Set<number>>();
for (const [number, text] of documents.entries()) {
  for (const term of termsOf(text)) index.set(term, (index.get(term) ?? new Set()).add(number));
}

/** Documents by the sum of the weights of the terms they share with the query; rare terms weigh more. */
function search(query: string): { text: string; score: number }[] {
  const scores = new Map<number, number>();
  for (const term of new Set(termsOf(query))) {
    const holders = index.get(term) ?? new Set();
    const weight = Math.log(1 + documents.length / (1 + holders.size)) * (term.startsWith("entity") ? 3 : 1);
    for (const number of holders) scores.set(number, (scores.get(number) ?? 0) + weight);
  }
  return [...scores]
    .sort(([, a], [, b]) => b - a)
    .map(([number, score]) => ({ text: documents[number]!, score }));
}

for (const query of ["subway in the Big Apple", "metro of Paris"]) {
  console.log(query);
  for (const { text, score } of search(query).slice(0, 2)) console.log(`  ${score.toFixed(2)}  ${text}`);
}
