/**
 * Makes a Python with the reference implementation in .tools/python: `node benchmarks/python/set-up.mjs`.
 * Benchmarks against the peer, the round trip of checkpoints and the tests of Spark use it; LUKE_PYTHON names another one.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const folder = fileURLToPath(new URL("../../.tools/python", import.meta.url));
const python = `${folder}/bin/python`;
const run = (command, args) => {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(1);
};

if (!existsSync(python)) run("python3", ["-m", "venv", folder]);
run(python, ["-m", "pip", "install", "--quiet", "torch", "transformers==4.57.6", "safetensors", "numpy"]);
// Spark, for corpora built on a cluster; it needs a JDK 17.
run(python, ["-m", "pip", "install", "--quiet", "pyspark==3.5.9"]);
run(python, [
  "-c",
  "import torch, transformers; print('torch', torch.__version__, 'transformers', transformers.__version__)",
]);
