export interface ReadPage {
  readonly id: number;
  readonly namespace: number;
  readonly title: string;
  readonly redirect: string | undefined;
  readonly text: string;
}

/** The pages of an export as written here; for tests alone. */
export function readPages(xml: string): readonly ReadPage[] {
  return [...xml.matchAll(/<page>([\s\S]*?)<\/page>/g)].map(([, page = ""]) => ({
    id: Number(page.match(/<id>(\d+)<\/id>/)![1]),
    namespace: Number(page.match(/<ns>(\d+)<\/ns>/)![1]),
    title: unescapeXml(page.match(/<title>(.*)<\/title>/)![1]!),
    redirect: page.match(/<redirect title="(.*)" \/>/)?.[1]?.replace(/&\w+;/g, unescapeXml),
    text: unescapeXml(page.match(/<text [^>]*>([\s\S]*)<\/text>/)![1]!),
  }));
}

function unescapeXml(text: string): string {
  return text
    .replaceAll("&quot;", '"')
    .replaceAll("&gt;", ">")
    .replaceAll("&lt;", "<")
    .replaceAll("&amp;", "&");
}
