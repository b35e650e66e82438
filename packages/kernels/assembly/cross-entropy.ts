import { exp4, log1, max4, sum4 } from "./exp";

/**
 * loss[row] = logSum[row] - logits[row, label]; 0 where the label is negative.
 * Answers the first row whose label is not below `classes`, or -1.
 */
export function crossEntropy(
  logits: usize,
  labels: usize,
  loss: usize,
  logSums: usize,
  rows: i32,
  classes: i32,
): i32 {
  const bytes = (<usize>classes) << 2;
  const whole = (<usize>(classes & ~3)) << 2;
  for (let row = 0; row < rows; row++) {
    const label = load<i32>(labels + ((<usize>row) << 2));
    if (label >= classes) return row;
    if (label < 0) {
      store<f32>(loss, 0);
      store<f32>(logSums, 0);
    } else {
      let highest = f32x4.splat(-Infinity);
      let o: usize = 0;
      for (; o < whole; o += 16) highest = f32x4.max(highest, v128.load(logits + o));
      let top = max4(highest);
      for (; o < bytes; o += 4) top = max<f32>(top, load<f32>(logits + o));
      const top4 = f32x4.splat(top);
      let total = f32x4.splat(0);
      for (o = 0; o < whole; o += 16) total = f32x4.add(total, exp4(f32x4.sub(v128.load(logits + o), top4)));
      let sum = sum4(total);
      for (; o < bytes; o += 4) sum += f32x4.extract_lane(exp4(f32x4.splat(load<f32>(logits + o) - top)), 0);
      const logSum = log1(sum);
      store<f32>(loss, logSum - (load<f32>(logits + ((<usize>label) << 2)) - top));
      store<f32>(logSums, logSum + top);
    }
    logits += bytes;
    loss += 4;
    logSums += 4;
  }
  return -1;
}

/** dlogits = dloss · (exp(logits - logSum) - 1[label]); 0 where the label is negative. */
export function crossEntropyGradient(
  dloss: usize,
  logits: usize,
  labels: usize,
  logSums: usize,
  dlogits: usize,
  rows: i32,
  classes: i32,
): void {
  const bytes = (<usize>classes) << 2;
  const whole = (<usize>(classes & ~3)) << 2;
  for (let row = 0; row < rows; row++) {
    const label = load<i32>(labels + ((<usize>row) << 2));
    const weight = load<f32>(dloss + ((<usize>row) << 2));
    if (label < 0 || weight == 0) memory.fill(dlogits, 0, bytes);
    else {
      const logSum = load<f32>(logSums + ((<usize>row) << 2));
      const logSum4 = f32x4.splat(logSum);
      const weight4 = f32x4.splat(weight);
      let o: usize = 0;
      for (; o < whole; o += 16) {
        const e = exp4(f32x4.sub(v128.load(logits + o), logSum4));
        v128.store(dlogits + o, f32x4.mul(e, weight4));
      }
      for (; o < bytes; o += 4) {
        const e = f32x4.extract_lane(exp4(f32x4.splat(load<f32>(logits + o) - logSum)), 0);
        store<f32>(dlogits + o, e * weight);
      }
      const at = dlogits + ((<usize>label) << 2);
      store<f32>(at, load<f32>(at) - weight);
    }
    logits += bytes;
    dlogits += bytes;
  }
}
