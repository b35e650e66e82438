import { escapeHtml } from "./escape-html.ts";
import type { Analysis } from "./report-data.ts";

/**
 * Wanted labels down, found ones across by number; each cell's shade is its share of its row. Cells off the diagonal are
 * shaded as errors.
 */
export function confusionTable({ labels, rows }: NonNullable<Analysis["confusion"]>): string {
  const head = labels.map((label, i) => `<th scope="col" title="${escapeHtml(label)}">${i + 1}</th>`);
  const body = rows.map((row, gold) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    const cells = row.map((count, found) => {
      const share = total === 0 ? 0 : Math.round((100 * count) / total);
      const tone = gold === found ? "rightInk" : "wrongInk";
      const shade =
        count === 0
          ? ""
          : ` style="background:color-mix(in srgb,var(--${tone}) ${Math.max(6, share * 0.6)}%,transparent)"`;
      const title = `${labels[gold]} found as ${labels[found]}: ${count} of ${total}`;
      return `<td${shade} title="${escapeHtml(title)}">${count === 0 ? "" : count}</td>`;
    });
    return `<tr><th scope="row">${gold + 1}&ensp;${escapeHtml(labels[gold]!)}</th>${cells.join("")}</tr>`;
  });
  return `<div class="wide"><table class="confusion"><caption>Wanted (rows) and found (columns)</caption><thead><tr><th></th>${head.join("")}</tr></thead><tbody>${body.join("")}</tbody></table></div>`;
}
