/**
 * The optional packages with the compiled binaries of a platform, for the release workflow.
 *
 *     node --conditions=@lukejs/source --import tsx tools/native-packages.ts make OUT    # on each platform
 *     node --conditions=@lukejs/source --import tsx tools/native-packages.ts link OUT    # once, before publishing
 *
 * `make` prepares the native runtime here and writes OUT/native-<platform>-<arch>: prebuilt.json (what it was built for),
 * lib/ (the binding) and ops/ (the op library). `link` names every package of OUT as an optional dependency of
 * @lukejs/trainer, whose `luke setup` takes what it finds and compiles otherwise.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prebuiltManifest, prebuiltPackage, setUpRuntime } from "../packages/backend/src/index.ts";
import { opLibrarySources } from "../packages/kernels/src/node.ts";

const root = fileURLToPath(new URL("../", import.meta.url));
const trainer = join(root, "apps", "trainer", "package.json");

const [action, out] = process.argv.slice(2);
if (out === undefined || (action !== "make" && action !== "link")) {
  console.error("usage: native-packages.ts make|link OUT");
  process.exitCode = 2;
} else if (action === "make") {
  console.log(await makePackage(out));
} else {
  console.log(linkPackages(out).join("\n"));
}

async function makePackage(out: string): Promise<string> {
  const sources = opLibrarySources();
  const { runtime, opLibraries } = await setUpRuntime({ device: "cpu", opLibraries: [sources] });
  for (const { name, reason } of opLibraries) {
    if (reason !== undefined) throw new Error(`Cannot package ${name}: ${reason}`);
  }
  const name = prebuiltPackage();
  const folder = join(out, basename(name));
  rmSync(folder, { recursive: true, force: true });
  for (const part of ["lib", "ops"]) mkdirSync(join(folder, part), { recursive: true });
  for (const file of readdirSync(join(runtime.folder, "lib"))) {
    copyFileSync(join(runtime.folder, "lib", file), join(folder, "lib", file));
  }
  const library = `${sources.name}-${sources.key}.node`;
  copyFileSync(join(runtime.folder, "ops", library), join(folder, "ops", library));
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
  const manifest = prebuiltManifest();
  const { version, license, repository, engines, publishConfig } = readJson(trainer);
  writeJson(join(folder, "prebuilt.json"), manifest);
  writeJson(join(folder, "package.json"), {
    name,
    version,
    description: `Compiled binaries for ${manifest.platform} ${manifest.arch}, which \`luke setup\` takes.`,
    ...{ license, repository, engines, publishConfig },
    os: [manifest.platform],
    cpu: [manifest.arch],
    ...(manifest.platform === "linux" ? { libc: ["glibc"] } : {}),
    files: ["prebuilt.json", "lib", "ops", "LICENSE", "README.md"],
    exports: { "./package.json": "./package.json" },
  });
  writeFileSync(
    join(folder, "README.md"),
    `# ${name}\n\nThe binding of TensorFlow.js ${manifest.binding} against TensorFlow ${manifest.tensorflow}, and the fused ops of\n@lukejs/kernels, compiled for ${manifest.platform} ${manifest.arch}. An optional dependency of @lukejs/trainer: \`luke setup\`\ntakes it in place of a compiler.\n`,
  );
  return folder;
}

function linkPackages(out: string): string[] {
  const made = readdirSync(out).map((name) => readJson(join(out, name, "package.json")));
  const manifest = readJson(trainer);
  const optional = Object.fromEntries(made.map(({ name, version }) => [name, version]));
  writeJson(trainer, {
    ...manifest,
    optionalDependencies: { ...(manifest["optionalDependencies"] as object), ...optional },
  });
  return Object.keys(optional);
}

function readJson(path: string): Record<string, unknown> & { name: string; version: string } {
  return JSON.parse(readFileSync(path, "utf8"));
}

function writeJson(path: string, value: unknown): void {
  writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
}
