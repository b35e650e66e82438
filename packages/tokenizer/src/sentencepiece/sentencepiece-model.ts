import { malformedModel, unsupportedModel } from "./errors.ts";
import { type NormalizedText, Normalizer } from "./normalizer.ts";
import { pieceTypes, readModelProto } from "./read-model-proto.ts";
import { type Segmentation, UnigramSegmenter } from "./unigram-segmenter.ts";

/**
 * A SentencePiece model (unigram): text → pieces, the same as sentencepiece's.
 *
 * @throws LukeError TOK040 the bytes are not a model · TOK041 it is one of another kind · TOK042 a piece is not valid
 */
export class SentencePieceModel {
  /** The file that the model was read from. */
  readonly file: Uint8Array;
  /** [pieces] */
  readonly pieces: readonly string[];
  readonly #ids: Map<string, number>;
  readonly #normalizer: Normalizer;
  readonly #segmenter: UnigramSegmenter;

  constructor(file: Uint8Array) {
    const proto = readModelProto(file);
    if (proto.modelType !== 1) {
      const name = ["", "unigram", "BPE", "word", "character"][proto.modelType];
      throw unsupportedModel(`the type ${name ?? proto.modelType}`, "unigram");
    }
    if (proto.byteFallback) throw unsupportedModel("byte fallback", "none");
    if (proto.treatWhitespaceAsSuffix) throw unsupportedModel("white space as a suffix", "as a prefix");
    const special = proto.pieces.findIndex(
      ({ type }) => type === pieceTypes.userDefined || type === pieceTypes.byte,
    );
    if (special >= 0) {
      const found = JSON.stringify(proto.pieces[special]!.piece);
      throw unsupportedModel(`the user-defined or byte piece ${found}`, "normal ones");
    }
    const unknownId = proto.pieces.findIndex(({ type }) => type === pieceTypes.unknown);
    if (unknownId < 0) throw malformedModel("it has no unknown piece");
    this.file = file;
    this.pieces = proto.pieces.map(({ piece }) => piece);
    this.#ids = new Map(this.pieces.map((piece, id) => [piece, id]));
    this.#normalizer = new Normalizer(proto);
    this.#segmenter = new UnigramSegmenter(proto.pieces, unknownId);
  }

  idOf(piece: string): number | undefined {
    return this.#ids.get(piece);
  }

  /** The text as it is cut, and where; the text holds until the next call. */
  segment(text: string): { readonly text: NormalizedText; readonly pieces: Segmentation } {
    const normalized = this.#normalizer.normalize(text);
    return { text: normalized, pieces: this.#segmenter.segment(normalized.bytes, normalized.length) };
  }
}
