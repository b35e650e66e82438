/** A file of this package's folder `model`, beside the code or from where it is served. */
export async function readAsset(
  file: string,
  baseUrl: string = new URL("../model/", import.meta.url).href,
): Promise<Uint8Array<ArrayBuffer>> {
  const address = new URL(file, new URL(baseUrl, import.meta.url));
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address.href} answered ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}
