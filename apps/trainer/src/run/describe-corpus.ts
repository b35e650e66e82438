import type { CorpusMetadata } from "@lukejs/wiki-corpus";

/** What a build ends with, for people. */
export function describeCorpus({ counts, complete }: CorpusMetadata, folder: string): string {
  return [
    `${counts.pages} pages, ${counts.redirects} redirects, ${counts.paragraphs} paragraphs, ${counts.links} links`,
    complete
      ? `written to ${folder}`
      : `a dump is cut off or damaged; what can be read of it is in ${folder}`,
  ].join("\n");
}
