import { chmod, mkdir, mkdtemp, readdir, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { buildCudaPrograms } from "./build-cuda-programs.ts";
import { type CudaSources, loadCudaPrograms } from "./cuda-programs.ts";
import { newManifest, type Runtime } from "./runtime-manifest.ts";

let runtime: Runtime;
let environment: NodeJS.ProcessEnv;
const sources: CudaSources = {
  ...{ name: "programs", key: "0123", folder: "/sources", compiler: "compile.cc", programs: ["a"] },
  ...{ architectures: [80, 90], heads: [32, 64] },
};
const names = ["a-sm_80-32.cubin", "a-sm_80-64.cubin", "a-sm_90-32.cubin", "a-sm_90-64.cubin"];

beforeEach(async () => {
  const folder = await mkdtemp(join(tmpdir(), "luke-runtime-"));
  runtime = {
    folder,
    manifest: newManifest({
      ...{ device: "gpu", tensorflow: "2.21.0", binding: "4.22.0", files: [], created: "" },
      wheel: { name: "x.whl", bytes: 1, sha256: "00" },
    }),
    includeFolder: join(folder, "deps", "include"),
    libraryFolder: join(folder, "deps", "lib"),
  };
  await mkdir(runtime.libraryFolder, { recursive: true });
  await writeFile(join(runtime.libraryFolder, "libnvrtc.so.12"), "");
  environment = await compiler('echo "$*" > "$3"');
});

/** A compiler whose programs are this script. */
async function compiler(program: string): Promise<NodeJS.ProcessEnv> {
  const path = join(runtime.folder, "compiler");
  const text = program.replaceAll("\\", "\\\\").replaceAll("$", "\\$");
  await writeFile(
    path,
    `#!/bin/sh
while [ "$1" != "-o" ]; do shift; done
cat > "$2" <<END
#!/bin/sh
${text}
END
chmod +x "$2"
`,
  );
  await chmod(path, 0o755);
  return { PATH: process.env["PATH"], CXX: path };
}

test("a program is compiled for every architecture and size of a head, once", async () => {
  expect(await buildCudaPrograms(runtime, sources, { environment })).toEqual({
    name: "programs",
    state: "ready",
  });
  const folder = join(runtime.folder, "ops", "programs-0123");
  expect((await readdir(folder)).sort()).toEqual(names);
  expect(await readFile(join(folder, names[2]!), "utf8")).toContain("--gpu-architecture=sm_90 -DHEAD=32");
  expect(await buildCudaPrograms(runtime, sources, { environment: {} })).toMatchObject({ state: "ready" });
});

test("a verdict is kept beside the programs", async () => {
  await buildCudaPrograms(runtime, sources, { environment });
  const found = loadCudaPrograms(runtime, "programs", "0123");
  if ("missing" in found) throw new Error(found.missing);
  expect(found.kept).toBeUndefined();
  found.keep({ passed: true });
  const again = loadCudaPrograms(runtime, "programs", "0123");
  expect(again).toMatchObject({ kept: { passed: true } });
  expect((again as typeof found).programs.toSorted()).toEqual(names);
});

test("before set-up, and after one that failed, loading says why there are none", async () => {
  expect(loadCudaPrograms(runtime, "programs", "0123")).toEqual({
    missing: expect.stringMatching(/not compiled yet; run ".*setup --gpu"/),
  });
  const failing = await compiler('echo "a.cu(3): error: no such thing" >&2; exit 1');
  const outcome = await buildCudaPrograms(runtime, sources, { environment: failing });
  expect(outcome).toMatchObject({ state: "failed", reason: expect.stringContaining("no such thing") });
  expect(loadCudaPrograms(runtime, "programs", "0123")).toEqual({
    missing: expect.stringContaining("no such thing"),
  });
  expect(await readdir(join(runtime.folder, "ops"))).toEqual(["programs-0123.log"]);
  const none = { PATH: "" };
  expect(await buildCudaPrograms(runtime, sources, { environment: none })).toMatchObject({
    reason: expect.stringContaining("no C++ compiler"),
  });
  const mended = await compiler('echo "$*" > "$3"');
  const { state } = await buildCudaPrograms(runtime, sources, { environment: mended });
  expect(state).toBe("ready");
  expect(await readdir(join(runtime.folder, "ops"))).toEqual(["programs-0123"]);
});
