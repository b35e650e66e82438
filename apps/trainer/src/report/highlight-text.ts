import { escapeHtml } from "./escape-html.ts";
import type { HighlightedText } from "./report-data.ts";

/** A text with its marked spans as HTML; the label stands behind the span, readable by screen readers too. */
export function highlightText({ text, marks, note }: HighlightedText): string {
  let html = "";
  let at = 0;
  for (const mark of marks) {
    if (mark.start < at || mark.end > text.length || mark.end <= mark.start) continue;
    html += escapeHtml(text.slice(at, mark.start));
    const label = mark.label === "" ? "" : `<small>${escapeHtml(mark.label)}</small>`;
    html += `<mark class="${mark.tone}">${escapeHtml(text.slice(mark.start, mark.end))}${label}</mark>`;
    at = mark.end;
  }
  html += escapeHtml(text.slice(at));
  return `<p class="example">${html}${note === undefined ? "" : `<span class="note">${escapeHtml(note)}</span>`}</p>`;
}
