/**
 * Another language, from dump to forward pass: an Italian dump (its own words for redirects, files and categories) gives a
 * vocabulary of the language; merged with an English one, what both know is one entity, as mLUKE has it.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { useBackend } from "@lukejs/backend";
import { EntityVocab, mergeEntityVocabs } from "@lukejs/entity-vocab";
import { buildEntityVocab } from "@lukejs/entity-vocab/node";
import { disposeParameters, Random } from "@lukejs/kernels";
import { createLukeParams, luke, lukeTiny, mlukeBase } from "@lukejs/model";
import { collate, toTensors } from "@lukejs/tasks";
import { LukeTokenizer, RobertaTokenizer, trainByteLevelBpe } from "@lukejs/tokenizer";
import { buildCorpus, openCorpus } from "@lukejs/wiki-corpus/node";

const articles = {
  Lisbona:
    "[[File:Lisbona.jpg|miniatura|La città]]'''Lisbona''' è la capitale del [[Portogallo]] e sorge sul [[Tago]].\n\n[[Categoria:Capitali]]",
  Portogallo: "Il '''Portogallo''' confina con la [[Spagna]]; la capitale è [[Lisbona]].",
  Tago: "Il '''Tago''' nasce in [[Spagna]] e sfocia presso [[Lisbona]].",
  Spagna: "La '''Spagna''' confina con il [[Repubblica Portoghese|Portogallo]].",
  "Repubblica Portoghese": "#RINVIA [[Portogallo]]",
};
const pages = Object.entries(articles).map(
  ([title, text], i) =>
    `<page><title>${title}</title><ns>0</ns><id>${i + 1}</id>${text.startsWith("#") ? `<redirect title="Portogallo" />` : ""}` +
    `<revision><id>${i + 1}</id><text xml:space="preserve">${text}</text></revision></page>`,
);
const dump = `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" version="0.11" xml:lang="it">
<siteinfo><sitename>Esempio</sitename><dbname>itwiki</dbname><case>first-letter</case><namespaces>
<namespace key="0" /><namespace key="6">File</namespace><namespace key="14">Categoria</namespace>
</namespaces></siteinfo>${pages.join("\n")}</mediawiki>`;

const folder = await mkdtemp(join(tmpdir(), "luke-example-"));
try {
  await writeFile(join(folder, "itwiki.xml"), dump);
  const corpus = join(folder, "corpus");
  await buildCorpus([join(folder, "itwiki.xml")], corpus, { workers: 1 });
  const texts: string[] = [];
  for await (const page of (await openCorpus(corpus)).pages())
    texts.push(...page.paragraphs.map(({ text }) => text));
  console.log(texts.join("\n"));

  const italian = await buildEntityVocab(corpus, { language: "it" });
  const english = new EntityVocab(
    ["[PAD]", "[UNK]", "[MASK]", "Lisbon", "Portugal", "Norway"].map((title, id) => ({
      id,
      entities: [[title, id < 3 ? null : "en"]],
      count: id < 3 ? 0 : 10 - id,
    })),
  );
  // Titles of the same thing: Wikidata's sitelinks tell (`luke vocab merge --sitelinks`).
  const same = [
    ["Lisbon", "Lisbona"],
    ["Portugal", "Portogallo"],
  ].map(([en, it]) => [[en!, "en"] as const, [it!, "it"] as const]);
  const entities = await mergeEntityVocabs([english, italian], same);
  for (const { id, entities: titles, count } of entities.entries())
    console.log(id, titles.map(([title, language]) => `${language ?? "–"}:${title}`).join(" = "), count);

  // mLUKE's attention is RoBERTa's; the published models have XLM-R's words, here a BPE of these few sentences serves.
  await useBackend();
  const words = new RobertaTokenizer(await trainByteLevelBpe(texts, { vocabSize: 400, minFrequency: 1 }));
  const tokenizer = new LukeTokenizer(words, {
    idOf: (title) => entities.idOf(title, "it") ?? entities.idOf(title),
  });
  const { wordIds, entityIds, entityPositions } = tokenizer.encode("Lisbona è la capitale del Portogallo.", {
    entities: ["Lisbona", "Portogallo"],
    entitySpans: [
      [0, 7],
      [26, 36],
    ],
  });
  const { useEntityAwareAttention } = mlukeBase;
  const config = {
    ...lukeTiny,
    vocabSize: words.vocabSize,
    entityVocabSize: entities.size,
    useEntityAwareAttention,
  };
  const params = createLukeParams(config, new Random(1));
  const batch = collate([{ wordIds, entityIds, entityPositions }], { padWordId: 1, padEntityId: 0 });
  const { words: wordStates, entities: entityStates } = luke(params, toTensors(batch), config);
  console.log(`words [${wordStates.shape}], entities [${entityStates!.shape}], ids ${entityIds}`);
  disposeParameters(params);
} finally {
  await rm(folder, { recursive: true, force: true });
}
