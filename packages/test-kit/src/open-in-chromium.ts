import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium or Chrome is; the variable LUKE_CHROMIUM wins. */
export function findChromium(): string | undefined {
  return process.env["LUKE_CHROMIUM"] ?? places.find((path) => existsSync(path));
}

/** By extension; a page has none. */
const types: Readonly<Record<string, string>> = {
  "": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};

/** An answer whose connection breaks off after its first bytes. */
export interface CutOff {
  readonly first: Uint8Array;
  /** Bytes that were promised. */
  readonly length: number;
}

export interface PageOptions {
  /** The bytes at a path of the page's own server, "/" the page itself; undefined = 404. */
  readonly answer: (path: string) => string | Uint8Array | CutOff | undefined;
  /** Joined to the page's query. */
  readonly query?: string;
  /** CSS pixels: 1280 × 720. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What `prefers-color-scheme` answers: light. */
  readonly scheme?: "light" | "dark";
  /** Told of every address that the page and its workers ask for. */
  readonly onRequest?: (url: string) => void;
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Opens a page in Chromium without a window, by Playwright, WebGPU on the adapter in software, and answers what the page posts
 * to the address in its query `report`, as JSON. The page's function `press(key)` presses a key as a person does. The browser
 * is gone afterwards.
 */
export async function openInChromium(
  executablePath: string,
  { answer, query = "", size, scheme = "light", onRequest, timeout }: PageOptions,
): Promise<unknown> {
  const posted = resolvers();
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end();
      posted.resolve(JSON.parse(Buffer.concat(chunks).toString()));
      return;
    }
    const { pathname } = new URL(request.url!, "http://localhost");
    const bytes = answer(pathname);
    if (bytes === undefined) {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream");
    if (typeof bytes === "string" || bytes instanceof Uint8Array) response.end(bytes);
    else {
      response.setHeader("content-length", bytes.length);
      response.write(bytes.first, () => response.destroy());
    }
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?report=/report${query}`;
  const timer = setTimeout(
    () => posted.reject(new Error(`the page said nothing for ${timeout} ms`)),
    timeout,
  );
  let browser: Browser | undefined;
  try {
    const args = [
      "--no-sandbox",
      "--disable-gpu-watchdog",
      "--enable-unsafe-webgpu",
      "--use-webgpu-adapter=swiftshader",
    ];
    browser = await chromium.launch({ executablePath, args: [...args, "--headless=new"] });
    browser.on("disconnected", () => posted.reject(new Error("Chromium ended")));
    const page = await browser.newPage({
      colorScheme: scheme,
      ...(size === undefined ? {} : { viewport: size }),
    });
    page.on("crash", () => posted.reject(new Error("the page crashed")));
    page.on("request", (request) => onRequest?.(request.url()));
    await page.exposeFunction("press", (key: string) => page.keyboard.press(key));
    await page.goto(address);
    return await posted.promise;
  } finally {
    clearTimeout(timer);
    posted.promise.catch(() => {});
    await browser?.close();
    server.close();
    server.closeAllConnections();
  }
}

interface Resolvers {
  readonly promise: Promise<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 has not. */
function resolvers(): Resolvers {
  let made: Omit<Resolvers, "promise"> | undefined;
  const promise = new Promise<unknown>((resolve, reject) => {
    made = { resolve, reject };
  });
  return { promise, ...made! };
}
