/** Two training steps of LUKE-base in a process of its own; prints its peak: `peak-memory.ts [recompute]`. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { useBackend } from "@lukejs/backend";
import { baseParams, equalTexts } from "./base-size.ts";
import { BaseTrainer } from "./base-trainer.ts";

await useBackend("native");
const trainer = new BaseTrainer(baseParams(), { recompute: process.argv[2] === "recompute" });
const inputs = equalTexts(8, 128, 8);
// The arrays that the parameters were drawn in, 0.15 GB of them: V8 takes its time.
setFlagsFromString("--expose-gc");
(runInNewContext("gc") as () => void)();
for (let step = 0; step < 2; step++) await trainer.step(inputs);
console.log(JSON.stringify({ peak: process.resourceUsage().maxRSS * 1024 }));
