/**
 * Prepares the test that compiles CUDA sources in a clone, once: NVIDIA's runtime compiler (60 MB) goes to .tools, from
 * the Python package that holds it. It needs no GPU. Without it the test is skipped.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const wheel = "nvidia-cuda-nvrtc-cu12==12.6.85";
const folder = join(dirname(fileURLToPath(import.meta.url)), "..", ".tools", "nvrtc");

if (!existsSync(join(folder, "nvidia", "cuda_nvrtc", "lib", "libnvrtc.so.12"))) {
  const args = ["-m", "pip", "install", "--quiet", "--no-deps", "--target", folder, wheel];
  const pip = spawnSync("python3", args, { stdio: ["ignore", 2, 2] });
  if (pip.status !== 0) {
    console.error("nvrtc: pip could not install the compiler; CUDA sources will not be compiled in tests");
    process.exit(1);
  }
}
console.error(`nvrtc: ${wheel} is in ${folder}`);
