import { decodeXml } from "./decode-xml.ts";
import { defaultSiteInfo, type Namespace, type SiteInfo } from "./site-info.ts";

/**
 * Reads the head of a dump, everything before its first `<page>`.
 * What an old schema leaves out is taken from {@link defaultSiteInfo}.
 */
export function parseSiteInfo(head: string): SiteInfo {
  const field = (name: string) => {
    const match = new RegExp(`<${name}>([^<]*)</${name}>`).exec(head);
    return match === null ? undefined : decodeXml(match[1]!);
  };
  const namespaces: Namespace[] = [];
  for (const match of head.matchAll(/<namespace\b([^>]*?)(?:\/>|>([^<]*)<\/namespace>)/g)) {
    const key = /\bkey="(-?\d+)"/.exec(match[1]!);
    if (key !== null) namespaces.push({ key: Number(key[1]), name: decodeXml(match[2] ?? "") });
  }
  return {
    language: /<mediawiki\b[^>]*\bxml:lang="([^"]*)"/.exec(head)?.[1] ?? defaultSiteInfo.language,
    siteName: field("sitename") ?? defaultSiteInfo.siteName,
    database: field("dbname") ?? "",
    case: field("case") === "case-sensitive" ? "case-sensitive" : "first-letter",
    namespaces: namespaces.length > 0 ? namespaces : defaultSiteInfo.namespaces,
  };
}
