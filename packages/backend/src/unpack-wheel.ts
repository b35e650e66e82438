import { join } from "node:path";
import { runFailed } from "./errors.ts";
import { reasonOf, runProgram } from "./run-program.ts";

/**
 * A wheel is a zip, and python, which has just run pip, reads zips. Taken are the two libraries and the headers of the
 * C API (and of its strings) with everything they include, found by following `#include` lines inside the wheel.
 *
 * Arguments: the wheel, a folder for headers, a folder for libraries. Prints nothing.
 */
const script = `
import os, re, shutil, sys, zipfile
wheel, include, libraries = sys.argv[1:4]
base = "tensorflow/include/"
with zipfile.ZipFile(wheel) as archive:
    names = set(archive.namelist())
    def take(name, target):
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as sink:
            shutil.copyfileobj(source, sink, 1 << 22)
    for name in names:
        file = os.path.basename(name)
        if re.fullmatch(r"tensorflow/libtensorflow_(cc|framework)(\\.so\\.2|\\.2\\.dylib)", name):
            take(name, os.path.join(libraries, file))
        if re.fullmatch(r"nvidia/.+/lib/[^/]+\\.so[.0-9]*", name):
            take(name, os.path.join(libraries, file))
    roots = (base + "tensorflow/c/", base + "tensorflow/core/platform/ctstring")
    queue = [n for n in names if n.startswith(roots) and n.endswith(".h")]
    seen = set(queue)
    while queue:
        name = queue.pop()
        take(name, os.path.join(include, name[len(base):]))
        text = archive.read(name).decode("utf-8", "replace")
        for included in re.findall(r'#\\s*include\\s+["<]([^">]+)[">]', text):
            found = base + included
            if found in names and found not in seen:
                seen.add(found)
                queue.append(found)
`;

/** Takes from a wheel of TensorFlow (or of NVIDIA's libraries) what the binding needs into `<folder>/include` and `<folder>/lib`. */
export async function unpackWheel(
  python: string,
  wheel: string,
  folder: string,
  signal?: AbortSignal,
): Promise<void> {
  const outcome = await runProgram(
    python,
    ["-c", script, wheel, join(folder, "include"), join(folder, "lib")],
    signal === undefined ? {} : { signal },
  );
  if (outcome.code !== 0) throw runFailed(`unpack ${wheel}`, reasonOf(outcome));
}
