/** The part of bzip2-wasm that is used here; the package ships no types. */
declare module "bzip2-wasm" {
  // biome-ignore lint/style/noDefaultExport: it is what the package exports.
  export default class BZip2 {
    init(): Promise<void>;
    compress(bytes: Uint8Array, blockSize?: number, compressedLength?: number): Uint8Array;
  }
}
