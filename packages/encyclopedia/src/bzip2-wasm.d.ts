/** The part of bzip2-wasm that is used here; the package ships no types. */
declare module "bzip2-wasm" {
  export default class BZip2 {
    init(): Promise<void>;
    compress(bytes: Uint8Array, blockSize?: number, compressedLength?: number): Uint8Array;
  }
}
