import { existsSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { useBackend } from "@lukejs/backend";

const dawn = join(
  dirname(fileURLToPath(import.meta.url)),
  "../../../.tools/webgpu/node_modules/webgpu/index.js",
);

/** Vulkan in software, as browsers bring it; none is needed where a GPU has a driver. */
const browsers = ["/usr/lib/chromium", "/usr/lib/chromium-browser", "/opt/google/chrome"];
const driverFile = "vk_swiftshader_icd.json";

/**
 * Makes TensorFlow.js's WebGPU backend the active one in Node; answers why not where that cannot be, for a test to be
 * skipped with. `node tools/set-up-webgpu.mjs` prepares a clone.
 */
export async function startWebGpu(): Promise<string | undefined> {
  if (!("gpu" in (globalThis.navigator ?? {}))) {
    if (!existsSync(dawn)) return 'WebGPU is not set up: run "node tools/set-up-webgpu.mjs"';
    useSoftwareDriver();
    const { create, globals } = (await import(pathToFileURL(dawn).href)) as Dawn;
    Object.assign(globalThis, globals);
    const navigator = { ...globalThis.navigator, gpu: create([]) };
    Object.defineProperty(globalThis, "navigator", { value: navigator, configurable: true });
  }
  try {
    const { name } = await useBackend("webgpu");
    return name === "webgpu"
      ? undefined
      : "there is no adapter for WebGPU here; Chromium brings one in software";
  } catch (error) {
    return String(error);
  }
}

function useSoftwareDriver(): void {
  const browser = browsers.find((folder) => existsSync(join(folder, driverFile)));
  if (browser === undefined || process.env["VK_ICD_FILENAMES"] !== undefined) return;
  process.env["VK_ICD_FILENAMES"] = join(browser, driverFile);
  process.env["XDG_RUNTIME_DIR"] ??= tmpdir();
  try {
    // Vulkan's loader stays in memory under its name, where Dawn looks for it: a machine may have only the browser's.
    const keepLoaded = 0x1000; // RTLD_NODELETE
    process.dlopen({ exports: {} }, join(browser, "libvulkan.so.1"), constants.dlopen.RTLD_NOW | keepLoaded);
  } catch {
    // It is no addon of Node; that is what dlopen complains of.
  }
}

interface Dawn {
  readonly create: (flags: readonly string[]) => object;
  readonly globals: object;
}
