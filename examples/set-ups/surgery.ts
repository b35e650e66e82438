/** A pretrained model of random numbers, and two words of it. */
import { randomModel } from "../random-model.ts";

export { appendWordRows, copyQueries, disposeReplaced, selectEntityRows } from "@lukejs/model";
export { openCheckpoint } from "@lukejs/model/node";
export const folder: string = await randomModel("fill-mask");
export const at: number = 33;
export const hash: number = 5;
