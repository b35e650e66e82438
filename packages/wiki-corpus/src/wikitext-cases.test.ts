/**
 * A decision for each of the 44 wikitexts on which six extractors disagree. Expected: the paragraphs, mentions marked
 * as {mention→Title}, with the reason.
 */
import { readFileSync } from "node:fs";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";

const decisions: Readonly<Record<string, readonly string[]>> = {
  // A link is its label at its place; the first letter of the title is upper case.
  "plain-link": ["The {cat→Cat} sat."],
  // The mention is what stands in the brackets, as in the original; `linkTrails` adds the trail.
  "link-trail": ["Two {bus→Bus}es and {dog→Dog}s."],
  "link-trail-apostrophe": ["{Smith→Smith}'s book"],
  // A page of the help namespace is no entity; its label is text.
  "pipe-trick": ["{Mercury→Mercury (planet)} and Contents"],
  // White space in titles and in text is one space; underscores stay in text that shows them.
  "double-underscore-space": ["{New__York→New York} {New York→New York} {New York→New York}"],
  // A section belongs to its article.
  "section-link": ["{behaviour→Cat} and {Cat#Behaviour→Cat}"],
  // A colon makes a category, a file and another language visible, but not entities; the colon is not shown.
  "leading-colon": ["Category:Cats File:Cat.jpg fr:Chat"],
  // A caption is text, but not of the sentence around it.
  "file-caption": ["A {cat→Cat} on a {mat→Mat}", "After."],
  // Of several captions MediaWiki shows the last; options and the alternative text are not seen.
  "file-alt": ["Caption here", "z"],
  // Other languages are pointers of the side bar; other projects are shown and no entities.
  interwiki: ["cat s:Cat w:Cat commons:Cat"],
  // An external link shows its label, or a number that is no text; a bare address is shown as it is.
  "external-link": ["Example site and and http://bare.example.com/x."],
  // An address by mail is an external link like any other.
  mailto: ["mail me"],
  // Bold and italic marks are no text, in labels and around links.
  "bold-link": ["{Cat→Cat} is {a dog→Dog}"],
  // Marks inside a label are no part of the mention.
  "italic-in-link": ["{Titanic→Titanic (1997 film)} film"],
  // An unknown template is dropped with its links: nobody knows whether they are shown.
  "template-link": ["A b"],
  // MediaWiki shows braces that are never closed.
  "template-unclosed": ["A {{broken|{cat→Cat} text continues"],
  // A sentence without its subject is worse than one with it.
  nihongo: ["Tokyo (東京, Tōkyō) is a city."],
  // The text after a forgotten </ref> is not lost, the tag is.
  "ref-unclosed": ["Fact. open {cat→Cat} and text goes on."],
  // What nowiki holds is text, markup and all.
  nowiki: ["[[not a link]] but {link→Link}"],
  // Comments are never shown, nor links in them.
  comment: ["A b {shown→Shown} c"],
  // Tags are dropped and what they hold is kept.
  "html-tags": ["In {Bold→Bold} {Small→Small} {Span→Span} {Br→Br}"],
  // A block tag begins a paragraph; what it holds is text.
  blockquote: ["Quote with {link→Link}", "line {a→A}", "line b"],
  // Tables are left out unless `tables` is set.
  table: ["After {t→T}."],
  // A table that is never closed ends at the first line that is none of its own after an empty one.
  "table-unclosed": ["Paragraph {p→P}."],
  // Headings are sections, not text, whatever their level.
  headings: ["Lead {a→A}.", "Text {b→B}.", "More {d→D}.", "z"],
  // A rule divides paragraphs and is no text.
  hr: ["a", "b {c→C}"],
  // Entities are decoded in text, labels and titles.
  entities: ["AT&T x – – – {Bell→AT&T} {Café→Café}"],
  // Signatures are text; a link to a user is no entity.
  signature: ["~~~~ X (talk)"],
  // Brackets that are no link are text; a link to a section of the same page has no entity.
  "empty-link": ["[[]] [[|]] [[ |x]] # [[:]]"],
  // Single brackets in a label belong to it.
  "brackets-in-label": ["{[sic] label→Cat} {a]b→Cat}"],
  // Brackets that are never closed are text, and take no link with them.
  "unclosed-link": ["[[cat and {dog→Dog} then"],
  // Where a template makes the target, nobody knows it; the label is text.
  "template-in-link": ["here {a cat→Cat}"],
  // All characters but those that MediaWiki forbids may stand in titles.
  "special-chars": [
    '{C++→C++} {C♯→C♯} {AC/DC→AC/DC} {"Heroes"→"Heroes"} {Who?→Who?} {Rock & Roll→Rock & Roll} {Ke$ha→Ke$ha}',
  ],
  // Direction changes nothing: offsets are logical.
  rtl: ["عربي {مدينة→القاهرة} نص"],
  // Titles are NFC, text is left alone.
  combining: ["{Cafe\u0301→Caf\u00e9} vs {Caf\u00e9→Caf\u00e9}"],
  // As wikitext; as a page it is a redirect to Cat.
  "redirect-variants": ["redirect: {label→Cat}"],
  // The page is flagged; its list is text.
  "disambig-hndis": ["X:", "{Y→Y}"],
  // An infobox is dropped with its links.
  infobox: ["A was {C→C}."],
  // An indent is formatting.
  "indented-pre": ["preformatted {a→A}", "text"],
  // White space at the ends of target and label is not part of them.
  "whitespace-link": ["{the cat→Cat} x"],
  // Magic links are text without an entity.
  isbn: ["ISBN 0-123-45678-9 and RFC 1234 and PMID 1"],
  // Tags of transclusion are dropped; what the page itself shows is kept.
  "section-transclusion": ["{a→A}"],
  // Formulas of chemistry read as text, and brackets in them are no links.
  "score-chem": ["H2O [[x]] y"],
  // MediaWiki shows the apostrophes that are left over.
  "deep-quotes": ["''four' 'six' five {a→A}"],
};

const path = sharedPath("fixtures/wiki/wikitext-cases.json");

test.skipIf(path === undefined)("each of the 44 disputed wikitexts has its decided answer", () => {
  const { cases } = JSON.parse(readFileSync(path!, "utf8")) as {
    cases: { name: string; wikitext: string }[];
  };
  expect(cases.map(({ name }) => name).sort()).toEqual(Object.keys(decisions).sort());
  for (const { name, wikitext } of cases) {
    const shown = parseWikitext(wikitext).map(({ text, links }) =>
      links.reduceRight(
        (result, { start, end, title }) =>
          `${result.slice(0, start)}{${text.slice(start, end)}→${title}}${result.slice(end)}`,
        text,
      ),
    );

    expect(shown, name).toEqual(decisions[name]);
  }
});
