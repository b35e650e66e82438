declare module "*?url" {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: it is Vite's
  export default address;
}
