/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "978261aa24dd9856";

/** As opLibraryKey, of the CUDA sources. */
export const cudaKey = "250d532f9995d223";
