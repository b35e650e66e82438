/**
 * Claim: with a model's masked-entity prediction more of the ambiguous names mean the right entity than by the most
 * frequent target of each name alone.
 *
 * Method: links of pages of the bundled encyclopedia, as the main job left corpus, mention table and pretrained model in
 * runs/demo (RUN names another folder); every sixth page. A link counts where its name has several candidates in the
 * vocabulary, among them the right one. The model was pretrained on these pages, but for 3 % of their sentences, and the
 * table was counted on them: this shows that both together choose better than one, not how well unseen text is linked.
 */
import { join } from "node:path";
import { readMentionTable } from "@lukejs/entity-vocab/node";
import { loadPipeline } from "@lukejs/luke";
import { openCorpus } from "@lukejs/wiki-corpus/node";
import { reportBenchmark } from "./report-benchmark.ts";

const run = process.env["RUN"] ?? join(import.meta.dirname, "..", "runs", "demo");
const corpus = await openCorpus(join(run, "corpus"));
const mentions = await readMentionTable(join(run, "mentions"));
using link = await loadPipeline("entity-linking", join(run, "pretrain", "run", "model"), { mentions });

let [links, ambiguous, byPrior, together, seconds, page] = [0, 0, 0, 0, 0, 0];
for await (const { paragraphs } of corpus.pages()) {
  if (page++ % 6 !== 0) continue;
  for (const { text, links: marked } of paragraphs) {
    if (marked.length === 0) continue;
    const started = performance.now();
    const found = await link({ text, mentions: marked });
    seconds += (performance.now() - started) / 1000;
    for (const { start, end, title } of marked) {
      const one = found.find((other) => other.start === start && other.end === end);
      const right = corpus.resolve(title);
      if (one === undefined || !one.candidates.some((candidate) => candidate.title === right)) continue;
      links++;
      if (one.candidates.length < 2) continue;
      ambiguous++;
      const usual = one.candidates.reduce((best, other) => (other.prior > best.prior ? other : best));
      if (usual.title === right) byPrior++;
      if (one.title === right) together++;
    }
  }
}
reportBenchmark("entity-linking", "ambiguous names mean the right entity more often with the model", {
  backend: link.backend,
  links,
  "ambiguous links": ambiguous,
  "right by the prior alone": byPrior / ambiguous,
  "right with the model": together / ambiguous,
  "links a second": links / seconds,
});
