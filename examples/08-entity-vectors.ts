/**
 * Entity vectors added to a retrieval system: questions to the passages that answer them, by words (TF-IDF) alone and
 * with the vectors of the entities that question and passage name ("Abel" and "Niels Henrik Abel" are one).
 *
 * The vectors here are made from the links of the bundled encyclopedia, so that the example needs no model. Those of a
 * trained one are read in their place: `luke convert --entity-vectors entities.txt` writes them.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
import { buildMentionTable, readMentionTable } from "@lukejs/entity-vocab/node";
import { Random } from "@lukejs/kernels";
import { buildCorpus, openCorpus } from "@lukejs/wiki-corpus/node";

const folder = await mkdtemp(join(tmpdir(), "luke-example-"));
try {
  const { dump } = await writeEncyclopedia(folder, { seed: 1 });
  await buildCorpus([dump], join(folder, "corpus"), { workers: 2 });
  await buildMentionTable(join(folder, "corpus"), join(folder, "mentions"));
  const names = await readMentionTable(join(folder, "mentions"));
  const passages = generateEncyclopedia({ seed: 1 }).datasets.squad.dev.data.flatMap(
    ({ paragraphs }) => paragraphs,
  );
  const texts = passages.map(({ context }) => context);

  // Words: TF-IDF, as an index from a word to the passages that have it.
  const wordsOf = (text: string): string[] => text.toLowerCase().match(/\p{L}{3,}/gu) ?? [];
  const index = new Map<string, Map<number, number>>();
  for (const [passage, text] of texts.entries()) {
    for (const word of wordsOf(text)) {
      const holders = index.get(word) ?? new Map<number, number>();
      index.set(word, holders.set(passage, (holders.get(passage) ?? 0) + 1));
    }
  }
  const lengths = texts.map((text) => Math.sqrt(wordsOf(text).length));
  const wordScores = (question: string): Float64Array => {
    const scores = new Float64Array(texts.length);
    for (const word of new Set(wordsOf(question))) {
      const holders = index.get(word) ?? new Map<number, number>();
      const rarity = Math.log(texts.length / (1 + holders.size));
      for (const [passage, times] of holders)
        scores[passage]! += (rarity * Math.log(1 + times)) / lengths[passage]!;
    }
    return scores;
  };

  // Entities: a vector each, its own random direction and those of what it is linked together with.
  const size = 64;
  const directions = new Map<string, Float32Array>();
  const random = new Random(1);
  const directionOf = (title: string): Float32Array => {
    const known = directions.get(title) ?? Float32Array.from({ length: size }, () => random.nextNormal());
    directions.set(title, known);
    return known;
  };
  const add = (to: Float32Array, vector: Float32Array, weight: number): Float32Array =>
    to.map((value, i) => value + weight * vector[i]!);
  const vectors = new Map<string, Float32Array>();
  for await (const { title, paragraphs } of (await openCorpus(join(folder, "corpus"))).pages()) {
    const linked = new Set(paragraphs.flatMap(({ links }) => links.map((link) => link.title)));
    let vector = directionOf(title);
    for (const other of linked) vector = add(vector, directionOf(other), 0.5 / Math.sqrt(linked.size));
    vectors.set(title, unit(vector));
  }
  /** Mean direction of what a text names. */
  const entityVector = (text: string): Float32Array => {
    let sum: Float32Array = new Float32Array(size);
    for (const { candidates } of names.findAll(text, { minLinkProbability: 0.2 })) {
      const vector = vectors.get(candidates[0]!.title);
      if (vector !== undefined) sum = add(sum, vector, 1);
    }
    return unit(sum);
  };
  const passageVectors = texts.map(entityVector);

  const questions = passages.flatMap(({ qas }, passage) =>
    qas.map(({ question }) => ({ question, passage })),
  );
  for (const weight of [0, 1, 2]) {
    let found = 0;
    for (const { question, passage } of questions) {
      const words = wordScores(question);
      const asked = entityVector(question);
      const scores = passageVectors.map((vector, i) => words[i]! + weight * dot(asked, vector));
      if (scores.filter((score) => score > scores[passage]!).length < 3) found++;
    }
    const share = ((100 * found) / questions.length).toFixed(1);
    console.log(
      `words + ${weight} × entities: the passage is among the first three for ${share} % of ${questions.length} questions`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(dot(vector, vector));
  return length === 0 ? vector : vector.map((value) => value / length);
}
