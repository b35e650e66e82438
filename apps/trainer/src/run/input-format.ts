export type InputFormat = "dataset" | "jsonl" | "text";

export const inputFormats: readonly InputFormat[] = ["dataset", "jsonl", "text"];

/** Fields that only rows of the datasets have. */
const datasetFields = ["data", "sent", "token", "mention_span"];
const taggedWord = /^\S+(?:[ \t]+\S+)*[ \t]+(?:O|[BIESLU]-\S+)$/;

/** As SemEval-2010 task 8 and KBP37 begin. */
const markedSentence = /^\d+\t\s*"/;

/** What an input is, told by its first line that is not blank. */
export function inputFormat(firstLine: string): InputFormat {
  const line = firstLine.trim();
  if (line.startsWith("-DOCSTART-") || line.startsWith("[")) return "dataset";
  if (taggedWord.test(line) || markedSentence.test(line)) return "dataset";
  if (!line.startsWith("{")) return "text";
  try {
    const row = JSON.parse(line) as object;
    return datasetFields.some((field) => field in row) ? "dataset" : "jsonl";
  } catch {
    // A dataset that is spread over lines; a line that is cut off is reported when it is read.
    return /^\{\s*("data"\s*:.*)?$/.test(line) ? "dataset" : "jsonl";
  }
}
