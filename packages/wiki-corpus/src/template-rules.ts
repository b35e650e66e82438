import { any } from "./templates/any.ts";
import { de } from "./templates/de.ts";
import { en } from "./templates/en.ts";
import { es } from "./templates/es.ts";
import { fr } from "./templates/fr.ts";
import { it } from "./templates/it.ts";
import { ja } from "./templates/ja.ts";
import { ltg } from "./templates/ltg.ts";
import { lv } from "./templates/lv.ts";
import { nl } from "./templates/nl.ts";
import { pt } from "./templates/pt.ts";
import { ru } from "./templates/ru.ts";
import { zh } from "./templates/zh.ts";

/**
 * Templates that stand inside sentences, by names divided by "|", and what a reader sees of them: `$1` is the first
 * unnamed argument, `[[$1|$2]]` a link, `%n` the template's name, "%convert" a measure without its conversion.
 * The last pattern whose arguments are all given is taken; every argument occurs at most once in a pattern.
 * Names are lower case without underscores; "lang-*" covers every name with that beginning. All others are dropped.
 */
export type TemplateSource = Readonly<Record<string, string | readonly string[]>>;

/** Patterns by name. */
export type TemplateRules = ReadonlyMap<string, readonly string[]>;

/** A file a language; a new one is added here. */
export const templateSources: Readonly<Record<string, TemplateSource>> = {
  de,
  en,
  es,
  fr,
  it,
  ja,
  ltg,
  lv,
  nl,
  pt,
  ru,
  simple: en,
  zh,
};

/** The rules of a language's wiki: its own before those that many wikis share. */
export function templateRules(language: string): TemplateRules {
  const rules = new Map<string, readonly string[]>();
  for (const source of [any, templateSources[language.split("-")[0]!] ?? {}]) {
    for (const [names, patterns] of Object.entries(source)) {
      for (const name of names.split("|"))
        rules.set(name, typeof patterns === "string" ? [patterns] : patterns);
    }
  }
  return rules;
}
