import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@lukejs/source"];

/** Tests over drawn values: the gate draws the same ones on every run, here new ones are drawn. */
const overDrawnValues = ["packages", "apps"].flatMap((folder) =>
  readdirSync(folder)
    .flatMap((name) =>
      readdirSync(`${folder}/${name}/src`, { recursive: true, encoding: "utf8" }).map(
        (file) => `${folder}/${name}/src/${file}`,
      ),
    )
    .filter((file) => file.endsWith(".test.ts") && readFileSync(file, "utf8").includes('from "fast-check"')),
);

/** What takes too long for the gate: `pnpm soak`. */
const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.soak.ts",
      "apps/*/src/**/*.soak.ts",
      "packages/model/src/{packed-luke,reference-forward,reference-training}.test.ts",
      ...overDrawnValues,
    ],
    env: { LUKE_SOAK: "1", LUKE_SEED: "random" },
    setupFiles: ["./tools/fix-seed.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 3_600_000,
    execArgv: ["--conditions=@lukejs/source"],
  },
});
export default config;
