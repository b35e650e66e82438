/**
 * The pictures in docs, of the built page with the models of `npm run models`:
 * `npm run models && npm run build && npm run screenshots`.
 */
import { existsSync, readFileSync, statSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "@lukejs/test-kit";
import { chromium } from "playwright-core";

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const docs = process.argv[2] ?? fileURLToPath(new URL("../../../docs", import.meta.url));
const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".json": "application/json",
  ".wasm": "application/wasm",
};
const server = createServer((request, response) => {
  const { pathname } = new URL(request.url!, "http://localhost");
  const file = join(dist, pathname === "/" ? "index.html" : pathname);
  if (!existsSync(file) || !statSync(file).isFile()) return void response.writeHead(404).end();
  response.setHeader("content-type", types[extname(file)] ?? "application/octet-stream");
  return void response.end(readFileSync(file));
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/?backend=wasm`;
const browser = await chromium.launch({ executablePath: findChromium()!, args: ["--no-sandbox"] });
try {
  for (const [name, colorScheme, width] of [
    ["playground-light", "light", 760],
    ["playground-dark", "dark", 760],
    ["playground-phone", "light", 360],
  ] as const) {
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    await page.goto(address);
    await page.waitForSelector("#relations ul", { state: "attached" });
    await page.waitForSelector("#answer mark");
    await page.click("summary");
    // The last token is an entity.
    await page.locator("#picture button").last().click();
    await page.screenshot({ path: join(docs, `${name}.png`), fullPage: true });
    await page.close();
  }
} finally {
  await browser.close();
  server.close();
}
