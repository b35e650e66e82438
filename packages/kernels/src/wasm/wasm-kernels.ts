/** What assembly/index.ts exports. Addresses of dense tensors; strides in elements; 0 for an absent operand. */
export interface WasmKernels {
  gemmScratch(): number;
  gemm(
    a: number,
    rowA: number,
    colA: number,
    b: number,
    rowB: number,
    colB: number,
    c: number,
    m: number,
    n: number,
    k: number,
    bias: number,
    scratch: number,
  ): void;
  quantizeRows(x: number, q: number, scales: number, rows: number, columns: number): void;
  quantizedLinear(
    a: number,
    scalesA: number,
    b: number,
    scalesB: number,
    bias: number,
    c: number,
    m: number,
    n: number,
    k: number,
  ): void;
  columnSum(x: number, sum: number, rows: number, columns: number): void;
  gelu(x: number, y: number, n: number): void;
  geluGradient(dy: number, x: number, dx: number, n: number): void;
  layerNorm(
    x: number,
    residual: number,
    scale: number,
    shift: number,
    y: number,
    stats: number,
    rows: number,
    hidden: number,
    epsilon: number,
  ): void;
  layerNormGradient(
    dy: number,
    x: number,
    residual: number,
    stats: number,
    scale: number,
    dx: number,
    dscale: number,
    dshift: number,
    rows: number,
    hidden: number,
  ): void;
  softmax(
    x: number,
    bias: number,
    y: number,
    rows: number,
    n: number,
    scale: number,
    rowsPerBias: number,
  ): void;
  softmaxGradient(dy: number, y: number, dx: number, rows: number, n: number, scale: number): void;
  crossEntropy(
    logits: number,
    labels: number,
    loss: number,
    logSums: number,
    rows: number,
    classes: number,
  ): number;
  crossEntropyGradient(
    dloss: number,
    logits: number,
    labels: number,
    logSums: number,
    dlogits: number,
    rows: number,
    classes: number,
  ): void;
  dropout(x: number, y: number, n: number, keep: number, threshold: number, seed: number): void;
  gatherRows(table: number, ids: number, out: number, n: number, hidden: number, numRows: number): number;
  segmentSum(
    values: number,
    ids: number,
    sums: number,
    n: number,
    hidden: number,
    numSegments: number,
    skip: number,
  ): number;
  adamW(
    p: number,
    first: number,
    second: number,
    gradient: number,
    n: number,
    beta1: number,
    beta2: number,
    rest1: number,
    rest2: number,
    rate: number,
    root: number,
    epsilon: number,
    before: number,
    after: number,
  ): void;
}
