import { LukeError } from "@lukejs/errors";

/** The texts of the errors about SentencePiece's model files, TOK040 and up. */

export function malformedModel(detail: string): LukeError {
  return new LukeError({
    code: "TOK040",
    message: `Cannot read a SentencePiece model: ${detail}`,
    hint: "Is this the whole sentencepiece.bpe.model of the checkpoint, and not the page of a download that failed?",
  });
}

export function unsupportedModel(found: string, wanted: string): LukeError {
  return new LukeError({
    code: "TOK041",
    message: `Cannot use a SentencePiece model: it has ${found}, expected ${wanted}`,
    hint: "mLUKE and XLM-R come with unigram models of plain pieces; others are not read",
  });
}

export function invalidPiece(index: number, piece: string, detail: string): LukeError {
  return new LukeError({
    code: "TOK042",
    message: `Cannot use a SentencePiece model: piece ${index} (${JSON.stringify(piece)}) ${detail}`,
    hint: "Train or export the model again; the reference refuses it too",
  });
}
