/**
 * C = A · B in 4 × 8 tiles over packed panels. A(i, k) lies at A + i·rowA + k·colA and B(k, j) at B + k·rowB + j·colB
 * (strides in elements), so that transposes are strides. C is dense [M, N]. With a bias, C starts at bias[j].
 */
const KC: i32 = 256; // depth of a panel: 8 columns of B stay in the first-level cache
const MC: i32 = 96; // rows of A packed at a time
const NC: i32 = 768; // columns of B packed at a time

/** Bytes of scratch that `gemm` needs. */
export function gemmScratch(): i32 {
  return (KC * NC + KC * MC + 32 + 8) * 4;
}

export function gemm(
  A: usize, rowA: i32, colA: i32,
  B: usize, rowB: i32, colB: i32,
  C: usize, M: i32, N: i32, K: i32,
  bias: usize, scratch: usize,
): void {
  const packedB = scratch;
  const packedA = packedB + <usize>(KC * NC) * 4;
  const tile = packedA + <usize>(KC * MC) * 4;
  const start = tile + 128; // eight floats: zeros, or the bias of the tile's columns
  const ldc = <usize>N * 4;
  for (let jc = 0; jc < N; jc += NC) {
    const nc = min(NC, N - jc);
    for (let pc = 0; pc < K || pc == 0; pc += KC) {
      const kc = min(KC, K - pc);
      pack(B + (<usize>pc * rowB + <usize>jc * colB) * 4, colB, rowB, nc, kc, 8, packedB);
      for (let ic = 0; ic < M; ic += MC) {
        const mc = min(MC, M - ic);
        pack(A + (<usize>ic * rowA + <usize>pc * colA) * 4, rowA, colA, mc, kc, 4, packedA);
        for (let jr = 0; jr < nc; jr += 8) {
          const columns = min(8, nc - jr);
          const panelB = packedB + <usize>(jr * kc) * 4;
          if (pc == 0) fillStart(start, bias, jc + jr, columns);
          for (let ir = 0; ir < mc; ir += 4) {
            const rows = min(4, mc - ir);
            const c = C + <usize>(ic + ir) * ldc + <usize>(jc + jr) * 4;
            const panelA = packedA + <usize>(ir * kc) * 4;
            if (rows == 4 && columns == 8) {
              if (pc == 0) micro(panelA, panelB, kc, start, 0, c, ldc);
              else micro(panelA, panelB, kc, c, ldc, c, ldc);
            } else {
              if (pc == 0) micro(panelA, panelB, kc, start, 0, tile, 32);
              else {
                for (let i = 0; i < rows; i++) {
                  memory.copy(tile + (<usize>i << 5), c + <usize>i * ldc, <usize>columns << 2);
                }
                micro(panelA, panelB, kc, tile, 32, tile, 32);
              }
              for (let i = 0; i < rows; i++) {
                memory.copy(c + <usize>i * ldc, tile + (<usize>i << 5), <usize>columns << 2);
              }
            }
          }
        }
      }
    }
  }
}

function fillStart(start: usize, bias: usize, column: i32, columns: i32): void {
  memory.fill(start, 0, 32);
  if (bias != 0) memory.copy(start, bias + (<usize>column << 2), <usize>columns << 2);
}

/**
 * `count` vectors of length `depth` into panels of `width` side by side: panel[k][w], zero past the last.
 * `across` and `along` are the strides between vectors and within one.
 */
