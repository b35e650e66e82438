import type { TextSpan } from "../pipeline.ts";

/** The word tokens that touch a stretch of text. */
export function tokensOf(starts: Int32Array, ends: Int32Array, span: TextSpan): TextSpan {
  const start = ends.findIndex((end) => end > span.start);
  const after = starts.findIndex((from) => from >= span.end);
  return { start, end: after < 0 ? starts.length : after };
}
