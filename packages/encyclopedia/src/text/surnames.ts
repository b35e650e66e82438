import type { World } from "../world/entity.ts";

/** Surnames that may stand for a person in running text, by title: those of one person, whatever else bears the name. */
export function readSurnames(world: World): ReadonlyMap<string, string> {
  const bearers = new Map<string, string[]>();
  for (const entity of world.entities.values()) {
    if (entity.kind !== "person") continue;
    const surname = entity.name.split(" ").at(-1)!;
    if (surname === entity.name || /^(II|XIV|Great|Elder|Jr\.|Arc|Vinci)$/.test(surname)) continue;
    bearers.set(surname, [...(bearers.get(surname) ?? []), entity.title]);
  }
  const result = new Map<string, string>();
  for (const [surname, titles] of bearers) if (titles.length === 1) result.set(titles[0]!, surname);
  return result;
}
