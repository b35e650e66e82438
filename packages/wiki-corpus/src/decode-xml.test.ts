import fc from "fast-check";
import { expect, test } from "vitest";
import { decodeXml } from "./decode-xml.ts";

test("the five entities and character references are decoded once", () => {
  expect(decodeXml("a &lt;b&gt; &amp;amp; &quot;c&quot; &apos;&#233;&#xE9;&#X1f600;")).toBe(
    'a <b> &amp; "c" \'éé😀',
  );
});

test("what is no reference of XML stays", () => {
  for (const text of ["&", "a & b", "&lt", "&nbsp;", "&LT;", "&#0;", "&#xd800;", "&#x110000;", "&#;", "&&"])
    expect(decodeXml(text)).toBe(text);
});

test("any text comes back from its escaped form", () => {
  const escaped = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&apos;", é: "&#233;" };
  const unit = fc.oneof(
    fc.constantFrom(...Object.keys(escaped), "lt;", "#38;"),
    fc.string({ unit: "binary", maxLength: 4 }),
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 20 }), (units) => {
      const text = units.join("");
      const source = text.replace(/[<>&"'é]/g, (character) => escaped[character as keyof typeof escaped]);
      expect(decodeXml(source)).toBe(text);
    }),
  );
});
