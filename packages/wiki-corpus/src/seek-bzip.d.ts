/** seek-bzip has no types of its own; the part used here. */
declare module "seek-bzip" {
  interface Source {
    readByte(): number;
    read(buffer: Uint8Array, offset: number, length: number): number;
    eof(): boolean;
  }
  const Bunzip: {
    decode(source: Source, sink: { writeByte(byte: number): void }, multistream: boolean): void;
  };
  // biome-ignore lint/style/noDefaultExport: it is what the library exports
  export default Bunzip;
}
