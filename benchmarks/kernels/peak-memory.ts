/** Two training steps of LUKE-base in a process of its own; prints its peak: `peak-memory.ts [recompute]`. */
import { useBackend } from "@lukejs/backend";
import { baseParams, equalTexts } from "./base-size.ts";
import { BaseTrainer } from "./base-trainer.ts";

await useBackend("native");
const trainer = new BaseTrainer(baseParams(), { recompute: process.argv[2] === "recompute" });
const inputs = equalTexts(8, 128, 8);
for (let step = 0; step < 2; step++) await trainer.step(inputs);
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
