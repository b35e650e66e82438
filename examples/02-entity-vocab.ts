/** A whole dump: the bundled encyclopedia becomes a corpus, its links an entity vocabulary and a mention table. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeEncyclopedia } from "@lukejs/encyclopedia/node";
import { buildEntityVocab, buildMentionTable, readMentionTable } from "@lukejs/entity-vocab/node";
import { buildCorpus, openCorpus } from "@lukejs/wiki-corpus/node";

const folder = await mkdtemp(join(tmpdir(), "luke-example-"));
try {
  const { dump } = await writeEncyclopedia(join(folder, "world"), { seed: 1 });
  const path = join(folder, "corpus");
  const { counts } = await buildCorpus([dump], path, { workers: 2 });
  console.log(`${counts.pages} pages, ${counts.redirects} redirects, ${counts.links} links`);

  const corpus = await openCorpus(path);
  const page = await corpus.page("Lisbon");
  console.log(`Lisbon: ${page?.paragraphs[0]?.text}`);

  const vocab = await buildEntityVocab(path, {});
  console.log(`${vocab.size} entities; the most frequent:`);
  for (let id = 3; id < 8; id++) console.log(`  ${id}  ${vocab.titleOf(id)}  (${vocab.countOf(id)} links)`);

  await buildMentionTable(path, join(folder, "mentions"));
  const mentions = await readMentionTable(join(folder, "mentions"));
  const text = "Lisbon is the capital of Portugal.";
  for (const { start, end, candidates } of mentions.findAll(text)) {
    const best = candidates[0]!;
    const { title, prior, linkProbability } = best;
    console.log(
      `  "${text.slice(start, end)}" → ${title}, prior ${prior.toFixed(2)}, linked ${(100 * linkProbability).toFixed(0)} %`,
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
