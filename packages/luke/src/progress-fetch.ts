import type { SourceOptions } from "./source-options.ts";

/** `fetch` that tells how much of each answer has come. */
export function progressFetch({ fetch: request = fetch, onProgress }: SourceOptions): typeof fetch {
  if (onProgress === undefined) return request;
  return async (input, init) => {
    const response = await request(input, init);
    if (!response.ok || response.body === null) return response;
    const url = new URL(input instanceof Request ? input.url : String(input), "http://here");
    const file = url.pathname.slice(url.pathname.lastIndexOf("/") + 1);
    const length = Number(response.headers.get("content-length") ?? Number.NaN);
    // A resumed download says which part comes: "bytes 100-299/300".
    const begin = Number(/^bytes (\d+)-/.exec(response.headers.get("content-range") ?? "")?.[1] ?? 0);
    const total = Number.isNaN(length) ? {} : { total: begin + length };
    let loaded = begin;
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          onProgress({ file, loaded: (loaded += chunk.byteLength), ...total });
          controller.enqueue(chunk);
        },
      }),
    );
    const { status, statusText, headers } = response;
    return new Response(counted, { status, statusText, headers });
  };
}
