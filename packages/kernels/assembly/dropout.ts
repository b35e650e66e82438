/** y[i] = x[i] · keep where the hash of (seed, i) reaches the threshold, else 0. With x = 0 the mask itself. */
export function dropout(x: usize, y: usize, n: i32, keep: f32, threshold: u32, seed: i32): void {
  const keep4 = f32x4.splat(keep);
  const threshold4 = i32x4.splat(threshold);
  const seed4 = i32x4.splat(seed);
  const four = i32x4.splat(4);
  let index = i32x4(0, 1, 2, 3);
  let o: usize = 0;
  const bytes = (<usize>n) << 2;
  const whole = (<usize>(n & ~3)) << 2;
  for (; o < whole; o += 16) {
    let h = i32x4.mul(v128.xor(index, seed4), i32x4.splat(0x9e3779b1));
    h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 15)), i32x4.splat(0x85ebca6b));
    h = i32x4.mul(v128.xor(v128.xor(h, i32x4.shr_u(h, 13)), seed4), i32x4.splat(0xc2b2ae35));
    h = v128.xor(h, i32x4.shr_u(h, 16));
    const kept = i32x4.ge_u(h, threshold4);
    const v = x == 0 ? keep4 : f32x4.mul(v128.load(x + o), keep4);
    v128.store(y + o, v128.and(v, kept));
    index = i32x4.add(index, four);
  }
  for (; o < bytes; o += 4) {
    let h: u32 = (<u32>(o >> 2) ^ <u32>seed) * 0x9e3779b1;
    h = (h ^ (h >> 15)) * 0x85ebca6b;
    h = (h ^ (h >> 13) ^ <u32>seed) * 0xc2b2ae35;
    h ^= h >> 16;
    const v: f32 = x == 0 ? keep : load<f32>(x + o) * keep;
    store<f32>(y + o, h >= threshold ? v : 0);
  }
}
