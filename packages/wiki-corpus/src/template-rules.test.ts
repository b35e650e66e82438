import { expect, test } from "vitest";
import { parseWikitext } from "./parse-wikitext.ts";
import { defaultSiteInfo } from "./site-info.ts";
import { argumentsOf } from "./template-pieces.ts";
import { templateRules, templateSources } from "./template-rules.ts";

const languages = ["xx", ...Object.keys(templateSources)];

test.each(languages)(
  "every pattern of %s shows an argument once, in rising order, which keeps nested templates linear",
  (language) => {
    for (const [name, patterns] of templateRules(language)) {
      for (const pattern of patterns) {
        const numbers = argumentsOf(pattern);
        expect(numbers, name).toEqual([...new Set(numbers)].sort());
      }
    }
  },
);

test.each(languages)("names of %s are lower case without underscores", (language) => {
  for (const name of templateRules(language).keys())
    expect(name).toBe(name.toLowerCase().replaceAll("_", " "));
});

const text = (wikitext: string, language: string) =>
  parseWikitext(wikitext, { ...defaultSiteInfo, language })[0]?.text;

test("a language's own templates are rendered by its file, and only on its wiki", () => {
  expect(text("a {{M|32,7|k|m}} da {{TA|18 256}}", "it")).toBe("a 32,7 km da 18 256");
  expect(text("(lat. {{laS|felis}})", "de")).toBe("(lat. felis)");
  expect(text("({{Vol-ru|волки}})", "ltg")).toBe("(волки)");
  expect(text("{{unité|12|km}}, {{s|XIX}}", "fr")).toBe("12 km, XIXe siècle");
  expect(text("{{siglo|XIX}}", "es")).toBe("siglo XIX");
  expect(text("в {{нп5|Токио|Токио}}", "ru")).toBe("в Токио");
  expect(text("{{Siècle|XIX}} {{incise|dit-on}}", "fr")).toBe("XIXe siècle – dit-on –");
  expect(text("{{unidad|12|km}} y {{cita|Quien lee}}", "es")).toBe("12 km y «Quien lee»");
  expect(text("in {{convert|10|km|mi}} een {{Taal|fr|chat}}", "nl")).toBe("in 10 km een chat");
  expect(text("{{dtext|3|maio|1990}}, {{fmtn|12|km}}, {{séc|XIX}}", "pt")).toBe(
    "3 de maio de 1990, 12 km, século XIX",
  );
  expect(text("{{ruby|東京|とうきょう}}の{{lang|en|cat}}", "ja")).toBe("東京(とうきょう)のcat");
  expect(text("{{專名號|東京}}的{{lang|en|cat}}", "zh")).toBe("東京的cat");
  expect(text("{{число|18}} {{век|XIX}} {{comment|г.|год}}", "ru")).toBe("18 XIX век г.");
  expect(text("x {{M|32,7|k|m}}", "en")).toBe("x");
  expect(text("{{as of|2020}} {{nowrap|a b}}", "en")).toBe("As of 2020 a b");
  expect(text("x {{as of|2020}} {{nowrap|a b}}", "hu")).toBe("x a b");
});

test("links to articles that a wiki does not have yet are links to their title there", () => {
  const links = (wikitext: string, language: string) =>
    parseWikitext(wikitext, { ...defaultSiteInfo, language }).flatMap(({ text, links }) =>
      links.map(({ title, start, end }) => `${title} ${text.slice(start, end)}`),
    );
  expect(links("x {{Lien|Gato|langue=es}}", "fr")).toEqual(["Gato Gato"]);
  expect(links("x {{仮リンク|上野|en|Ueno}}", "ja")).toEqual(["上野 上野"]);
  expect(links("x {{link-en|上野|Ueno|上野區}} {{tsl|en|Asakusa|淺草}}", "zh")).toEqual([
    "上野 上野區",
    "淺草 淺草",
  ]);
  expect(links("x {{не переведено|Уэно|Уэно в Токио|en|Ueno}}", "ru")).toEqual(["Уэно Уэно в Токио"]);
  expect(links("x {{Enlace interlingüístico|Ueno|en}}", "es")).toEqual(["Ueno Ueno"]);
});
