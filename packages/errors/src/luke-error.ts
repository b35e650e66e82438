/** Recognises our errors across copies of this package (two versions in one node_modules, a bundle beside a module). */
const marker: unique symbol = Symbol.for("@lukejs/errors/LukeError");

export interface LukeErrorInit {
  /** A stable code: three letters of the package, three digits, e.g. "TOK002". */
  readonly code: string;
  /** What was done, what was wanted, what was found, and where. */
  readonly message: string;
  /** What the reader can do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
  /** Exit code of a command that ends with this error: 1 failed (default), 2 misused. */
  readonly exitCode?: 1 | 2;
}

/**
 * The one error class of every `@lukejs` package.
 *
 * A message states the action, what was wanted and what was found:
 * `Cannot load merges from "merges.txt": line 17 has 3 fields, expected 2`.
 * Programming mistakes (a wrong type or range of an argument) stay `TypeError` and `RangeError`.
 */
export class LukeError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly exitCode: 1 | 2;

  constructor(init: LukeErrorInit) {
    super(init.message, init.cause === undefined ? undefined : { cause: init.cause });
    this.name = "LukeError";
    this.code = init.code;
    this.hint = init.hint;
    this.exitCode = init.exitCode ?? 1;
    Object.defineProperty(this, marker, { value: true });
  }

  /** Whether `value` is a LukeError of this or any other copy of the package. */
  static isInstance(value: unknown): value is LukeError {
    return typeof value === "object" && value !== null && (value as Record<symbol, unknown>)[marker] === true;
  }
}
