import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";

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

export interface PageOptions {
  /** The bytes at a path of the page's own server, "/" the page itself; undefined = 404. */
  readonly answer: (path: string) => string | Uint8Array | undefined;
  /** Joined to the page's query. */
  readonly query?: string;
  /** CSS pixels; Chromium's own choice without it. */
  readonly size?: { readonly width: number; readonly height: number };
  /** What `prefers-color-scheme` answers: light. */
  readonly scheme?: "light" | "dark";
  /** In milliseconds. */
  readonly timeout: number;
}

/**
 * Opens a page in Chromium without a window, WebGPU on the adapter in software, and answers what the page posts to the
 * address in its query `report`, as JSON. The browser is gone afterwards.
 */
export async function openInChromium(
  chromium: string,
  { answer, query = "", size, scheme = "light", timeout }: PageOptions,
): Promise<unknown> {
  const profile = mkdtempSync(join(tmpdir(), "lukejs-chromium-"));
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
    if (bytes === undefined) response.writeHead(404);
    else response.setHeader("content-type", types[extname(pathname)] ?? "application/octet-stream");
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(undefined)));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?report=/report${query}`;
  const flags = [
    ...["--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu-watchdog"],
    ...["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", `--user-data-dir=${profile}`],
    `--blink-settings=preferredColorScheme=${scheme === "dark" ? 0 : 1}`,
    ...(size === undefined ? [] : [`--window-size=${size.width},${size.height}`]),
  ];
  const browser = spawn(chromium, [...flags, address], { stdio: "ignore", detached: true });
  browser.once("error", (error) => posted.reject(error));
  browser.once("exit", (code) => posted.reject(new Error(`Chromium ended with ${code}`)));
  const timer = setTimeout(
    () => posted.reject(new Error(`the page said nothing for ${timeout} ms`)),
    timeout,
  );
  try {
    return await posted.promise;
  } finally {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
    await endGroup(browser);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Its processes are a group of their own. */
async function endGroup(browser: ChildProcess): Promise<void> {
  if (browser.pid === undefined || browser.exitCode !== null) return;
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  process.kill(-browser.pid, "SIGKILL");
  await ended;
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
