import { cityRows } from "./cities.ts";
import { countryRows } from "./countries.ts";
import type { Entity, EntityKind, Fact, World } from "./entity.ts";
import { islandRows, lakeRows, mountainRows, riverRows, seaRows } from "./nature.ts";
import { companyRows, universityRows } from "./organizations.ts";
import { peopleRows } from "./people.ts";
import { bodyRows, elementRows, eventRows, landmarkRows, languageRows, stateRows } from "./things.ts";
import { inventionRows, workRows } from "./works.ts";

const rows = (text: string): string[][] =>
  text
    .trim()
    .split("\n")
    .map((line) => line.split("|").map((field) => field.trim()));
const list = (text: string | undefined): string[] =>
  (text ?? "")
    .trim()
    .split(";")
    .map((item) => item.trim())
    .filter((item) => item !== "");

/** Names that running text puts "the" before. */
function isDefinite(name: string, kind: EntityKind): boolean {
  if (["river", "sea", "range", "currency"].includes(kind)) return !/^(Loch|Lake)/.test(name);
  if (kind === "country") return /^(United|Netherlands|Philippines|Czech Republic)/.test(name);
  if (kind === "landmark")
    return !/^(Big Ben|Notre|La |St\. Mary|Buckingham|Edinburgh|Dublin|Wawel|Prague|Buda |Topkapı|Schönbrunn|Château|Karnak|Angkor|Christ|Cologne|Milan|Florence|Park|Teatro|Rialto|Tower|Charles|Erasmus|Hohen|St\. Peter|Hagia|Maracanã|Al-)/.test(
      name,
    );
  if (kind === "event") return !/^(Anschluss|Expo)/.test(name);
  if (kind === "university")
    return /^(University|Federal|National|Massachusetts|Sapienza|Complutense|Jag|Ludwig|Humboldt)/.test(name);
  if (kind === "invention") return !/^(penicillin|braille|dynamite|Linux|X-rays|insulin)$/.test(name);
  if (["work", "person", "concept"].includes(kind)) return false;
  return /^(Sun|Moon|Isle of Wight|Matterhorn|Eiger|Jungfrau|Great |Zugspitze|BBC)/.test(name);
}

