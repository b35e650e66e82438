/** Writes the key of the C++ sources where the browser-safe part of the package reads it. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { opLibrarySources } from "../src/native/op-library-sources.ts";

writeFileSync(
  fileURLToPath(new URL("../src/native/op-library-key.ts", import.meta.url)),
  `/** Names the state of the C++ sources; written by \`tools/build-native-key.ts\`. */
export const opLibraryKey = "${opLibrarySources().key}";
`,
);
