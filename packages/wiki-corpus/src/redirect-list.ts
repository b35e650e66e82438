import { TitleList } from "./title-list.ts";

/** Redirects as the pages say: title → target, the first of a title. */
export interface Redirects extends Iterable<readonly [title: string, target: string]> {
  readonly size: number;
  get(title: string): string | undefined;
}

/** Redirects in typed arrays: some 45 bytes each in an encyclopedia, where targets come back. */
export class RedirectList implements Redirects {
  readonly #titles = new TitleList();
  readonly #targets = new TitleList();
  /** Number of each title's target. */
  #targetOf: Uint32Array = new Uint32Array(1 << 8);

  get size(): number {
    return this.#titles.size;
  }

  /** A redirect of a title that is there is left out. */
  add(title: string, target: string): void {
    if (this.#titles.indexOf(title) >= 0) return;
    let place = this.#targets.indexOf(target);
    if (place < 0) {
      place = this.#targets.size;
      this.#targets.add(target);
    }
    if (this.size === this.#targetOf.length) {
      const larger = new Uint32Array(Math.ceil(this.size * 1.5));
      larger.set(this.#targetOf);
      this.#targetOf = larger;
    }
    this.#targetOf[this.size] = place;
    this.#titles.add(title);
  }

  get(title: string): string | undefined {
    const index = this.#titles.indexOf(title);
    return index < 0 ? undefined : this.#targets.at(this.#targetOf[index]!);
  }

  /** Gives back the room kept for more. */
  trim(): this {
    this.#titles.trim();
    this.#targets.trim();
    this.#targetOf = this.#targetOf.slice(0, this.size);
    return this;
  }

  *[Symbol.iterator](): Generator<readonly [title: string, target: string], void, undefined> {
    for (let i = 0; i < this.size; i++) yield [this.#titles.at(i), this.#targets.at(this.#targetOf[i]!)];
  }
}
