/** A stretch of a text to be marked, and what is written beside it. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly label: string;
}

/** A text with marks as nodes; colours by label. Marks are in order and do not overlap. */
export function markedText(text: string, marks: readonly Mark[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const { start, end, label } of marks) {
    fragment.append(text.slice(at, start));
    const mark = document.createElement("mark");
    mark.style.setProperty("--hue", String(hueOf(label)));
    const name = document.createElement("small");
    name.textContent = label;
    mark.append(text.slice(start, end), name);
    fragment.append(mark);
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}

/** The same for the same label, far from that of others. */
function hueOf(label: string): number {
  let hash = 0;
  for (const character of label) hash = (Math.imul(hash, 31) + character.codePointAt(0)!) >>> 0;
  return (hash * 137.508) % 360;
}
