import { createRandom, pick, shuffle } from "../random.ts";
import { readPatterns } from "../text/patterns.ts";
import { readSurnames } from "../text/surnames.ts";
import type { Entity, World } from "../world/entity.ts";
import { type ArticleContext, writeArticle } from "./article.ts";

export interface DumpPage {
  readonly title: string;
  readonly namespace: number;
  readonly redirect?: string;
  readonly text: string;
}

/** All pages of the dump, in title order within articles, redirects after what they point to. */
export function writePages(world: World, seed: number): readonly DumpPage[] {
  const pages: DumpPage[] = [];
  const taken = new Set(world.entities.keys());
  const names = new Map<string, Entity[]>();
  for (const entity of world.entities.values()) {
    const name = capitalised(entity.name);
    names.set(name, [...(names.get(name) ?? []), entity]);
  }
  const surnames = readSurnames(world);
  for (const [title, surname] of surnames) {
    const list = names.get(surname) ?? [];
    names.set(surname, [...list, world.entities.get(title)!]);
  }
  const ambiguous = new Set([...names].filter(([, list]) => list.length > 1).map(([name]) => name));
  const aliases = new Map<string, string[]>();
  const redirect = (title: string, target: string): void => {
    if (taken.has(title)) return;
    taken.add(title);
    pages.push({ title, namespace: 0, redirect: target, text: `#REDIRECT [[${target}]]\n` });
  };
  for (const entity of world.entities.values()) {
    for (const alias of aliasesOf(entity, surnames.get(entity.title), ambiguous)) {
      if (taken.has(alias)) continue;
      redirect(alias, entity.title);
      aliases.set(entity.title, [...(aliases.get(entity.title) ?? []), alias]);
    }
    const first = aliases.get(entity.title)?.[0];
    // A redirect to a redirect, as real dumps hold them.
    if (first !== undefined && ["person", "river", "company"].includes(entity.kind))
      redirect(`${first} (${entity.noun})`, first);
  }
  const byNoun = new Map<string, Entity[]>();
  for (const entity of world.entities.values())
    byNoun.set(entity.noun, [...(byNoun.get(entity.noun) ?? []), entity]);
  const concepts = new Set<string>();
  for (const [noun, list] of byNoun) {
    const title = noun[0]!.toUpperCase() + noun.slice(1);
    if (list.length < 3 || taken.has(title) || list[0]!.kind === "company") continue;
    concepts.add(noun);
    taken.add(title);
    pages.push({ title, namespace: 0, text: writeConcept(noun, list, seed) });
  }
  const context: ArticleContext = {
    world,
    patterns: readPatterns(),
    aliases,
    surnames,
    concepts,
    ambiguous,
    linkCounts: new Map(),
  };
  for (const entity of world.entities.values())
    pages.push({
      title: entity.title,
      namespace: 0,
      text: writeArticle(entity, context, createRandom(seed, entity.title)),
    });
  for (const name of ambiguous) {
    const title = taken.has(name) ? `${name} (disambiguation)` : name;
    if (taken.has(title)) continue;
    taken.add(title);
    const lines = names.get(name)!.map((entity) => `* [[${entity.title}]], a ${entity.noun}`);
    pages.push({
      title,
      namespace: 0,
      text: `'''${name}''' may refer to:\n${lines.join("\n")}\n\n{{disambiguation}}\n`,
    });
    redirect(`${name} (disambiguation)`, title);
  }
  pages.push(...listPages(world), ...supportPages(world));
  return pages.sort((a, b) => a.namespace - b.namespace || (a.title < b.title ? -1 : 1));
}

function capitalised(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}

