import { isDisambiguationTemplate } from "./disambiguation-templates.ts";
import { type LinkTarget, linkTargetReader } from "./link-target.ts";
import { namespaceAliases } from "./namespace-aliases.ts";
import type { SiteInfo } from "./site-info.ts";
import { type TemplateRules, templateRules } from "./template-rules.ts";

/** What the scanner has to know of one wiki. */
export interface WikiRules {
  readonly readTarget: (raw: string) => LinkTarget;
  readonly templates: TemplateRules;
  /** Lower case. */
  readonly templateNamespaces: ReadonlySet<string>;
  /** @param name as rules know it: lower case, without underscores */
  readonly isDisambiguation: (name: string) => boolean;
}

export function wikiRules(site: SiteInfo): WikiRules {
  const names = site.disambiguationTemplates;
  const own = names === undefined ? undefined : new Set(names.map((name) => name.toLowerCase()));
  return {
    readTarget: linkTargetReader(site),
    templates: templateRules(site.language),
    templateNamespaces: namesOf(site, 10),
    isDisambiguation: own === undefined ? isDisambiguationTemplate : (name) => own.has(name),
  };
}

function namesOf(site: SiteInfo, namespace: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (const language of ["*", site.language]) {
    for (const [name, key] of Object.entries(namespaceAliases[language] ?? {}))
      if (key === namespace) names.add(name);
  }
  for (const { key, name } of site.namespaces) if (key === namespace) names.add(name.toLowerCase());
  return names;
}
