import type { FoundRelation } from "@lukejs/luke";
import type { TypedName } from "./messages.ts";

/** Between two names, between two lines, in units of the picture. */
const space = 190;
const rise = 22;

/**
 * Relations as lines above a row of names, each at a height of its own, short ones below; and as a list, which screen
 * readers read instead.
 */
export function relationArcs(names: readonly TypedName[], relations: readonly FoundRelation[]): Node[] {
  if (relations.length === 0) return [];
  const used = [...new Set(relations.flatMap(({ head, tail }) => [head, tail]))].sort((a, b) => a - b);
  const place = new Map(used.map((name, i) => [name, i * space + space / 2]));
  const ordered = relations
    .map((relation) => ({ ...relation, from: place.get(relation.head)!, to: place.get(relation.tail)! }))
    .sort((a, b) => Math.abs(a.from - a.to) - Math.abs(b.from - b.to));
  const bottom = (ordered.length + 1) * rise;
  const svg = element("svg", {
    viewBox: `0 0 ${used.length * space} ${bottom + 24}`,
    width: String(used.length * space),
    "aria-hidden": "true",
    // Too many for the width of a phone, where the list alone says it.
    class: used.length > 2 ? "wide" : "",
  });
  for (const [i, { from, to, label }] of ordered.entries()) {
    const y = bottom - (i + 1) * rise + 6;
    // Lines of one name stand beside each other.
    const [x, end] = [from + (i % 7) * 3 - 9, to + (i % 7) * 3 - 9];
    svg.append(element("path", { d: `M${x} ${bottom} V${y} H${end} V${bottom}` }));
    const text = element("text", { x: String((x + end) / 2), y: String(y - 4) });
    text.textContent = from < to ? `${label} →` : `← ${label}`;
    svg.append(text);
  }
  for (const name of used) {
    const text = element("text", { x: String(place.get(name)!), y: String(bottom + 16) });
    text.textContent = names[name]!.text;
    svg.append(text);
  }
  const list = document.createElement("ul");
  for (const { head, tail, label, score } of relations) {
    const item = document.createElement("li");
    item.textContent = `${names[head]!.text} — ${label} → ${names[tail]!.text} (${score.toFixed(2)})`;
    list.append(item);
  }
  return [svg, list];
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
