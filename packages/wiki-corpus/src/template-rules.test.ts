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
  expect(text("x {{M|32,7|k|m}}", "en")).toBe("x");
  expect(text("{{as of|2020}} {{nowrap|a b}}", "en")).toBe("As of 2020 a b");
  expect(text("x {{as of|2020}} {{nowrap|a b}}", "hu")).toBe("x a b");
});
