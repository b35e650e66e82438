/** Refuses to publish the package without its model, or with one above 10 MB. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { demoTasks } from "../src/demo-tasks.ts";

const folder = fileURLToPath(new URL("../model", import.meta.url));
const files = readdirSync(folder, { withFileTypes: true }).map(({ name }) => name);
const missing = ["manifest.json", ...Object.keys(demoTasks).map((task) => `${task}.safetensors`)].filter(
  (file) => !files.includes(file),
);
if (missing.length > 0) throw new Error(`the demo model lacks ${missing.join(", ")}: npm run build-model`);
const bytes = files.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
if (bytes > 10e6) throw new Error(`the demo model has ${bytes} bytes, expected at most 10 MB`);
console.log(`demo model: ${(bytes / 1e6).toFixed(2)} MB`);
