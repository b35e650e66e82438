/** out[i] = table[ids[i]]. Answers the first i whose id is no row, or -1. */
export function gatherRows(table: usize, ids: usize, out: usize, n: i32, hidden: i32, numRows: i32): i32 {
  const bytes = (<usize>hidden) << 2;
  for (let i = 0; i < n; i++) {
    const id = load<i32>(ids + ((<usize>i) << 2));
    if (<u32>id >= <u32>numRows) return i;
    memory.copy(out, table + <usize>id * bytes, bytes);
    out += bytes;
  }
  return -1;
}

/** sums[ids[i]] += values[i], leaving out the id `skip`. Answers the first i whose id is no segment, or -1. */
export function segmentSum(
  values: usize,
  ids: usize,
  sums: usize,
  n: i32,
  hidden: i32,
  numSegments: i32,
  skip: i32,
): i32 {
  const bytes = (<usize>hidden) << 2;
  const whole = (<usize>(hidden & ~3)) << 2;
  memory.fill(sums, 0, <usize>numSegments * bytes);
  for (let i = 0; i < n; i++) {
    const id = load<i32>(ids + ((<usize>i) << 2));
    if (<u32>id >= <u32>numSegments) return i;
    if (id != skip) {
      const to = sums + <usize>id * bytes;
      let o: usize = 0;
      for (; o < whole; o += 16) v128.store(to + o, f32x4.add(v128.load(to + o), v128.load(values + o)));
      for (; o < bytes; o += 4) store<f32>(to + o, load<f32>(to + o) + load<f32>(values + o));
    }
    values += bytes;
  }
  return -1;
}
