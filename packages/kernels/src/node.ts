export { type OpLibrarySources, type OpLibraryUnit, opLibrarySources } from "./native/op-library-sources.ts";
