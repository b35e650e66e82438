import type { EntityVocab } from "@lukejs/entity-vocab";

/** Titles as a pipeline takes and gives them; in a vocabulary of several languages a title needs its language. */
export interface EntityTitles {
  /** By the title in the language that was told, by "it:Roma", or by a title without a language. */
  idOf(title: string): number | undefined;
  /** In the language that was told where there is one; else, of several languages, as "en:Rome". */
  titleOf(id: number): string;
  /** What helps where a title is not found: how titles of a vocabulary of several languages are written. */
  readonly hint?: string;
}

/** What `titleOf` gives, `idOf` takes. */
export function entityTitles(vocab: EntityVocab, language?: string): EntityTitles {
  return {
    ...(language === undefined && hasLanguages(vocab)
      ? { hint: 'Its titles have languages: write "it:Roma", or "Roma" with options.language: "it".' }
      : {}),
    idOf(title) {
      const here = language === undefined ? undefined : vocab.idOf(title, language);
      if (here !== undefined) return here;
      const colon = title.indexOf(":");
      const keyed = colon > 0 ? vocab.idOf(title.slice(colon + 1), title.slice(0, colon)) : undefined;
      return vocab.idOf(title) ?? keyed;
    },
    titleOf(id) {
      const titles = vocab.entitiesOf(id);
      const here = language === undefined ? undefined : titles.find(([, own]) => own === language);
      if (here !== undefined) return here[0];
      const [title, own] = titles[0]!;
      return own === null ? title : `${own}:${title}`;
    },
  };
}

function hasLanguages(vocab: EntityVocab): boolean {
  for (const { id, entities } of vocab.entries()) {
    if (id !== vocab.padId && id !== vocab.unkId && id !== vocab.maskId) return entities[0]![1] !== null;
  }
  return false;
}
