/**
 * Random numbers from a counter: no state but (key, position), the same on every machine and backend.
 * Two rounds of a 32-bit mixing function over the key and the position.
 */
export class Random {
  readonly #keyA: number;
  readonly #keyB: number;
  /** Numbers drawn so far; may be set to go back or ahead. */
  position = 0;

  constructor(seed: number, ...keys: number[]) {
    let a = mix(seed | 0, 0x9e3779b9);
    let b = mix(Math.floor(seed / 2 ** 32) | 0, 0x85ebca6b);
    for (const key of keys) {
      a = mix(a ^ (key | 0), 0xc2b2ae35);
      b = mix((b + a) | 0, key | 0);
    }
    this.#keyA = a;
    this.#keyB = b;
  }

  /** [0, 2³²) */
  nextUint32(): number {
    const counter = this.position++;
    return mix(mix((counter | 0) ^ this.#keyA, this.#keyB), Math.floor(counter / 2 ** 32) ^ this.#keyA) >>> 0;
  }

  /** [0, 1) */
  nextFloat(): number {
    return this.nextUint32() / 2 ** 32;
  }

  /** [0, below) */
  nextInt(below: number): number {
    return Math.floor(this.nextFloat() * below);
  }

  /** Standard normal; draws two numbers. */
  nextNormal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.nextFloat()));
    return radius * Math.cos(2 * Math.PI * this.nextFloat());
  }

  /** 0..n-1 in random order. */
  permutation(n: number): Int32Array {
    const order = Int32Array.from({ length: n }, (_, i) => i);
    for (let i = n - 1; i > 0; i--) {
      const j = this.nextInt(i + 1);
      const kept = order[i]!;
      order[i] = order[j]!;
      order[j] = kept;
    }
    return order;
  }

  /** An independent stream for `keys`, whatever has been drawn here. */
  fork(...keys: number[]): Random {
    return new Random(this.#keyA >>> 0, this.#keyB >>> 0, ...keys);
  }
}

function mix(value: number, salt: number): number {
  let h = Math.imul(value ^ salt, 0x9e3779b1);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}
