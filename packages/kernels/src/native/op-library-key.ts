/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "23e7e59faaf8be21";
