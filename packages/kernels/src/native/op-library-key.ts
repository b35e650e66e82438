/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "0fe6a4dd1791001a";
