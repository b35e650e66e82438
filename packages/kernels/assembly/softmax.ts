import { exp4, max4, sum4 } from "./exp";

/** y = softmax(x · scale + bias) over rows of n; `bias` (0 = none) has one row of n for every `rowsPerBias` rows. */
export function softmax(
  x: usize,
  bias: usize,
  y: usize,
  rows: i32,
  n: i32,
  scale: f32,
  rowsPerBias: i32,
): void {
  const bytes = (<usize>n) << 2;
  const whole = (<usize>(n & ~3)) << 2;
  const scale4 = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    const b: usize = bias == 0 ? 0 : bias + <usize>(row / rowsPerBias) * bytes;
    let highest = f32x4.splat(-Infinity);
    let o: usize = 0;
    for (; o < whole; o += 16) {
      let v = f32x4.mul(v128.load(x + o), scale4);
      if (b != 0) v = f32x4.add(v, v128.load(b + o));
      v128.store(y + o, v);
      highest = f32x4.max(highest, v);
    }
    let top = max4(highest);
    for (; o < bytes; o += 4) {
      let v = load<f32>(x + o) * scale;
      if (b != 0) v += load<f32>(b + o);
      store<f32>(y + o, v);
      top = max<f32>(top, v);
    }
    const top4 = f32x4.splat(top);
    let total = f32x4.splat(0);
    for (o = 0; o < whole; o += 16) {
      const e = exp4(f32x4.sub(v128.load(y + o), top4));
      v128.store(y + o, e);
      total = f32x4.add(total, e);
    }
    let sum = sum4(total);
    for (; o < bytes; o += 4) {
      const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(y + o) - top)), 0);
      store<f32>(y + o, e);
      sum += e;
    }
    const share: f32 = 1 / sum;
    const share4 = f32x4.splat(share);
    for (o = 0; o < whole; o += 16) v128.store(y + o, f32x4.mul(v128.load(y + o), share4));
    for (; o < bytes; o += 4) store<f32>(y + o, load<f32>(y + o) * share);
    x += bytes;
    y += bytes;
  }
}

/** dx = scale · y · (dy - Σ dy · y) */
export function softmaxGradient(dy: usize, y: usize, dx: usize, rows: i32, n: i32, scale: f32): void {
  const bytes = (<usize>n) << 2;
  const whole = (<usize>(n & ~3)) << 2;
  const scale4 = f32x4.splat(scale);
  for (let row = 0; row < rows; row++) {
    let total = f32x4.splat(0);
    let o: usize = 0;
    for (; o < whole; o += 16) total = f32x4.add(total, f32x4.mul(v128.load(dy + o), v128.load(y + o)));
    let sum = sum4(total);
    for (; o < bytes; o += 4) sum += load<f32>(dy + o) * load<f32>(y + o);
    const sum4x = f32x4.splat(sum);
    for (o = 0; o < whole; o += 16) {
      const d = f32x4.mul(v128.load(y + o), f32x4.sub(v128.load(dy + o), sum4x));
      v128.store(dx + o, f32x4.mul(d, scale4));
    }
    for (; o < bytes; o += 4) store<f32>(dx + o, load<f32>(y + o) * (load<f32>(dy + o) - sum) * scale);
    dy += bytes;
    y += bytes;
    dx += bytes;
  }
}
