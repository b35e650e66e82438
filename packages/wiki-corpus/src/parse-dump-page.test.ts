import { expect, test } from "vitest";
import { parseDumpPage } from "./parse-dump-page.ts";
import { parseSiteInfo } from "./parse-site-info.ts";

test("a page of the oldest schema has neither namespace, model nor redirect", () => {
  const xml =
    '<page><title>A</title><id>1</id><revision><id>2</id><timestamp>x</timestamp><contributor><id>9</id></contributor><text xml:space="preserve">a &lt;b&gt;</text></revision></page>';
  expect(parseDumpPage(xml)).toEqual({ id: 1, revision: 2, title: "A", model: "wikitext", text: "a <b>" });
});

test("attributes may stand in any order, and an empty text is none", () => {
  const page = (text: string) =>
    parseDumpPage(
      `<page><title>A</title><ns>0</ns><id>1</id><redirect class="x" title="B &amp; C" /><revision><id>2</id>${text}</revision></page>`,
    );
  expect(page('<text bytes="3" sha1="x" xml:space="preserve">abc</text>')).toMatchObject({
    namespace: 0,
    redirect: "B & C",
    text: "abc",
  });
  expect(page('<text bytes="0" />')?.text).toBe("");
});

test("entities beyond XML's five and character references are never expanded", () => {
  const xml = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><page><title>&a;&#65;&amp;</title><id>1</id><revision><id>2</id><text>&a;&b;&nbsp;&#x41;&#0;&#x110000;&amp;lt;</text></revision></page>`;
  expect(parseDumpPage(xml)).toMatchObject({
    title: "&a;A&",
    text: "&a;&b;&nbsp;A&#0;&#x110000;&lt;",
  });
});

test("unescaped markup inside a text does no harm; a page without title or id is none", () => {
  expect(
    parseDumpPage(
      "<page><title>A</title><id>1</id><revision><id>2</id><text>1 < 2 & <title>x</title> </page</text></revision></page>",
    ),
  ).toMatchObject({ title: "A", text: "1 < 2 & <title>x</title> </page" });
  expect(parseDumpPage("<page><title> </title><id>1</id></page>")).toBeUndefined();
  expect(parseDumpPage("<page><title>A</title></page>")).toBeUndefined();
});

test("the head of a dump says language, case and namespaces, whatever the order of their attributes", () => {
  const site = parseSiteInfo(
    '<mediawiki version="0.11" xml:lang="lv"><siteinfo><sitename>V</sitename><dbname>lvwiki</dbname><case>case-sensitive</case><namespaces><namespace case="first-letter" key="6">Attēls</namespace><namespace key="0" case="first-letter" /></namespaces></siteinfo>',
  );
  expect(site).toEqual({
    language: "lv",
    siteName: "V",
    database: "lvwiki",
    case: "case-sensitive",
    namespaces: [
      { key: 6, name: "Attēls" },
      { key: 0, name: "" },
    ],
  });
});
