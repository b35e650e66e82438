/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "0679aad85a69e92d";