function pack(from: usize, across: i32, along: i32, count: i32, depth: i32, width: i32, to: usize): void {
  const across4 = <usize>across << 2;
  const along4 = <usize>along << 2;
  const width4 = <usize>width << 2;
  for (let v = 0; v < count; v += width) {
    const here = min(width, count - v);
    const base = from + <usize>v * across4;
    if (here < width) {
      memory.fill(to, 0, <usize>depth * width4);
      for (let w = 0; w < here; w++) {
        let q = base + <usize>w * across4;
        let t = to + (<usize>w << 2);
        for (let k = 0; k < depth; k++) {
          store<f32>(t, load<f32>(q));
          q += along4;
          t += width4;
        }
      }
    } else if (across == 1) {
      let q = base;
      let t = to;
      if (width == 8) {
        for (let k = 0; k < depth; k++) {
          v128.store(t, v128.load(q));
          v128.store(t, v128.load(q, 16), 16);
          q += along4;
          t += 32;
        }
      } else {
        for (let k = 0; k < depth; k++) {
          v128.store(t, v128.load(q));
          q += along4;
          t += 16;
        }
      }
    } else {
      for (let w = 0; w < width; w += 4) packFour(base + <usize>w * across4, across4, along4, depth, to + (<usize>w << 2), width4);
    }
    to += <usize>depth * width4;
  }
}

/** Four vectors with a stride between them, turned in 4 × 4 blocks where they are contiguous. */
function packFour(q0: usize, across4: usize, along4: usize, depth: i32, t: usize, width4: usize): void {
  let q1 = q0 + across4;
  let q2 = q1 + across4;
  let q3 = q2 + across4;
  let k = 0;
  if (along4 == 4) {
    for (; k + 4 <= depth; k += 4) {
      const a = v128.load(q0);
      const b = v128.load(q1);
      const c = v128.load(q2);
      const d = v128.load(q3);
      const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5);
      const ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
      const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5);
      const cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
      v128.store(t, v128.shuffle<i64>(ab0, cd0, 0, 2));
      v128.store(t + width4, v128.shuffle<i64>(ab0, cd0, 1, 3));
      v128.store(t + 2 * width4, v128.shuffle<i64>(ab1, cd1, 0, 2));
      v128.store(t + 3 * width4, v128.shuffle<i64>(ab1, cd1, 1, 3));
      q0 += 16;
      q1 += 16;
      q2 += 16;
      q3 += 16;
      t += 4 * width4;
    }
  }
  for (; k < depth; k++) {
    store<f32>(t, load<f32>(q0));
    store<f32>(t, load<f32>(q1), 4);
    store<f32>(t, load<f32>(q2), 8);
    store<f32>(t, load<f32>(q3), 12);
    q0 += along4;
    q1 += along4;
    q2 += along4;
    q3 += along4;
    t += width4;
  }
}

/** One 4 × 8 tile: c = init + panelA · panelB. */
// @ts-ignore: decorator
@inline
function micro(a: usize, b: usize, K: i32, init: usize, ldi: usize, c: usize, ldc: usize): void {
  let c00 = v128.load(init);
  let c01 = v128.load(init, 16);
  init += ldi;
  let c10 = v128.load(init);
  let c11 = v128.load(init, 16);
  init += ldi;
  let c20 = v128.load(init);
  let c21 = v128.load(init, 16);
  init += ldi;
  let c30 = v128.load(init);
  let c31 = v128.load(init, 16);
  for (let k = 0; k < K; k++) {
    const b0 = v128.load(b);
    const b1 = v128.load(b, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += 16;
    b += 32;
  }
  v128.store(c, c00);
  v128.store(c, c01, 16);
  c += ldc;
  v128.store(c, c10);
  v128.store(c, c11, 16);
  c += ldc;
  v128.store(c, c20);
  v128.store(c, c21, 16);
  c += ldc;
  v128.store(c, c30);
  v128.store(c, c31, 16);
}

/** sum[j] = Σ over rows of x[row, j] */
export function columnSum(x: usize, sum: usize, rows: i32, columns: i32): void {
  memory.fill(sum, 0, <usize>columns << 2);
  for (let i = 0; i < rows; i++) {
    let s = sum;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      v128.store(s, f32x4.add(v128.load(s), v128.load(x)));
      s += 16;
      x += 16;
    }
    for (; j < columns; j++) {
      store<f32>(s, load<f32>(s) + load<f32>(x));
      s += 4;
      x += 4;
    }
  }
}
