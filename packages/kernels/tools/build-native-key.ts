/** Writes the keys of the C++ and CUDA sources where the browser-safe part of the package reads them. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { cudaSources } from "../src/native/cuda-sources.ts";
import { opLibrarySources } from "../src/native/op-library-sources.ts";

writeFileSync(
  fileURLToPath(new URL("../src/native/op-library-key.ts", import.meta.url)),
  `/** Names the state of the C++ sources; written by \`tools/build-native-key.ts\`. */
export const opLibraryKey = "${opLibrarySources().key}";

/** As opLibraryKey, of the CUDA sources. */
export const cudaKey = "${cudaSources().key}";
`,
);
