/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "ecbf682154240d5b";