function aliasesOf(entity: Entity, surname: string | undefined, ambiguous: ReadonlySet<string>): string[] {
  const { name, kind, home } = entity;
  const unique = !ambiguous.has(capitalised(name));
  switch (kind) {
    case "person":
      return [
        ...(surname !== undefined && !ambiguous.has(surname) ? [surname] : []),
        ...(surname === undefined ? [`${name} (${entity.noun})`] : []),
      ];
    case "city":
      return home === "" ? [] : [unique ? `City of ${name}` : `${name}, ${home}`];
    case "river":
      return /River|Rio|Río/.test(name) ? [] : [`${name} River`];
    case "country":
      return [`${entity.adjective} people`, ...(unique ? [`State of ${name}`] : [])];
    case "mountain":
      return name.startsWith("Mount ") ? [name.slice(6)] : [`Mount ${name}`];
    case "company":
      return [`${name} (company)`, `${name} company`];
    case "work":
      return name.startsWith("The ") ? [name.slice(4)] : [];
    case "element":
    case "event":
    case "landmark":
      return unique ? [`${capitalised(name)} (${entity.noun})`] : [];
    default:
      return [];
  }
}

function writeConcept(noun: string, list: readonly Entity[], seed: number): string {
  const random = createRandom(seed, `concept ${noun}`);
  const some = shuffle(random, list).slice(0, 14);
  const lines = some.map((entity) =>
    pick(random, [
      `[[${entity.title}|${entity.name}]] is an example.`,
      `One of the best-known [[${noun}]]s is [[${entity.title}|${entity.name}]].`,
      `Books on the subject speak of [[${entity.title}|${entity.name}]].`,
      `Many people first think of [[${entity.title}|${entity.name}]].`,
    ]),
  );
  return `A '''${noun}''' is a kind of thing that this encyclopedia describes. ${lines.join(" ")}\n\n== List ==\n${some
    .map((entity) => `* [[${entity.title}|${entity.name}]]`)
    .join("\n")}\n\n[[Category:Concepts]]\n`;
}

function listPages(world: World): DumpPage[] {
  const groups = new Map<string, Entity[]>();
  for (const entity of world.entities.values()) {
    if (entity.home === "" || !["city", "river", "person", "work", "mountain"].includes(entity.kind))
      continue;
    const plural = {
      city: "cities",
      river: "rivers",
      person: "people",
      work: "works",
      mountain: "mountains",
    }[entity.kind as "city"];
    const country = world.entities.get(entity.home)!;
    const title = `List of ${plural} of ${country.definite ? "the " : ""}${country.title}`;
    groups.set(title, [...(groups.get(title) ?? []), entity]);
  }
  return [...groups]
    .filter(([, list]) => list.length >= 4)
    .map(([title, list]) => ({
      title,
      namespace: 0,
      text: `This is a '''${title[0]!.toLowerCase()}${title.slice(1)}'''.\n\n${list.map((e) => `# [[${e.title}|${e.name}]] (''${e.noun}'')`).join("\n")}\n\n[[Category:Lists]]\n`,
    }));
}

function supportPages(world: World): DumpPage[] {
  const kinds = [...new Set([...world.entities.values()].map((entity) => entity.kind))];
  return [
    ...kinds.map((kind) => ({
      title: `Template:Infobox ${kind}`,
      namespace: 10,
      text: `<noinclude>{{documentation}}</noinclude><includeonly>{| class="infobox"\n! {{{name|}}}\n|}</includeonly>\n`,
    })),
    { title: "Template:Convert", namespace: 10, text: "{{{1}}} {{{2}}}\n" },
    { title: "Template:Reflist", namespace: 10, text: "<references />\n" },
    {
      title: "Template:Disambiguation",
      namespace: 10,
      text: "''This page lists articles with the same name.''\n",
    },
    ...kinds.map((kind) => ({
      title: `Category:${kind[0]!.toUpperCase()}${kind.slice(1)} articles`,
      namespace: 14,
      text: `Articles of the kind ''${kind}''.\n`,
    })),
    { title: "File:Map.svg", namespace: 6, text: "== Summary ==\nA map of the [[world]].\n" },
    { title: "Talk:France", namespace: 1, text: "== Lead ==\nThe lead of [[France]] is too short. ~~~~\n" },
    { title: "Help:Contents", namespace: 12, text: "See [[Help:Links]].\n" },
  ];
}
