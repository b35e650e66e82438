import { PairTable } from "../pair-table.ts";
import { invalidPiece } from "./errors.ts";
import { characterLength } from "./normalizer.ts";
import { pieceTypes, type SentencePiece } from "./read-model-proto.ts";

/** How much less likely an unknown character is than the least likely piece. */
const UNKNOWN_PENALTY = 10;
/** Sums of scores start anew beyond this, so that float32 still tells pieces apart in a long text. */
const REBASE = 100_000;

/** Where a text is cut: piece i is `ids[i]` and stands for bytes `bounds[i]` to `bounds[i + 1]`. */
export interface Segmentation {
  readonly ids: Int32Array;
  readonly bounds: Int32Array;
}

/**
 * The most likely segmentation of a text into pieces (Kudo 2018, "Subword Regularization", section 3.2): Viterbi over UTF-8 with
 * a trie of pieces. Sums are float32 and the first of equals wins, as in sentencepiece 0.2.3, so that the cuts are the same.
 */
export class UnigramSegmenter {
  /** Edges (node, byte) of the trie; the edge numbered n leads to node n + 1. */
  readonly #edges: PairTable;
  /** [nodes] The piece that ends at a node, -1 for none. */
  readonly #pieceAt: Int32Array;
  readonly #scores: Float32Array;
  readonly #unknownId: number;
  readonly #unknownScore: number;
  #best: Float32Array = new Float32Array(0);
  #from: Int32Array = new Int32Array(0);
  #ids: Int32Array = new Int32Array(0);

  /** @throws LukeError TOK042 a piece is empty or given twice, or its score is not finite */
  constructor(pieces: readonly SentencePiece[], unknownId: number) {
    this.#scores = Float32Array.from(pieces, ({ score }) => score);
    this.#unknownId = unknownId;
    const edges = new PairTable(pieces.length * 3);
    const ends = new Map<number, number>();
    let lowest = Number.POSITIVE_INFINITY;
    pieces.forEach(({ piece, bytes, score, type }, id) => {
      if (!Number.isFinite(score)) throw invalidPiece(id, piece, `has the score ${score}, expected a number`);
      if (bytes.length === 0) throw invalidPiece(id, piece, "is empty");
      if (type === pieceTypes.normal) lowest = Math.min(lowest, score);
      if (type !== pieceTypes.normal && type !== pieceTypes.unused) return;
      let node = 0;
      for (const byte of bytes) node = edges.add(node, byte) + 1;
      if (ends.has(node)) throw invalidPiece(id, piece, `is piece ${ends.get(node)} already`);
      ends.set(node, id);
    });
    this.#edges = edges;
    this.#unknownScore = Math.fround(lowest - UNKNOWN_PENALTY);
    this.#pieceAt = new Int32Array(edges.size + 1).fill(-1);
    for (const [node, id] of ends) if (pieces[id]!.type === pieceTypes.normal) this.#pieceAt[node] = id;
  }

  /** Unknown characters in a row are one unknown piece. */
  segment(bytes: Uint8Array, length: number): Segmentation {
    this.#fill(bytes, length);
    const ids = this.#ids;
    const from = this.#from;
    const isJoined = (end: number): boolean =>
      from[end]! > 0 && ids[end] === this.#unknownId && ids[from[end]!] === this.#unknownId;
    let count = 0;
    for (let end = length; end > 0; end = from[end]!) if (!isJoined(end)) count += 1;
    const result = { ids: new Int32Array(count), bounds: new Int32Array(count + 1) };
    result.bounds[count] = length;
    for (let end = length; end > 0; end = from[end]!) {
      if (isJoined(end)) continue;
      count -= 1;
      result.ids[count] = ids[end]!;
      result.bounds[count] = from[end]!;
    }
    return result;
  }

  /** For each end of a piece: the best sum of scores up to it, where that piece starts and its id. */
  #fill(bytes: Uint8Array, length: number): void {
    if (this.#from.length <= length) {
      this.#best = new Float32Array(length * 2 + 1);
      this.#from = new Int32Array(length * 2 + 1);
      this.#ids = new Int32Array(length * 2 + 1);
    }
    const best = this.#best;
    const from = this.#from;
    const ids = this.#ids;
    const edges = this.#edges;
    const pieceAt = this.#pieceAt;
    from.fill(-1, 0, length + 1);
    best[0] = 0;
    let frontier = 0;
    const offer = (start: number, end: number, id: number, score: number): void => {
      if (end > frontier) frontier = end;
      if (from[end] !== -1 && score <= best[end]!) return;
      best[end] = score;
      from[end] = start;
      ids[end] = id;
    };
    let characterEnd = 0;
    for (let start = 0; start < length; start = characterEnd) {
      characterEnd = Math.min(length, start + characterLength(bytes[start]!));
      let before = best[start]!;
      if (before < -REBASE || before > REBASE) {
        for (let at = start; at <= frontier; at++) best[at] = best[at]! - before;
        before = 0;
      }
      let isKnown = false;
      let node = 0;
      for (let at = start; at < length; ) {
        node = edges.find(node, bytes[at]!) + 1;
        if (node === 0) break;
        at += 1;
        const id = pieceAt[node]!;
        if (id < 0) continue;
        offer(start, at, id, Math.fround(this.#scores[id]! + before));
        if (at === characterEnd) isKnown = true;
      }
      if (!isKnown) offer(start, characterEnd, this.#unknownId, Math.fround(this.#unknownScore + before));
    }
  }
}
