import type { Entity, Fact } from "../world/entity.ts";

/** The parts of a dataset. */
export type Split = "train" | "dev" | "test";

const testHomes =
  "Italy;Austria;Poland;Netherlands;Hungary;Ireland;Canada;Egypt;Brazil;Turkey;Portugal".split(";");
const devHomes = "Spain;Czech Republic;Sweden;Norway;Denmark;Switzerland;Belgium;Finland;Greece".split(";");

/** The split an entity belongs to, by its country; undefined for what no country owns (seas, continents, some elements). */
export function splitOf(entity: Entity): Split | undefined {
  if (entity.home === "") return undefined;
  if (testHomes.includes(entity.home)) return "test";
  return devHomes.includes(entity.home) ? "dev" : "train";
}

/** The split that may use a fact: that of all its entities, or undefined where they disagree or none has one. */
export function splitOfFact(fact: Fact): Split | undefined {
  const subject = splitOf(fact.subject);
  const object = typeof fact.object === "string" ? subject : splitOf(fact.object);
  if (subject === undefined || object === undefined) return subject ?? object;
  return subject === object ? subject : undefined;
}
