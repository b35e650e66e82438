import type { Page, Redirect } from "./page.ts";
import type { Link, Paragraph } from "./paragraph.ts";

/**
 * One line of a collection in JSONL: a text whose entities are known, from wherever it comes.
 *
 * - `{"id", "title", "text", "links": [{"title", "start", "end"}]}`: every line of the text is a paragraph; offsets are
 *   UTF-16 code units of the text. The first paragraph is the abstract.
 * - `{"id", "title", "paragraphs": [{"text", "links", "abstract"?, "section"?}]}`: as `luke corpus show --format jsonl` prints.
 * - `{"id"?, "title", "redirect"}`: another name of an entity.
 *
 * @param id for a document that has none, or one that is no whole number
 * @throws Error naming the field that is wrong
 */
export function parseDocument(line: string, id: number): Page | Redirect {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`expected an object, found ${nameOf(value)}`);
  const document = value as Record<string, unknown>;
  const title = requiredText(document["title"], "title").trim();
  if (title === "") throw new Error("the title is empty");
  const number = Number.isSafeInteger(document["id"]) ? (document["id"] as number) : id;
  if (document["redirect"] !== undefined)
    return { id: number, title, target: requiredText(document["redirect"], "redirect").trim() };
  return {
    id: number,
    revision: Number.isSafeInteger(document["revision"]) ? (document["revision"] as number) : 0,
    title,
    disambiguation: document["disambiguation"] === true,
    paragraphs:
      document["paragraphs"] === undefined
        ? linesOf(requiredText(document["text"], "text"), linksOf(document["links"], "links"))
        : paragraphsOf(document["paragraphs"]),
  };
}

function paragraphsOf(value: unknown): Paragraph[] {
  if (!Array.isArray(value)) throw new Error(`expected "paragraphs" to be a list, found ${nameOf(value)}`);
  return value.map((item: Record<string, unknown> | null, i) => {
    const text = requiredText(item?.["text"], `paragraphs[${i}].text`);
    const links = linksOf(item?.["links"], `paragraphs[${i}].links`);
    checkLinks(links, text, `paragraphs[${i}].links`);
    const section = item?.["section"];
    return {
      text,
      links,
      abstract: item?.["abstract"] === true,
      ...(typeof section === "string" ? { section } : {}),
    };
  });
}

/** Lines that hold something, with the links that lie in them. */
function linesOf(text: string, links: readonly Link[]): Paragraph[] {
  checkLinks(links, text, "links");
  const paragraphs: Paragraph[] = [];
  let next = 0;
  for (let from = 0; from <= text.length; ) {
    const newline = text.indexOf("\n", from);
    const to = newline < 0 ? text.length : newline;
    const own: Link[] = [];
    for (; next < links.length && links[next]!.start < to; next++) {
      const { title, start, end } = links[next]!;
      if (start < from || end > to)
        throw new Error(`links[${next}] reaches over the end of a line of the text`);
      own.push({ title, start: start - from, end: end - from });
    }
    const line = text.slice(from, to);
    if (line.trim() !== "") paragraphs.push({ text: line, links: own, abstract: paragraphs.length === 0 });
    from = to + 1;
  }
  return paragraphs;
}

function linksOf(value: unknown, name: string): Link[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw new Error(`expected "${name}" to be a list, found ${nameOf(value)}`);
  return value
    .map((item: Record<string, unknown> | null, i) => {
      const title = requiredText(item?.["title"], `${name}[${i}].title`);
      const [start, end] = [item?.["start"], item?.["end"]];
      if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end))
        throw new Error(`expected whole numbers in ${name}[${i}].start and .end`);
      return { title, start: start as number, end: end as number };
    })
    .sort((a, b) => a.start - b.start);
}

function checkLinks(links: readonly Link[], text: string, name: string): void {
  let last = 0;
  for (const { title, start, end } of links) {
    const found = `${name}: ${JSON.stringify(title)} at ${start} to ${end}`;
    if (start < 0 || end <= start || end > text.length)
      throw new Error(`${found} is no part of a text of ${text.length} code units`);
    if (start < last) throw new Error(`${found} overlaps the link before it`);
    last = end;
  }
}

function requiredText(value: unknown, name: string): string {
  if (typeof value !== "string") throw new Error(`expected "${name}" to be a string, found ${nameOf(value)}`);
  return value;
}

function nameOf(value: unknown): string {
  return value === undefined
    ? "nothing"
    : Array.isArray(value)
      ? "a list"
      : JSON.stringify(value).slice(0, 40);
}
