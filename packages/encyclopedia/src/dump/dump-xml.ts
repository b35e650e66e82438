import { createRandom } from "../random.ts";
import type { DumpPage } from "./pages.ts";

const namespaces: readonly (readonly [number, string])[] = [
  [-2, "Media"],
  [-1, "Special"],
  [0, ""],
  [1, "Talk"],
  [2, "User"],
  [3, "User talk"],
  [4, "Encyclopedia"],
  [5, "Encyclopedia talk"],
  [6, "File"],
  [7, "File talk"],
  [8, "MediaWiki"],
  [9, "MediaWiki talk"],
  [10, "Template"],
  [11, "Template talk"],
  [12, "Help"],
  [13, "Help talk"],
  [14, "Category"],
  [15, "Category talk"],
];

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Pages as a MediaWiki export, schema 0.11. */
export function dumpXml(pages: readonly DumpPage[], seed: number): string {
  const random = createRandom(seed, "revisions");
  const digits = "0123456789abcdefghijklmnopqrstuvwxyz";
  const parts = [
    `<mediawiki xmlns="http://www.mediawiki.org/xml/export-0.11/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.mediawiki.org/xml/export-0.11/ http://www.mediawiki.org/xml/export-0.11.xsd" version="0.11" xml:lang="en">
  <siteinfo>
    <sitename>Bundled Encyclopedia</sitename>
    <dbname>encyclopedia</dbname>
    <base>https://encyclopedia.invalid/wiki/Main_Page</base>
    <generator>MediaWiki 1.43.0</generator>
    <case>first-letter</case>
    <namespaces>
${namespaces
  .map(([key, name]) =>
    name === ""
      ? `      <namespace key="${key}" case="first-letter" />`
      : `      <namespace key="${key}" case="first-letter">${name}</namespace>`,
  )
  .join("\n")}
    </namespaces>
  </siteinfo>
`,
  ];
  pages.forEach((page, index) => {
    const id = 11 + index * 3 + random.nextInt(3);
    const revision = 1000000 + id * 17;
    let sha1 = "";
    for (let i = 0; i < 31; i++) sha1 += digits[random.nextInt(36)];
    const two = (value: number): string => String(value).padStart(2, "0");
    const timestamp = `2024-${two(1 + random.nextInt(12))}-${two(1 + random.nextInt(28))}T${two(random.nextInt(24))}:${two(random.nextInt(60))}:${two(random.nextInt(60))}Z`;
    const bytes = new TextEncoder().encode(page.text).length;
    const redirect =
      page.redirect === undefined ? "" : `    <redirect title="${escapeXml(page.redirect)}" />\n`;
    parts.push(`  <page>
    <title>${escapeXml(page.title)}</title>
    <ns>${page.namespace}</ns>
    <id>${id}</id>
${redirect}    <revision>
      <id>${revision}</id>
      <parentid>${revision - 1 - random.nextInt(15)}</parentid>
      <timestamp>${timestamp}</timestamp>
      <contributor>
        <username>Editor${1 + random.nextInt(40)}</username>
        <id>${1 + random.nextInt(40)}</id>
      </contributor>
      <origin>${revision}</origin>
      <model>wikitext</model>
      <format>text/x-wiki</format>
      <text bytes="${bytes}" sha1="${sha1}" xml:space="preserve">${escapeXml(page.text)}</text>
      <sha1>${sha1}</sha1>
    </revision>
  </page>
`);
  });
  parts.push("</mediawiki>\n");
  return parts.join("");
}
