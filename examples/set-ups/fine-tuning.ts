/** Open Entity's format in open-entity/train.json, a pretrained model of random numbers, and a training of two updates. */
import { mkdir, writeFile } from "node:fs/promises";
import { generateEncyclopedia } from "@lukejs/encyclopedia";
import type { LukeModel } from "@lukejs/model";
import { openCheckpoint } from "@lukejs/model/node";
import { loadTokenizer } from "@lukejs/tokenizer/node";
import type { TrainConfig } from "@lukejs/training";
import { randomModel } from "../random-model.ts";

const rows = generateEncyclopedia({ seed: 1 }).datasets.openEntity.train.slice(0, 40);
await mkdir("open-entity");
await writeFile("open-entity/train.json", JSON.stringify(rows));
const folder = await randomModel("fill-mask");
export const tokenizer: Awaited<ReturnType<typeof loadTokenizer>> = await loadTokenizer(folder);
export const pretrained: LukeModel = await openCheckpoint(folder, { architecture: "LukeModel" });
export const config: TrainConfig = {
  seed: 1,
  batchSize: 4,
  stages: [{ name: "all", steps: 2, learningRate: 1e-3, warmupSteps: 1 }],
};
