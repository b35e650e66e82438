import fc from "fast-check";

/**
 * Property tests draw the same values on every run of the gate, so that what is red is red for everyone;
 * `LUKE_SEED=random` (as `pnpm soak` sets it) or `LUKE_SEED=<number>` draws others.
 */
const seed = process.env["LUKE_SEED"] ?? "20101057";
if (seed !== "random") fc.configureGlobal({ seed: Number(seed) });
