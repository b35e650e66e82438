/** The road begins at a page of Wikipedia: markup in, paragraphs with links at exact offsets out. */
import { parseWikitext, splitSentences } from "@lukejs/wiki-corpus";

const wikitext = `{{Infobox settlement|name=Lisbon}}
'''Lisbon''' is the [[capital city|capital]] of [[Portugal]].<ref>A source.</ref>
It lies on the [[Tagus]], north of the [[Alentejo|plains]]. Its [[bus]]es are yellow.

== History ==
In [[1755]] an [[1755 Lisbon earthquake|earthquake]] destroyed much of it.`;

for (const { text, links, abstract } of parseWikitext(wikitext)) {
  console.log(`\n${abstract ? "abstract" : "section"}: ${text}`);
  for (const { title, start, end } of links) {
    console.log(`  ${start}–${end}  ${text.slice(start, end).padEnd(12)} → ${title}`);
  }
  for (const { start, end } of splitSentences(text)) console.log(`  sentence: ${text.slice(start, end)}`);
}
