/** Names the state of the C++ sources; written by `tools/build-native-key.ts`. */
export const opLibraryKey = "cb3a142ce99e25cb";
