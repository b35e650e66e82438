import fc from "fast-check";
import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";
import { wikitextScanner } from "./scan-wikitext.ts";
import { defaultSiteInfo } from "./site-info.ts";

/** Paragraphs as their text with mentions marked: "Two {bus→Bus}es". */
function show(wikitext: string, options = {}): string[] {
  return parseWikitext(wikitext, defaultSiteInfo, options).map(({ text, links }) => {
    let shown = "";
    let from = 0;
    for (const { start, end, title } of links) {
      shown += `${text.slice(from, start)}{${text.slice(start, end)}→${title}}`;
      from = end;
    }
    return shown + text.slice(from);
  });
}

test("no wikitext gives no paragraphs", () => {
  expect(parseWikitext("")).toEqual([]);
  expect(parseWikitext("\n \n{{stub}}\n|}\n--\n")).toEqual([]);
});

test("a link is found at its UTF-16 offsets, also after an astral character", () => {
  expect(parseWikitext("😀 [[cat|a 😀]]!")).toEqual([
    { text: "😀 a 😀!", links: [{ title: "Cat", start: 3, end: 7 }], abstract: true },
  ]);
});

test("letters after a link belong to the mention only when asked for", () => {
  expect(show("[[bus]]es")).toEqual(["{bus→Bus}es"]);
  expect(show("[[bus]]es, [[Smith]]'s", { linkTrails: true })).toEqual(["{buses→Bus}, {Smith→Smith}'s"]);
});

test("headings are sections, not text, and end the abstract", () => {
  expect(parseWikitext("a\n== B ''c'' [[d]] ==\ne\n==== f ====\ng")).toEqual([
    { text: "a", links: [], abstract: true },
    { text: "e", links: [], abstract: false, section: "B c d" },
    { text: "g", links: [], abstract: false, section: "f" },
  ]);
});

test("white space around a mention is not part of it", () => {
  expect(show("a[[b| c ]]d")).toEqual(["a {c→B} d"]);
  expect(show("a[[b|'' c'']]d")).toEqual(["a {c→B}d"]);
});

test("a caption is a paragraph of its own and its links count", () => {
  expect(show("x [[File:a.jpg|thumb|A [[cat]] sits]] y")).toEqual(["A {cat→Cat} sits", "x y"]);
  expect(show("x [[Image:a.jpg|thumb|A [[cat]] sits]] y", { captions: false })).toEqual(["x y"]);
});

test("templates inside sentences are rendered, others dropped and counted", () => {
  const scan = wikitextScanner(defaultSiteInfo);
  const { paragraphs, droppedTemplates } = scan(
    "It is {{convert|10|km|mi|abbr=on}} {{lang|fr|[[Chat]]}} {{nowrap|a b}}{{citation needed|date=x}}.{{Citation_needed}}",
  );
  expect(paragraphs[0]!.text).toBe("It is 10 km Chat a b.");
  expect(paragraphs[0]!.links).toEqual([{ title: "Chat", start: 12, end: 16 }]);
  expect([...droppedTemplates]).toEqual([["citation needed", 2]]);
  expect(show("{{convert|5|ft|3|in|m}} and {{convert|10|to|20|kg}}")).toEqual(["5 ft 3 in and 10 to 20 kg"]);
});

test("a table goes with its nested tables and links; text after it stays", () => {
  expect(show("{|\n| [[a]]\n{|\n| b\n|}\n|}\nc {{x|\n{|\n|}}} d")).toEqual(["c d"]);
});

test("tables are kept when asked for: a cell is a paragraph", () => {
  const table = `a
{| class="x"
|+ style="y" | The [[title]]
! scope="col" | One !! Two!
|-
| a || colspan=2 | [[b|c]] | d
| {{nowrap|e f}}
g
{|
| inner || [[File:x.jpg|thumb|A [[cat]] sits]]
|}
|}
h || i !! j`;
  expect(show(table, { tables: true })).toEqual([
    "a",
    "The {title→Title}",
    "One",
    "Two!",
    "a",
    "{c→B} | d",
    "e f",
    "g",
    "inner",
    "A {cat→Cat} sits",
    "h || i !! j",
  ]);
  expect(show(table)).toEqual(["a", "h || i !! j"]);
  expect(show("{|\n| a || b\n| c", { tables: true })).toEqual(["a", "b", "c"]);
});

test("footnotes are kept when asked for: paragraphs after all others", () => {
  const wikitext = "A.<ref>See [[b]]<ref>no</ref>, {{cite|x}}p. 3</ref> B.<ref name=x>''C''</ref>\n\nD.";
  expect(show(wikitext)).toEqual(["A., p. 3 B.", "D."]);
  expect(show(wikitext, { references: true })).toEqual(["A., p. 3 B.", "D.", "See {b→B} no", "C"]);
});

test("references, comments and mathematics leave no trace", () => {
  expect(show('a<ref name="x">[[b]] {{c</ref>, d<ref name=x/><!-- [[e]] --> f <math>[[g]]</math>')).toEqual([
    "a, d f",
  ]);
});

test("what stands in ordinary tags is kept", () => {
  expect(show("H<sub>2</sub>O <b>[[x]]</b> a<br />b <unknown>")).toEqual(["H2O {x→X} a b <unknown>"]);
});

