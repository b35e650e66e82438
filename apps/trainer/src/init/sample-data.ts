import { type EncyclopediaDatasets, generateEncyclopedia } from "@lukejs/encyclopedia";

/** How many examples (sentences, questions) a sample has. */
const sizes = { train: 48, dev: 16, test: 16 } as const;

export type SampleSplit = keyof typeof sizes;

/** The tasks of `luke init`, and the file extension of their data. */
export const sampleExtensions: Readonly<Record<string, string>> = {
  "entity-typing": "json",
  "relation-classification": "json",
  "named-entity-recognition": "txt",
  cloze: "json",
  "question-answering": "json",
};

/** Some examples of the bundled encyclopedia in a task's original format: file contents by split. */
export function sampleData(task: string): Readonly<Record<SampleSplit, string>> {
  const { datasets } = generateEncyclopedia({ seed: 1 });
  const sample = (split: SampleSplit): string => sampleText(task, datasets, split);
  return { train: sample("train"), dev: sample("dev"), test: sample("test") };
}

function sampleText(task: string, datasets: EncyclopediaDatasets, split: SampleSplit): string {
  const count = sizes[split];
  switch (task) {
    case "entity-typing":
      return jsonRows(spread(datasets.openEntity[split], count));
    case "relation-classification":
      return jsonRows(spread(datasets.tacred[split], count));
    case "named-entity-recognition": {
      const sentences = datasets.conll[split]
        .split(/\n\n+/)
        .filter((text) => /^\S+ \S+ \S+ [BI]-/m.test(text));
      return `-DOCSTART- -X- -X- O\n\n${spread(sentences, count)
        .map((text) => text.trim())
        .join("\n\n")}\n`;
    }
    case "cloze": {
      const { version, data } = datasets.record[split];
      return `${JSON.stringify({ version, data: spread(data, count) }, null, 1)}\n`;
    }
    default: {
      const { version, data } = datasets.squad[split];
      const paragraphs = data.flatMap((article) =>
        article.paragraphs.map((paragraph) => ({ title: article.title, paragraphs: [paragraph] })),
      );
      return `${JSON.stringify({ version, data: spread(paragraphs, count) }, null, 1)}\n`;
    }
  }
}

/** So many rows at even distances: the generator writes them by kind, and a sample has to show every kind. */
function spread<Row>(rows: readonly Row[], count: number): Row[] {
  if (rows.length <= count) return [...rows];
  return Array.from({ length: count }, (_, i) => rows[Math.floor((i * rows.length) / count)]!);
}

/** A JSON list with a row a line, so that one's own rows are easily put in their place. */
function jsonRows(rows: readonly unknown[]): string {
  return `[\n${rows.map((row) => JSON.stringify(row)).join(",\n")}\n]\n`;
}
