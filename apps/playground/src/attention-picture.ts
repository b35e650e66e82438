import type { Attention } from "./messages.ts";

/** Shades that are told apart. */
const shades = 12;
/** Tokens that a sentence names. */
const named = 5;

/**
 * One head of one layer as a square: a row for the token that looks, a column for the one that is looked at, words before
 * entities, darker for more. Below it a button for each token, which says in words what that token looks at; the row is
 * marked then. `say` shows the sentence. The buttons are one stop of the Tab key; arrows, Home and End go among them.
 */
export function attentionPicture(
  attention: Attention,
  {
    layer,
    head,
    say,
  }: { readonly layer: number; readonly head: number; readonly say: (sentence: string) => void },
): Node[] {
  const { tokens, side, layers } = attention;
  const share = (row: number, column: number): number => layers[layer]![(head * side + row) * side + column]!;
  const words = tokens.filter(({ kind }) => kind === "word").length;
  const svg = element("svg", { viewBox: `0 0 ${tokens.length} ${tokens.length}`, "aria-hidden": "true" });
  const cells = Array.from({ length: shades }, () => "");
  for (const row of tokens.keys()) {
    for (const column of tokens.keys()) {
      // Small shares differ too: the root spreads them.
      const shade = Math.min(shades - 1, Math.floor(Math.sqrt(share(row, column)) * shades));
      cells[shade] += `M${column} ${row}h1v1h-1z`;
    }
  }
  for (const [shade, d] of cells.entries())
    svg.append(element("path", { d, "fill-opacity": String(shade / (shades - 1)) }));
  const marker = element("rect", { width: String(tokens.length), height: "1", visibility: "hidden" });
  svg.append(marker);
  if (words < tokens.length)
    svg.append(
      element("path", { d: `M0 ${words}H${tokens.length}M${words} 0V${tokens.length}`, class: "border" }),
    );

  const list = document.createElement("div");
  list.setAttribute("role", "toolbar");
  list.setAttribute("aria-label", "Tokens of the text, then its entities");
  for (const [row, { text, kind }] of tokens.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.className = kind;
    button.setAttribute("aria-pressed", "false");
    if (kind === "entity") button.setAttribute("aria-label", `entity ${text}`);
    button.tabIndex = row === 0 ? 0 : -1;
    button.addEventListener("click", () => {
      for (const other of list.children as Iterable<HTMLButtonElement>) {
        other.setAttribute("aria-pressed", String(other === button));
        other.tabIndex = other === button ? 0 : -1;
      }
      marker.setAttribute("y", String(row));
      marker.setAttribute("visibility", "visible");
      const most = [...tokens.keys()].sort((a, b) => share(row, b) - share(row, a)).slice(0, named);
      const parts = most.map(
        (column) => `${nameOf(tokens[column]!)} ${(100 * share(row, column)).toFixed(0)} %`,
      );
      say(`What ${nameOf(tokens[row]!)} looks at: ${parts.join(", ")}.`);
    });
    list.append(button);
  }
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.children] as HTMLButtonElement[];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const moves: Readonly<Record<string, number>> = {
      ArrowRight: at + 1,
      ArrowLeft: at - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const to = Object.hasOwn(moves, event.key) ? buttons[moves[event.key]!] : undefined;
    if (to === undefined) return;
    event.preventDefault();
    for (const button of buttons) button.tabIndex = button === to ? 0 : -1;
    to.focus();
  });
  return [svg, list];
}

function nameOf({ text, kind }: Attention["tokens"][number]): string {
  return kind === "entity" ? `the entity ${text}` : `“${text}”`;
}

function element(name: string, attributes: Readonly<Record<string, string>>): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