/** Reads the tables of facts into entities and facts. Throws where a row names something that is not in the tables. */
export function buildWorld(): World {
  const entities = new Map<string, Entity>();
  const facts: Fact[] = [];

  function add(
    label: string,
    kind: EntityKind,
    noun: string,
    home = "",
    extra: { adjective?: string; feminine?: boolean; measure?: string } = {},
  ): Entity {
    const [title = "", short] = label.split(">");
    const pageTitle = title[0]!.toUpperCase() + title.slice(1);
    const known = entities.get(pageTitle);
    if (known !== undefined) return known;
    const name = short ?? title;
    const entity: Entity = {
      title: pageTitle,
      name,
      kind,
      noun,
      home,
      definite: isDefinite(name, kind),
      feminine: extra.feminine ?? false,
      adjective: extra.adjective ?? "",
      measure: extra.measure ?? "",
    };
    entities.set(pageTitle, entity);
    return entity;
  }
  function get(title: string, from: string): Entity {
    const entity = entities.get(title) ?? entities.get(title[0]!.toUpperCase() + title.slice(1));
    if (entity === undefined)
      throw new RangeError(`Cannot build the world: ${from} names "${title}", which no table has`);
    return entity;
  }
  function fact(relation: string, subject: Entity, object: Entity | string | undefined, year = ""): void {
    if (object !== undefined && object !== "") facts.push({ relation, subject, object, year });
  }
  const optional = (title: string | undefined, from: string): Entity | undefined =>
    title === undefined || title === "" ? undefined : get(title, from);

  for (const name of ["Europe", "Asia", "Africa", "North America", "South America", "Oceania"])
    add(name, "continent", "continent");
  for (const name of list(seaRows)) add(name, "sea", "sea");
  for (const [label = "", adjective = ""] of rows(countryRows)) {
    const country = add(label, "country", "country", "", { adjective });
    country.home = country.title;
  }
  for (const item of list(languageRows)) {
    const [name = "", family = ""] = item.split("|");
    fact("family", add(`${name} language>${name}`, "language", "language"), family);
  }
  for (const row of rows(countryRows)) {
    const [label = "", , capital = "", continent = "", languages, currency = "", neighbours] = row;
    const country = get(label.split(">")[0]!, label);
    if (capital !== "") fact("capital", add(capital, "city", "city", country.title), country);
    fact("continent", country, get(continent, label));
    for (const name of list(languages)) {
      const language = add(`${name} language>${name}`, "language", "language", country.title);
      if (language.home === "" && country.adjective === name) language.home = country.title;
      fact("language", country, language);
    }
    fact(
      "currency",
      country,
      add(currency, "currency", "currency", currency === "euro" ? "" : country.title),
    );
    for (const name of list(neighbours)) fact("border", country, get(name, label));
  }
  for (const [label = "", , countries] of rows(riverRows)) add(label, "river", "river", list(countries)[0]);
  for (const [label = "", mouth = "", countries] of rows(riverRows)) {
    const river = get(label.split(">")[0]!, label);
    fact("mouth", river, get(mouth, label));
    for (const name of list(countries)) fact("flowsThrough", river, get(name, label));
  }
  for (const [label = "", countries] of rows(lakeRows)) {
    const lake = add(label, "lake", "lake", list(countries)[0]);
    for (const name of list(countries)) fact("lakeIn", lake, get(name, label));
  }
  for (const [label = "", range = "", country = "", height] of rows(mountainRows)) {
    const mountain = add(label, "mountain", "mountain", country, { measure: height ? `${height}|m|ft` : "" });
    if (range !== "") fact("range", mountain, add(range, "range", "mountain range"));
    fact("mountainIn", mountain, get(country, label));
  }
  for (const [label = "", country = "", sea] of rows(islandRows)) {
    const island = add(label, "island", "island", country);
    fact("islandOf", island, get(country, label));
    fact("islandSea", island, optional(sea, label));
  }
  for (const line of cityRows.trim().split("\n")) {
    const colon = line.indexOf(":");
    const country = get(line.slice(0, colon), line);
    const seen = new Set<Entity>();
    for (const item of list(line.slice(colon + 1))) {
      const [label = "", water] = item.split("@");
      const city = add(label, "city", "city", country.title);
      if (seen.has(city)) continue;
      seen.add(city);
      fact("cityIn", city, country);
      fact("onWater", city, optional(water, line));
    }
  }
  for (const [label = "", country = "", capital = ""] of rows(stateRows)) {
    const state = add(label, "state", "region", country);
    fact("stateOf", state, get(country, label));
    const city = optional(capital, label);
    if (city !== undefined) fact("capital", city, state);
  }
  for (const [label = "", city = "", year] of rows(universityRows)) {
    const seat = optional(city, label);
    const home = seat?.home ?? "United States";
    const university = add(label, "university", "university", home);
    fact("universityIn", university, seat);
    fact("universityYear", university, year);
  }
  for (const row of rows(peopleRows)) {
    const [label = "", job = "", country = "", birth, born = "", death, died = "", school, sex] = row;
    const person = add(label, "person", job, country, { feminine: sex === "f" });
    fact("profile", person, get(country, label));
    fact("people", person, get(country, label));
    fact("birth", person, optional(birth, label), born);
    fact("death", person, optional(death, label), died);
    fact("birthYear", person, born);
    fact("deathYear", person, died);
    fact("school", person, optional(school, label));
  }
  for (const [label = "", kind = "", author = "", year = ""] of rows(workRows)) {
    const person = get(author, label);
    const work = add(label, "work", kind, person.home);
    fact("author", work, person, year);
    fact("workYear", work, year);
  }
  for (const [label = "", kind = "", inventor = "", year = ""] of rows(inventionRows)) {
    const person = get(inventor, label);
    const invention = add(label, "invention", kind, person.home);
    fact(/medicine|radiation/.test(kind) ? "discoverer" : "inventor", invention, person, year);
  }
  for (const [label = "", country = "", seat, founder, year = "", industry = ""] of rows(companyRows)) {
    const company = add(label, "company", industry, country);
    fact("companyCountry", company, get(country, label));
    fact("seat", company, optional(seat, label));
    fact("founder", company, optional(founder, label), year);
    fact("companyYear", company, year);
  }
  for (const [label = "", symbol = "", , discoverer, year = ""] of rows(elementRows)) {
    const person = optional(discoverer, label);
    const element = add(label, "element", "chemical element", person?.home ?? "");
    fact("symbol", element, symbol);
    fact("discoverer", element, person, year);
  }
  for (const [label = "", kind = "", parent, discoverer, year = ""] of rows(bodyRows)) {
    const body = add(label, "body", kind, optional(discoverer, label)?.home ?? "");
    fact("parent", body, optional(parent, label));
    fact("discoverer", body, optional(discoverer, label), year);
  }
  for (const [label = "", kind = "", city = "", designer] of rows(landmarkRows)) {
    const place = get(city, label);
    const landmark = add(label, "landmark", kind, place.home);
    fact("landmarkIn", landmark, place);
    if (designer !== undefined && designer !== "") fact("author", landmark, get(designer, label));
  }
  for (const [label = "", kind = "", place = "", year = ""] of rows(eventRows)) {
    const where = get(place, label);
    const event = add(label, "event", kind, where.home);
    fact("eventIn", event, where, year);
    fact("eventYear", event, year);
  }
  prune(entities, facts);
  const factsOf = new Map<string, Fact[]>([...entities.keys()].map((title) => [title, []]));
  for (const item of facts) {
    factsOf.get(item.subject.title)!.push(item);
    if (typeof item.object !== "string") factsOf.get(item.object.title)!.push(item);
  }
  return { entities, facts, factsOf };
}

/** Drops the cities that no fact but their country mentions: names without a context teach nothing. */
function prune(entities: Map<string, Entity>, facts: Fact[]): void {
  const busy = new Set<Entity>();
  for (const fact of facts) {
    if (fact.relation !== "cityIn") busy.add(fact.subject);
    if (typeof fact.object !== "string") busy.add(fact.object);
  }
  const kept = facts.filter((fact) => fact.subject.kind !== "city" || busy.has(fact.subject));
  facts.splice(0, facts.length, ...kept);
  for (const entity of entities.values())
    if (entity.kind === "city" && !busy.has(entity)) entities.delete(entity.title);
}
