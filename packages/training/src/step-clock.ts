/** Times updates: a rate over the recent ones, and what is left at that rate. */
export class StepClock {
  readonly #total: number;
  readonly #start: number = performance.now();
  #last: number = this.#start;
  /** Seconds per update, recent ones weighing more. */
  #smooth: number | undefined;

  constructor(total: number) {
    this.#total = total;
  }

  /** Marks the end of an update and returns its seconds. */
  tick(): number {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    this.#smooth = this.#smooth === undefined ? seconds : 0.9 * this.#smooth + 0.1 * seconds;
    return seconds;
  }

  /** Updates per second. */
  get rate(): number {
    return this.#smooth === undefined || this.#smooth === 0 ? 0 : 1 / this.#smooth;
  }

  remaining(step: number): number {
    return (this.#smooth ?? 0) * (this.#total - step);
  }
}
