/** A row of TACRED's format; ends are inclusive. */
export interface RelationRow {
  readonly id: string;
  readonly token: readonly string[];
  readonly relation: string;
  readonly subj_start: number;
  readonly subj_end: number;
  readonly obj_start: number;
  readonly obj_end: number;
}

interface FewRelSentence {
  readonly tokens: readonly string[];
  /** Name, Wikidata id, word numbers of each mention. */
  readonly h: readonly [string, string, readonly (readonly number[])[]];
  readonly t: readonly [string, string, readonly (readonly number[])[]];
}

/** FewRel: sentences by Wikidata property. Relations get the property's name; overlapping mentions are left out. */
export function fewRelRows(
  sentences: Readonly<Record<string, readonly FewRelSentence[]>>,
  names: Readonly<Record<string, readonly string[]>>,
): RelationRow[][] {
  return Object.entries(sentences).map(([property, list]) =>
    list.flatMap(({ tokens, h, t }, i): RelationRow[] => {
      const [head, tail] = [h[2][0]!, t[2][0]!];
      const row = {
        id: `${property}-${i}`,
        token: tokens,
        relation: names[property]?.[0] ?? property,
        subj_start: Math.min(...head),
        subj_end: Math.max(...head),
        obj_start: Math.min(...tail),
        obj_end: Math.max(...tail),
      };
      return row.subj_start <= row.obj_end && row.obj_start <= row.subj_end ? [] : [row];
    }),
  );
}
