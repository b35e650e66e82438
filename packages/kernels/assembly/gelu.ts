import { exp4 } from "./exp";

/**
 * Φ, the normal distribution, by Abramowitz and Stegun 7.1.26 on the tail side, so that it keeps its relative accuracy
 * for negative x. `bell` is exp(-x²/2).
 */
// @ts-ignore: decorator
@inline
function cumulative(x: v128, bell: v128): v128 {
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678118654752));
  const t = f32x4.div(f32x4.splat(1), f32x4.add(f32x4.splat(1), f32x4.mul(z, f32x4.splat(0.3275911))));
  let p = f32x4.add(f32x4.mul(t, f32x4.splat(1.061405429)), f32x4.splat(-1.453152027));
  p = f32x4.add(f32x4.mul(t, p), f32x4.splat(1.421413741));
  p = f32x4.add(f32x4.mul(t, p), f32x4.splat(-0.284496736));
  p = f32x4.add(f32x4.mul(t, p), f32x4.splat(0.254829592));
  const tail = f32x4.mul(f32x4.splat(0.5), f32x4.mul(f32x4.mul(p, t), bell));
  const positive = f32x4.gt(x, f32x4.splat(0));
  return v128.bitselect(f32x4.sub(f32x4.splat(1), tail), tail, positive);
}

// @ts-ignore: decorator
@inline
function bellOf(x: v128): v128 {
  return exp4(f32x4.mul(f32x4.mul(x, x), f32x4.splat(-0.5)));
}

// @ts-ignore: decorator
@inline
function value(x: v128): v128 {
  return f32x4.mul(x, cumulative(x, bellOf(x)));
}

// @ts-ignore: decorator
@inline
function slope(x: v128): v128 {
  const bell = bellOf(x);
  return f32x4.add(cumulative(x, bell), f32x4.mul(x, f32x4.mul(bell, f32x4.splat(0.3989422804014327))));
}

/** y = x · Φ(x); x and y may be the same. */
export function gelu(x: usize, y: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(y, value(v128.load(x)));
    x += 16;
    y += 16;
  }
  for (; i < n; i++) {
    store<f32>(y, f32x4.extract_lane(value(v128.load32_splat(x)), 0));
    x += 4;
    y += 4;
  }
}

/** dx = dy · (Φ(x) + x · φ(x)) */
export function geluGradient(dy: usize, x: usize, dx: usize, n: i32): void {
  let i = 0;
  for (; i + 4 <= n; i += 4) {
    v128.store(dx, f32x4.mul(v128.load(dy), slope(v128.load(x))));
    dy += 16;
    x += 16;
    dx += 16;
  }
  for (; i < n; i++) {
    store<f32>(dx, load<f32>(dy) * f32x4.extract_lane(slope(v128.load32_splat(x)), 0));
    dy += 4;
    x += 4;
    dx += 4;
  }
}
