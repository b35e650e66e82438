/**
 * Linear layers in whole numbers: rows of both sides in 8 bits (kept in 16, which is what the instruction takes) with a
 * scale each, products summed up in 32 bits. C(i, j) = a(i) · b(j) · scaleA(i) · scaleB(j) + bias(j).
 */
const ROWS: i32 = 32; // of A, which stay in the first-level cache while B passes

/** Rows of x in whole numbers of their scale, at most 127 of them; a row is padded with zeros to a multiple of 8. */
export function quantizeRows(x: usize, q: usize, scales: usize, rows: i32, columns: i32): void {
  const padded = (columns + 7) & ~7;
  const whole = columns & ~7;
  for (let row = 0; row < rows; row++) {
    const from = x + ((<usize>row * columns) << 2);
    const to = q + ((<usize>row * padded) << 1);
    let most: f32 = 0;
    for (let i = 0; i < columns; i++) most = max<f32>(most, abs<f32>(load<f32>(from + (<usize>i << 2))));
    store<f32>(scales + (<usize>row << 2), most / 127);
    const factor: f32 = most > 0 ? 127 / most : 0;
    const by = f32x4.splat(factor);
    for (let i = 0; i < whole; i += 8) {
      const at = from + (<usize>i << 2);
      const low = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at), by)));
      const high = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(v128.load(at, 16), by)));
      v128.store(to + (<usize>i << 1), i16x8.narrow_i32x4_s(low, high));
    }
    for (let i = whole; i < padded; i++) {
      const value: f32 = i < columns ? nearest<f32>(load<f32>(from + (<usize>i << 2)) * factor) : 0;
      store<i16>(to + (<usize>i << 1), <i16>value);
    }
  }
}

/** Of rows as `quantizeRows` leaves them. */
export function quantizedLinear(
  a: usize, scalesA: usize, b: usize, scalesB: usize, bias: usize, c: usize,
  m: i32, n: i32, k: i32,
): void {
  const line = <usize>((k + 7) & ~7) << 1;
  for (let block = 0; block < m; block += ROWS) {
    const end = min(m, block + ROWS);
    for (let j = 0; j < n; j += 2) {
      const two = j + 1 < n;
      const b0 = b + <usize>j * line;
      const b1 = two ? b0 + line : b0;
      for (let i = block; i < end; i += 4) {
        // The last row stands in for those that are not there.
        const a0 = a + <usize>i * line;
        const a1 = a + <usize>min(i + 1, end - 1) * line;
        const a2 = a + <usize>min(i + 2, end - 1) * line;
        const a3 = a + <usize>min(i + 3, end - 1) * line;
        let s00 = i32x4.splat(0), s01 = i32x4.splat(0), s10 = i32x4.splat(0), s11 = i32x4.splat(0);
        let s20 = i32x4.splat(0), s21 = i32x4.splat(0), s30 = i32x4.splat(0), s31 = i32x4.splat(0);
        for (let at: usize = 0; at < line; at += 16) {
          const w0 = v128.load(b0 + at), w1 = v128.load(b1 + at);
          let x = v128.load(a0 + at);
          s00 = i32x4.add(s00, i32x4.dot_i16x8_s(x, w0));
          s01 = i32x4.add(s01, i32x4.dot_i16x8_s(x, w1));
          x = v128.load(a1 + at);
          s10 = i32x4.add(s10, i32x4.dot_i16x8_s(x, w0));
          s11 = i32x4.add(s11, i32x4.dot_i16x8_s(x, w1));
          x = v128.load(a2 + at);
          s20 = i32x4.add(s20, i32x4.dot_i16x8_s(x, w0));
          s21 = i32x4.add(s21, i32x4.dot_i16x8_s(x, w1));
          x = v128.load(a3 + at);
          s30 = i32x4.add(s30, i32x4.dot_i16x8_s(x, w0));
          s31 = i32x4.add(s31, i32x4.dot_i16x8_s(x, w1));
        }
        put(s00, i, j, scalesA, scalesB, bias, c, n);
        if (two) put(s01, i, j + 1, scalesA, scalesB, bias, c, n);
        if (i + 1 >= end) continue;
        put(s10, i + 1, j, scalesA, scalesB, bias, c, n);
        if (two) put(s11, i + 1, j + 1, scalesA, scalesB, bias, c, n);
        if (i + 2 >= end) continue;
        put(s20, i + 2, j, scalesA, scalesB, bias, c, n);
        if (two) put(s21, i + 2, j + 1, scalesA, scalesB, bias, c, n);
        if (i + 3 >= end) continue;
        put(s30, i + 3, j, scalesA, scalesB, bias, c, n);
        if (two) put(s31, i + 3, j + 1, scalesA, scalesB, bias, c, n);
      }
    }
  }
}

// @ts-ignore: decorator
@inline
function put(sum: v128, i: i32, j: i32, scalesA: usize, scalesB: usize, bias: usize, c: usize, n: i32): void {
  const whole = i32x4.extract_lane(sum, 0) + i32x4.extract_lane(sum, 1) + i32x4.extract_lane(sum, 2) + i32x4.extract_lane(sum, 3);
  const scale = load<f32>(scalesA + (<usize>i << 2)) * load<f32>(scalesB + (<usize>j << 2));
  const added: f32 = bias != 0 ? load<f32>(bias + (<usize>j << 2)) : 0;
  store<f32>(c + ((<usize>i * n + j) << 2), <f32>whole * scale + added);
}
