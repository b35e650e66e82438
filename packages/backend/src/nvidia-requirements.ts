import { findProgram } from "./find-program.ts";
import { runProgram } from "./run-program.ts";

const script = `
import re, sys, zipfile
with zipfile.ZipFile(sys.argv[1]) as archive:
    name = next(n for n in archive.namelist() if n.endswith(".dist-info/METADATA"))
    for line in archive.read(name).decode("utf-8").splitlines():
        found = re.match(r'Requires-Dist: (nvidia-[^;]+?)\\s*;.*and-cuda', line)
        if found: print(found.group(1).replace(" ", ""))
`;

/** Of these the loader has to find all, or NVIDIA's wheels are needed. */
const libraries = [
  "libcudart.so.12",
  "libcublas.so.12",
  "libcudnn.so.9",
  "libcusolver.so.11",
  "libcusparse.so.12",
];

/** The wheels with NVIDIA's libraries that the GPU's wheel of TensorFlow asks for; none where the system has them. */
export async function nvidiaRequirements(python: string, wheel: string): Promise<string[]> {
  const ldconfig = findProgram(["ldconfig"]) ?? "/sbin/ldconfig";
  const known = await runProgram(ldconfig, ["-p"]).then(
    ({ stdout }) => stdout,
    () => "",
  );
  if (libraries.every((library) => known.includes(library))) return [];
  const { stdout } = await runProgram(python, ["-c", script, wheel]);
  // The compiler's wheel holds programs for XLA, which is not used.
  return stdout.split("\n").filter((line) => line !== "" && !line.startsWith("nvidia-cuda-nvcc"));
}
