/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "cc49ea7f642aeb59";
