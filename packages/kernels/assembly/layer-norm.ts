import { sum4 } from "./exp";

/** x + residual where there is one (0 = none). */
// @ts-ignore: decorator
@inline
function at4(x: usize, residual: usize, offset: usize): v128 {
  const v = v128.load(x + offset);
  return residual == 0 ? v : f32x4.add(v, v128.load(residual + offset));
}

// @ts-ignore: decorator
@inline
function at1(x: usize, residual: usize, offset: usize): f32 {
  const v = load<f32>(x + offset);
  return residual == 0 ? v : v + load<f32>(residual + offset);
}

/** y = (x + residual - mean) / √(variance + epsilon) · scale + shift; stats[row] = (mean, 1 / √…). */
export function layerNorm(
  x: usize, residual: usize, scale: usize, shift: usize, y: usize, stats: usize,
  rows: i32, hidden: i32, epsilon: f32,
): void {
  const bytes = <usize>hidden << 2;
  const whole = <usize>(hidden & ~3) << 2;
  for (let row = 0; row < rows; row++) {
    let total = f32x4.splat(0);
    let o: usize = 0;
    for (; o < whole; o += 16) total = f32x4.add(total, at4(x, residual, o));
    let sum = sum4(total);
    for (; o < bytes; o += 4) sum += at1(x, residual, o);
    const mean = sum / <f32>hidden;
    const mean4 = f32x4.splat(mean);
    let squares = f32x4.splat(0);
    for (o = 0; o < whole; o += 16) {
      const d = f32x4.sub(at4(x, residual, o), mean4);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    sum = sum4(squares);
    for (; o < bytes; o += 4) {
      const d = at1(x, residual, o) - mean;
      sum += d * d;
    }
    const inverse: f32 = 1 / sqrt<f32>(sum / <f32>hidden + epsilon);
    const inverse4 = f32x4.splat(inverse);
    for (o = 0; o < whole; o += 16) {
      const n = f32x4.mul(f32x4.sub(at4(x, residual, o), mean4), inverse4);
      v128.store(y + o, f32x4.add(f32x4.mul(n, v128.load(scale + o)), v128.load(shift + o)));
    }
    for (; o < bytes; o += 4) {
      const n = (at1(x, residual, o) - mean) * inverse;
      store<f32>(y + o, n * load<f32>(scale + o) + load<f32>(shift + o));
    }
    store<f32>(stats, mean);
    store<f32>(stats, inverse, 4);
    stats += 8;
    x += bytes;
    if (residual != 0) residual += bytes;
    y += bytes;
  }
}

/** dx for x and for the residual alike; dscale and dshift summed over the rows. */
export function layerNormGradient(
  dy: usize, x: usize, residual: usize, stats: usize, scale: usize,
  dx: usize, dscale: usize, dshift: usize, rows: i32, hidden: i32,
): void {
  const bytes = <usize>hidden << 2;
  const whole = <usize>(hidden & ~3) << 2;
  memory.fill(dscale, 0, bytes);
  memory.fill(dshift, 0, bytes);
  for (let row = 0; row < rows; row++) {
    const mean = load<f32>(stats);
    const inverse = load<f32>(stats, 4);
    const mean4 = f32x4.splat(mean);
    const inverse4 = f32x4.splat(inverse);
    let total = f32x4.splat(0);
    let along = f32x4.splat(0);
    let o: usize = 0;
    for (; o < whole; o += 16) {
      const g = v128.load(dy + o);
      const n = f32x4.mul(f32x4.sub(at4(x, residual, o), mean4), inverse4);
      const d = f32x4.mul(g, v128.load(scale + o));
      total = f32x4.add(total, d);
      along = f32x4.add(along, f32x4.mul(d, n));
      v128.store(dscale + o, f32x4.add(v128.load(dscale + o), f32x4.mul(g, n)));
      v128.store(dshift + o, f32x4.add(v128.load(dshift + o), g));
    }
    let sum = sum4(total);
    let dot = sum4(along);
    for (; o < bytes; o += 4) {
      const g = load<f32>(dy + o);
      const n = (at1(x, residual, o) - mean) * inverse;
      const d = g * load<f32>(scale + o);
      sum += d;
      dot += d * n;
      store<f32>(dscale + o, load<f32>(dscale + o) + g * n);
      store<f32>(dshift + o, load<f32>(dshift + o) + g);
    }
    sum /= <f32>hidden;
    dot /= <f32>hidden;
    const sum4x = f32x4.splat(sum);
    const dot4x = f32x4.splat(dot);
    for (o = 0; o < whole; o += 16) {
      const n = f32x4.mul(f32x4.sub(at4(x, residual, o), mean4), inverse4);
      const d = f32x4.mul(v128.load(dy + o), v128.load(scale + o));
      v128.store(dx + o, f32x4.mul(inverse4, f32x4.sub(f32x4.sub(d, sum4x), f32x4.mul(n, dot4x))));
    }
    for (; o < bytes; o += 4) {
      const n = (at1(x, residual, o) - mean) * inverse;
      const d = load<f32>(dy + o) * load<f32>(scale + o);
      store<f32>(dx + o, inverse * (d - sum - n * dot));
    }
    stats += 8;
    dy += bytes;
    x += bytes;
    if (residual != 0) residual += bytes;
    dx += bytes;
  }
}
