import type { TypedName } from "./messages.ts";

/** What is known of each name, as items of a list: label, probability, types. The same name once. */
export function foundNames(names: readonly TypedName[]): Node[] {
  const lines = names.map(({ text, label, score, types }) => {
    const said = `${text}: ${label} ${score.toFixed(2)}`;
    return types.length === 0 ? said : `${said}; ${types.join(", ")}`;
  });
  return [...new Set(lines)].map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  });
}
