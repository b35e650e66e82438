import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where Chromium or Chrome is; the variable LUKE_CHROMIUM wins. */
export function findChromium() {
  return process.env.LUKE_CHROMIUM ?? places.find((path) => existsSync(path));
}

/**
 * Opens a page in Chromium without a window, WebGPU on the adapter in software, and answers what the page posts to the
 * address in its query `report`, as JSON. The browser is gone afterwards.
 *
 * @param answer - the bytes at a path of the page's own server; undefined = 404
 */
export async function openInChromium(chromium, { answer, query = "", timeout }) {
  const profile = mkdtempSync(join(tmpdir(), "lukejs-chromium-"));
  let settle;
  const posted = new Promise((resolve, reject) => {
    settle = { resolve, reject };
  });
  const server = createServer(async (request, response) => {
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      response.end();
      settle.resolve(JSON.parse(Buffer.concat(chunks).toString()));
      return;
    }
    const bytes = await answer(new URL(request.url, "http://localhost").pathname);
    if (bytes === undefined) response.writeHead(404);
    else if (request.url.startsWith("/?")) response.setHeader("content-type", "text/html; charset=utf-8");
    response.end(bytes);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = `http://127.0.0.1:${server.address().port}/?report=/report${query}`;
  const flags = [
    ...["--headless=new", "--no-sandbox", "--no-first-run", "--disable-gpu-watchdog"],
    ...["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader", `--user-data-dir=${profile}`],
  ];
  const browser = spawn(chromium, [...flags, address], { stdio: "ignore", detached: true });
  browser.once("error", (error) => settle.reject(error));
  browser.once("exit", (code) => settle.reject(new Error(`Chromium ended with ${code}`)));
  const timer = setTimeout(
    () => settle.reject(new Error(`the page said nothing for ${timeout} ms`)),
    timeout,
  );
  try {
    return await posted;
  } finally {
    clearTimeout(timer);
    server.close();
    server.closeAllConnections();
    await endGroup(browser);
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

/** Its processes are a group of their own. */
async function endGroup(browser) {
  if (browser.pid === undefined || browser.exitCode !== null) return;
  const ended = new Promise((resolve) => browser.once("exit", resolve));
  process.kill(-browser.pid, "SIGKILL");
  await ended;
}
