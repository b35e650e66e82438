import { type NerDocument, namedEntityRecognition, splitWords } from "@lukejs/tasks";
import { checkText } from "../check-input.ts";
import type { LabelScore, Mention, Pipeline, TextSpan } from "../pipeline.ts";
import { splitSentences } from "../split-sentences.ts";
import { definePipeline, type PipelineDefinition } from "./define-pipeline.ts";

/** A name with its type. */
export interface NamedEntity extends Mention, LabelScore {}

/** Finds names in a text (paper §4.3); offsets in UTF-16 code units. */
export type NamedEntityRecognitionPipeline = Pipeline<string, readonly NamedEntity[]>;

/** A part of a text as the task reads it, with the place of every word. */
interface PlacedDocument extends NerDocument {
  readonly sentences: readonly (NerDocument["sentences"][number] & {
    readonly places: readonly TextSpan[];
  })[];
}

/** Words of a sentence, and of the sentences that give each other context. A longer text is cut: memory stays bounded. */
const longestSentence = 400;
const longestDocument = 2000;

const name = "named-entity-recognition";

/** The names in a text, in order of place (paper §4.3). */
export const namedEntityRecognitionPipeline: PipelineDefinition<string, readonly NamedEntity[]> =
  definePipeline(name, namedEntityRecognition(), {
    examples(text: string, options): NerDocument[] {
      checkText(name, "text", text);
      return placedDocuments(text, options.splitSentences ?? splitSentences);
    },
    output(text, predictions, _, documents): NamedEntity[] {
      return predictions.flatMap(({ sentences }, i) =>
        sentences.flatMap((names, j) => {
          const { places } = (documents as readonly PlacedDocument[])[i]!.sentences[j]!;
          return names.map((found) => {
            const start = places[found.start]!.start;
            const end = places[found.end - 1]!.end;
            return { start, end, text: text.slice(start, end), label: found.label, score: found.score };
          });
        }),
      );
    },
  });

function placedDocuments(text: string, split: (text: string) => readonly TextSpan[]): PlacedDocument[] {
  const documents: PlacedDocument["sentences"][number][][] = [[]];
  let length = 0;
  for (const { start, end } of split(text)) {
    const words = splitWords(text.slice(start, end), start);
    for (let at = 0; at < words.length; at += longestSentence) {
      const places = words.slice(at, at + longestSentence);
      if (length > 0 && length + places.length > longestDocument) {
        documents.push([]);
        length = 0;
      }
      length += places.length;
      const texts = places.map((place) => text.slice(place.start, place.end));
      documents.at(-1)!.push({ words: texts, tags: [], spans: [], places });
    }
  }
  return documents.map((sentences) => ({ sentences }));
}
