import { defineConfig, type ViteUserConfig } from "vitest/config";

const conditions = ["@lukejs/source"];

/** What takes too long for the gate: `pnpm soak`. */
const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: [
      "packages/*/src/**/*.soak.ts",
      "apps/*/src/**/*.soak.ts",
      "packages/model/src/{packed-luke,reference-forward,reference-training}.test.ts",
    ],
    env: { LUKE_SOAK: "1" },
    pool: "forks",
    maxWorkers: 1,
    testTimeout: 3_600_000,
    execArgv: ["--conditions=@lukejs/source"],
  },
});
export default config;
