/**
 * Cloze questions made from the links of a dump, in ReCoRD's format: a paragraph with every name that its page links
 * somewhere marked, and a sentence of another paragraph with one of these names taken out.
 */

export interface LinkedParagraph {
  readonly text: string;
  readonly links: readonly { readonly title: string; readonly start: number; readonly end: number }[];
}

interface Place {
  readonly start: number;
  readonly end: number;
}

/** Offsets are code points, ends inclusive. */
export interface ClozeRow {
  readonly passage: { readonly text: string; readonly entities: readonly Place[] };
  readonly qas: readonly {
    readonly id: string;
    readonly query: string;
    readonly answers: readonly (Place & { readonly text: string })[];
  }[];
}

export interface ClozeOptions {
  /** Cuts a paragraph into sentences. */
  readonly splitSentences: (text: string) => readonly Place[];
  /** Characters of a passage, at least and at most. */
  readonly passage: readonly [least: number, most: number];
  /** Candidates of a passage at least. */
  readonly candidates: number;
}

export function clozeRows(
  page: { readonly title: string; readonly paragraphs: readonly LinkedParagraph[] },
  { splitSentences, passage: [least, most], candidates }: ClozeOptions,
): ClozeRow[] {
  const names = new Map<string, string>();
  for (const { text, links } of page.paragraphs) {
    for (const { title, start, end } of links) {
      const name = text.slice(start, end);
      if (/^\p{Lu}/u.test(name) && name.length > 2) names.set(name, title);
    }
  }
  const rows: ClozeRow[] = [];
  for (const [i, { text }] of page.paragraphs.entries()) {
    if (text.length < least || text.length > most) continue;
    const found = occurrences(text, names);
    if (new Set(found.map(({ title }) => title)).size < candidates) continue;
    const point = codePoints(text);
    const place = ({ start, end }: Place) => ({ start: point(start), end: point(end) - 1 });
    const qas = page.paragraphs.flatMap((other, j) => (j === i ? [] : questions(other, j)));
    if (qas.length > 0) rows.push({ passage: { text, entities: found.map(place) }, qas: qas.slice(0, 3) });

    function questions(other: LinkedParagraph, j: number) {
      return other.links.flatMap(({ title, start, end }) => {
        const right = found.filter((one) => one.title === title);
        const sentence = splitSentences(other.text).find((one) => one.start <= start && end <= one.end);
        if (right.length === 0 || sentence === undefined || sentence.end - sentence.start < 30) return [];
        const query = `${other.text.slice(sentence.start, start)}@placeholder${other.text.slice(end, sentence.end)}`;
        const answers = right.map((one) => ({ ...place(one), text: text.slice(one.start, one.end) }));
        return [{ id: `${page.title}-${i}-${j}-${start}`, query, answers }];
      });
    }
  }
  return rows;
}

/** Whole-word occurrences of names, the longest first, without overlap; in order. */
function occurrences(text: string, names: ReadonlyMap<string, string>): (Place & { title: string })[] {
  const found: (Place & { title: string })[] = [];
  for (const [name, title] of [...names].sort(([a], [b]) => b.length - a.length)) {
    for (let start = text.indexOf(name); start >= 0; start = text.indexOf(name, start + 1)) {
      const end = start + name.length;
      const isWhole =
        !/[\p{L}\p{N}]/u.test(text[start - 1] ?? " ") && !/[\p{L}\p{N}]/u.test(text[end] ?? " ");
      if (isWhole && found.every((one) => end <= one.start || start >= one.end)) {
        found.push({ start, end, title });
      }
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** UTF-16 offset → code point offset. */
function codePoints(text: string): (offset: number) => number {
  return (offset) => [...text.slice(0, offset)].length;
}
