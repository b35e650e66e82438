import { defineConfig, type UserConfig } from "vite";

/** The packages from source, relative addresses, so that the page works from any folder of any server. */
const config: UserConfig = defineConfig({
  base: "./",
  resolve: { conditions: ["@lukejs/source", "module", "browser"] },
  worker: { format: "es" },
  build: { target: "es2022", chunkSizeWarningLimit: 2000 },
});
export default config;
