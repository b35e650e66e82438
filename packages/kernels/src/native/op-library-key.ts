/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "c41de002f041e354";
