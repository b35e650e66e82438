import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EntityVocab } from "@lukejs/entity-vocab";
import { buildMentionStore, buildMentionTable, writeEntityVocab } from "@lukejs/entity-vocab/node";
import { buildCorpus } from "@lukejs/wiki-corpus/node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openMentions } from "./open-mentions.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "luke-appendix-c-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** A dump of pages and redirects (`#REDIRECT [[…]]`). */
async function corpusOf(name: string, pages: Readonly<Record<string, string>>): Promise<string> {
  const text = Object.entries(pages).map(([title, wikitext], i) => {
    const target = /^#REDIRECT \[\[(.*)\]\]$/.exec(wikitext)?.[1];
    const redirect = target === undefined ? "" : `<redirect title="${target}" />`;
    return (
      `<page><title>${title}</title><ns>0</ns><id>${i + 1}</id>${redirect}<revision><id>${i + 1}</id>` +
      `<format>text/x-wiki</format><text xml:space="preserve">${wikitext}</text></revision></page>`
    );
  });
  const dump = join(folder, `${name}.xml`);
  await writeFile(
    dump,
    `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.10/" version="0.10" xml:lang="en"><siteinfo><sitename>Wikipedia</sitename><dbname>enwiki</dbname><case>first-letter</case><namespaces><namespace key="0" case="first-letter" /></namespaces></siteinfo>${text.join("\n")}</mediawiki>`,
  );
  const corpus = join(folder, name);
  await buildCorpus([dump], corpus, { workers: 0 });
  return corpus;
}

test("names mean what they link to on the passage's own page; ambiguous and seldom linked ones are dropped (Appendix C)", async () => {
  const often = "the cup is a cup. ".repeat(150);
  const linkCorpus = await corpusOf("links-2016", {
    "Super Bowl": "#REDIRECT [[Super Bowl Game]]",
    "Super Bowl Game":
      "The [[Denver Broncos|Broncos]] met the [[Carolina Panthers|Panthers]] and [[Panthers (animal)|panthers]] in " +
      "[[Levi Stadium|the stadium]], for a [[Trophy|cup]] of [[Georgia (state)|Georgia]].",
    Denver: `In Denver the [[Bronco (horse)|Broncos]] and [[Georgia (country)|Georgia]] and the [[Levi Stadium|stadium]]. ${often}`,
    "Denver Broncos": "A team.",
    "Carolina Panthers": "A team.",
    "Panthers (animal)": "Cats.",
    "Bronco (horse)": "Horses.",
    "Levi Stadium": "A stadium.",
    Trophy: "Cups.",
    "Georgia (state)": "A state.",
    "Georgia (country)": "A country.",
  });
  const vocabCorpus = await corpusOf("pages-2018", {
    "Levi Stadium": "#REDIRECT [[Levi's Stadium]]",
    "Levi's Stadium": "A stadium.",
    "Denver Broncos": "A team.",
    Trophy: "Cups.",
  });
  const mentions = join(folder, "mentions");
  await buildMentionTable(linkCorpus, mentions, { pageLinks: true });
  await buildMentionStore(mentions);
  const model = join(folder, "model");
  await mkdir(model);
  const titles = [
    "Denver Broncos",
    "Bronco (horse)",
    "Levi's Stadium",
    "Trophy",
    "Panthers (animal)",
    "Georgia (state)",
  ];
  const vocab = EntityVocab.of(titles.map((title) => ({ title, count: 1 })));
  await writeEntityVocab(vocab, join(model, "entity_vocab.json"));

  const text = "The Broncos beat the Panthers in the stadium for the cup of Georgia.";
  const found = async (title: string, folders: { linkCorpus?: string; vocabCorpus?: string }) =>
    (await openMentions({ mentions, ...folders }, model))(text, { title }).map(({ start, end, entityId }) => [
      text.slice(start, end),
      vocab.titleOf(entityId),
    ]);
  const both = { linkCorpus, vocabCorpus };
  // "panthers" has two referents on the page, "cup" is seldom a link, the stadium's title changed between the dumps.
  expect(await found("Super_Bowl", both)).toEqual([
    ["Broncos", "Denver Broncos"],
    ["the stadium", "Levi's Stadium"],
    ["Georgia", "Georgia (state)"],
  ]);
  expect(await found("Super%20Bowl_Game", { vocabCorpus })).toHaveLength(3);
  expect(await found("Super_Bowl", { vocabCorpus })).toEqual([]);
  expect(await found("Super_Bowl", { linkCorpus })).toHaveLength(2);
  expect(await found("Denver", both)).toEqual([
    ["Broncos", "Bronco (horse)"],
    ["stadium", "Levi's Stadium"],
  ]);
  expect(await found("100% unknown", both)).toEqual([]);

  const plain = join(folder, "plain");
  await buildMentionTable(linkCorpus, plain);
  await expect(openMentions({ mentions: plain, linkCorpus }, model)).rejects.toThrow(
    /holds no links of pages/,
  );
  expect((await openMentions({ mentions: plain }, model))("Broncos", { title: "" })).toHaveLength(1);
}, 60_000);
