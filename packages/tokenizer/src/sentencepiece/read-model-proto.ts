import { malformedModel } from "./errors.ts";
import { protobufFields } from "./protobuf-fields.ts";

/** What a piece is; SentencePiece's numbers. */
export const pieceTypes = { normal: 1, unknown: 2, control: 3, userDefined: 4, unused: 5, byte: 6 } as const;

export interface SentencePiece {
  readonly piece: string;
  /** The piece's UTF-8, as the file has it. */
  readonly bytes: Uint8Array;
  /** Log probability, float32. */
  readonly score: number;
  readonly type: number;
}

/** What segmentation needs of a SentencePiece model file (ModelProto in sentencepiece_model.proto). */
export interface ModelProto {
  readonly pieces: readonly SentencePiece[];
  /** 1 unigram, 2 BPE, 3 word, 4 character. */
  readonly modelType: number;
  readonly treatWhitespaceAsSuffix: boolean;
  readonly byteFallback: boolean;
  /** Character map: the size of a trie, the trie, the strings it points to; empty for none. */
  readonly charsmap: Uint8Array;
  readonly addDummyPrefix: boolean;
  readonly removeExtraWhitespaces: boolean;
  readonly escapeWhitespaces: boolean;
}

/**
 * Reads a SentencePiece model file (sentencepiece.bpe.model).
 *
 * @throws LukeError TOK040 the bytes are not such a file
 */
export function readModelProto(file: Uint8Array): ModelProto {
  const pieces: SentencePiece[] = [];
  const proto = {
    pieces,
    modelType: 1,
    treatWhitespaceAsSuffix: false,
    byteFallback: false,
    charsmap: new Uint8Array(0) as Uint8Array,
    addDummyPrefix: true,
    removeExtraWhitespaces: true,
    escapeWhitespaces: true,
  };
  for (const { number, bytes } of protobufFields(file)) {
    if (number === 1) {
      pieces.push(readPiece(bytes));
    } else if (number === 2) {
      for (const { number, value } of protobufFields(bytes)) {
        if (number === 3) proto.modelType = value;
        else if (number === 24) proto.treatWhitespaceAsSuffix = value !== 0;
        else if (number === 35) proto.byteFallback = value !== 0;
      }
    } else if (number === 3) {
      for (const { number, value, bytes: charsmap } of protobufFields(bytes)) {
        if (number === 2) proto.charsmap = charsmap;
        else if (number === 3) proto.addDummyPrefix = value !== 0;
        else if (number === 4) proto.removeExtraWhitespaces = value !== 0;
        else if (number === 5) proto.escapeWhitespaces = value !== 0;
      }
    }
  }
  if (pieces.length === 0) throw malformedModel(`its ${file.length} bytes hold no pieces`);
  return proto;
}

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });
const word = new DataView(new ArrayBuffer(4));

function readPiece(message: Uint8Array): SentencePiece {
  let content = message.subarray(0, 0);
  let score = 0;
  let type: number = pieceTypes.normal;
  for (const { number, value, bytes } of protobufFields(message)) {
    if (number === 1) content = bytes;
    else if (number === 2) {
      word.setUint32(0, value);
      score = word.getFloat32(0);
    } else if (number === 3) type = value;
  }
  return { piece: utf8.decode(content), bytes: content, score, type };
}
