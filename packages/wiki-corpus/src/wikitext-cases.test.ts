/**
 * A decision for each of the 44 wikitexts on which six extractors disagree. Expected: the paragraphs, mentions marked
 * as {mention→Title}. The reason stands behind those on which the tools differ.
 */
import { readFileSync } from "node:fs";
import { sharedPath } from "@lukejs/test-kit";
import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";

const decisions: Readonly<Record<string, readonly string[]>> = {
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
  "file-alt": ["Caption here", "z"],
  // Other languages are pointers of the side bar; other projects are shown and no entities.
  interwiki: ["cat s:Cat w:Cat commons:Cat"],
  // An external link shows its label, or a number that is no text; a bare address is shown as it is.
  "external-link": ["Example site and and http://bare.example.com/x."],
  mailto: ["mail me"],
  "bold-link": ["{Cat→Cat} is {a dog→Dog}"],
  "italic-in-link": ["{Titanic→Titanic (1997 film)} film"],
  "template-link": ["A b"],
  // MediaWiki shows braces that are never closed.
  "template-unclosed": ["A {{broken|{cat→Cat} text continues"],
  // A sentence without its subject is worse than one with it.
  nihongo: ["Tokyo (東京, Tōkyō) is a city."],
  // The text after a forgotten </ref> is not lost, the tag is.
  "ref-unclosed": ["Fact. open {cat→Cat} and text goes on."],
  nowiki: ["[[not a link]] but {link→Link}"],
  comment: ["A b {shown→Shown} c"],
  "html-tags": ["In {Bold→Bold} {Small→Small} {Span→Span} {Br→Br}"],
  blockquote: ["Quote with {link→Link}", "line {a→A}", "line b"],
  table: ["After {t→T}."],
  // A table that is never closed ends at the first line that is none of its own after an empty one.
  "table-unclosed": ["Paragraph {p→P}."],
  headings: ["Lead {a→A}.", "Text {b→B}.", "More {d→D}.", "z"],
  hr: ["a", "b {c→C}"],
  entities: ["AT&T x – – – {Bell→AT&T} {Café→Café}"],
  signature: ["~~~~ X (talk)"],
  // Brackets that are no link are text; a link to a section of the same page has no entity.
  "empty-link": ["[[]] [[|]] [[ |x]] # [[:]]"],
  "brackets-in-label": ["{[sic] label→Cat} {a]b→Cat}"],
  "unclosed-link": ["[[cat and {dog→Dog} then"],
  // Where a template makes the target, nobody knows it; the label is text.
  "template-in-link": ["here {a cat→Cat}"],
  "special-chars": [
    '{C++→C++} {C♯→C♯} {AC/DC→AC/DC} {"Heroes"→"Heroes"} {Who?→Who?} {Rock & Roll→Rock & Roll} {Ke$ha→Ke$ha}',
  ],
  rtl: ["عربي {مدينة→القاهرة} نص"],
  // Titles are NFC, text is left alone.
  combining: ["{Cafe\u0301→Caf\u00e9} vs {Caf\u00e9→Caf\u00e9}"],
  // As wikitext; as a page it is a redirect to Cat.
  "redirect-variants": ["redirect: {label→Cat}"],
  "disambig-hndis": ["X:", "{Y→Y}"],
  infobox: ["A was {C→C}."],
  "indented-pre": ["preformatted {a→A}", "text"],
  "whitespace-link": ["{the cat→Cat} x"],
  isbn: ["ISBN 0-123-45678-9 and RFC 1234 and PMID 1"],
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
