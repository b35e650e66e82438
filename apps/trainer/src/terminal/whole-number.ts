import { InvalidArgumentError } from "commander";

/** Reads an option that counts something, of which there may be none. */
export function wholeNumber(text: string): number {
  return countFrom(0)(text);
}

/** Reads an option that counts something, of which there have to be some. */
export function countFrom(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== "" && Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number${least === 0 ? "" : ` of at least ${least}`}`);
  };
}