test("an elided article keeps its apostrophe before italics", () => {
  expect(show("L'''amour'' de '''x'''")).toEqual(["L'amour de x"]);
});

test("a page with a disambiguation template or switch is marked", () => {
  const scan = wikitextScanner(defaultSiteInfo);
  expect(scan("{{Disambiguation|geo}}").disambiguation).toBe(true);
  expect(scan("__DISAMBIG__").disambiguation).toBe(true);
  expect(scan("{{Disambiguation needed}} [[Disambig]]").disambiguation).toBe(false);
});

const piece = fc.constantFrom(
  ..."[[ ]] [[a| {{ }} {{{ }}} {| |} \n{| \n|} \n| \n! || !! | \n \n== == = '' ''' ''''' < > <ref> </ref> <nowiki> </nowiki> <!-- -->".split(
    " ",
  ),
  ..."<br/> <div> [ ] [http://x & &amp; &#0; _ __NOTOC__ * : # File: Category: fr: {{lang|x| {{convert|1| {{ill| 😀 \ud800 é".split(
    " ",
  ),
  " ",
  "a",
  "b c",
);
const wikitext = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));

test("any wikitext parses, with mentions inside the text, in order and without white space at their ends", () => {
  fc.assert(
    fc.property(fc.oneof(wikitext, fc.string({ unit: "binary" })), fc.boolean(), (source, other) => {
      const options = { linkTrails: other, tables: other, references: other };
      for (const { text, links } of parseWikitext(source, defaultSiteInfo, options)) {
        expect(text).not.toMatch(/^ | $| {2}|[\t\n\v\f\r\u00a0]/);
        let last = 0;
        for (const { start, end, title } of links) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(text.slice(start, end)).not.toMatch(/^ | $/);
          expect(title).not.toMatch(/[[\]{}|#<>]|^\s|\s$/);
          last = end;
        }
      }
    }),
    { numRuns: 500 },
  );
});

const article = `{{Infobox|a={{convert|1|km}}|b=[[File:x.jpg|thumb|A [[cat]]]]}}
'''Tokyo''' ({{lang|ja|東京}}) is the [[capital city|capital]] of [[Japan]].<ref>{{cite|t=[[x]]}}</ref> <!-- [[no]] -->
== History ==
{| class="a"
| [[cell]] || {{nowrap|x}}
|}
* [[Edo]]s &amp; [http://x.y site], L'''ami'' <nowiki>[[raw]]</nowiki> {{ill|Ueno|ja|上野}} 😀[[a|😀]]
`;

test("an article with pieces cut out, moved and doubled parses, its mentions where they are said to be", () => {
  const at = fc.nat(article.length);
  fc.assert(
    fc.property(fc.array(fc.tuple(at, at, at), { maxLength: 6 }), (edits) => {
      let source = article;
      for (const [from, to, target] of edits) {
        const moved = source.slice(Math.min(from, to), Math.max(from, to));
        source = source.slice(0, target) + moved + source.slice(target + (from % 30));
      }
      for (const { text, links } of parseWikitext(source)) {
        for (const { start, end } of links) expect(text.slice(start, end).length).toBe(end - start);
      }
    }),
    { numRuns: 300 },
  );
});

const hostile = [
  ..."[[ {{ {| {{{ <ref> '' ''' <!-- <nowiki> <ref>[[ ]] }} |} [http://a = & &amp; < </ref> [[a| [[File:a| {{lang|x| <div>".split(
    " ",
  ),
  "[[ {{ ",
  "\n{|",
  "\n|}",
  "\n| a ",
  "|| ",
  "\n{|\n{{\n|}[[",
  "{{lang|x|[[a|'''b''' ",
  "[[a|'''b''']] ",
  "[[     |]]",
  "{{nowrap|1={{nowrap|",
  "\n==a",
  "\n* ",
  "<ref <",
  " \n",
  "[[a]]",
  "{{a}}",
  "[[a|b [[",
  "__",
  "{{{{}}",
];

/** Processor time in ms: what is quadratic takes minutes, whatever else the machine does. */
function cost(source: string): number {
  const start = process.cpuUsage();
  parseWikitext(source);
  parseWikitext(source, defaultSiteInfo, { tables: true, references: true, linkTrails: true });
  return process.cpuUsage(start).user / 1000;
}

test.each(hostile)("any amount of %j takes linear time", (unit) => {
  const length = hostile.indexOf(unit) < 6 ? 1_000_000 : 200_000;
  expect(cost(unit.repeat(Math.ceil(length / unit.length)))).toBeLessThan(6000);
});

test("a hundred thousand nested brackets that do close take linear time", () => {
  const n = 100_000;
  for (const [open, close] of [
    ["[[a|", "]]"],
    ["[[File:a|x ", "]]"],
    ["{{lang|x|", "}}"],
    ["{{nihongo|a|b|", "}}"],
    ["\n{|", "\n|}"],
    ["{", "}"],
    ["[", "]"],
  ] as const) {
    expect(cost(`${open.repeat(n)}x${close.repeat(n)}`), open).toBeLessThan(5000);
  }
});
