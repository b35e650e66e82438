import { defineConfig, type ViteUserConfig } from "vitest/config";

// Siblings are resolved from source, so that nothing has to be built before a test.
const conditions = ["@lukejs/source"];

const config: ViteUserConfig = defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    include: ["packages/*/src/**/*.test.ts", "apps/*/src/**/*.test.ts", "tools/**/*.test.ts"],
    setupFiles: ["./tools/fix-seed.ts"],
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    execArgv: ["--conditions=@lukejs/source"],
  },
});
export default config;
