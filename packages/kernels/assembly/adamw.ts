/**
 * first = beta1 · first + (1 - beta1) · g; second likewise with g²;
 * p = ((p · before) - rate · first / (√second · root + epsilon)) · after. All in place.
 */
export function adamW(
  p: usize,
  first: usize,
  second: usize,
  g: usize,
  n: i32,
  beta1: f32,
  beta2: f32,
  rest1: f32,
  rest2: f32,
  rate: f32,
  root: f32,
  epsilon: f32,
  before: f32,
  after: f32,
): void {
  const bytes = (<usize>n) << 2;
  const whole = (<usize>(n & ~3)) << 2;
  let o: usize = 0;
  for (; o < whole; o += 16) {
    const d = v128.load(g + o);
    const m = f32x4.add(
      f32x4.mul(v128.load(first + o), f32x4.splat(beta1)),
      f32x4.mul(d, f32x4.splat(rest1)),
    );
    const s = f32x4.add(
      f32x4.mul(v128.load(second + o), f32x4.splat(beta2)),
      f32x4.mul(f32x4.mul(d, d), f32x4.splat(rest2)),
    );
    const below = f32x4.add(f32x4.mul(f32x4.sqrt(s), f32x4.splat(root)), f32x4.splat(epsilon));
    const step = f32x4.mul(f32x4.div(m, below), f32x4.splat(rate));
    const moved = f32x4.sub(f32x4.mul(v128.load(p + o), f32x4.splat(before)), step);
    v128.store(p + o, f32x4.mul(moved, f32x4.splat(after)));
    v128.store(first + o, m);
    v128.store(second + o, s);
  }
  for (; o < bytes; o += 4) {
    const d = load<f32>(g + o);
    const m = load<f32>(first + o) * beta1 + d * rest1;
    const s = load<f32>(second + o) * beta2 + d * d * rest2;
    const moved = load<f32>(p + o) * before - (m / (sqrt<f32>(s) * root + epsilon)) * rate;
    store<f32>(p + o, moved * after);
    store<f32>(first + o, m);
    store<f32>(second + o, s);
  }
}
