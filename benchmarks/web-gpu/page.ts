/** Checks the shaders against their definitions on the CPU, then measures both on this browser's adapter. */
import "@tensorflow/tfjs-backend-cpu";
import "@tensorflow/tfjs-backend-webgpu";
import "@lukejs/kernels";
import * as tf from "@tensorflow/tfjs-core";
import { jobsOf } from "./jobs.ts";
import { measureJob, valuesOf } from "./measure-job.ts";

interface Row {
  readonly name: string;
  /** Largest difference to the definition on the CPU, at a small size. */
  readonly difference?: number;
  readonly fused?: number;
  readonly composed?: number;
}

const small = { hidden: 64, numHeads: 2, vocab: 200 };
const base = { hidden: 768, numHeads: 12, vocab: 50_265 };
const query = new URLSearchParams(location.search);
const lengths = (query.get("tokens") ?? "128,512,1024,2048,4096").split(",").filter((each) => each !== "");
const results: Row[] = [];

const browser = globalThis as { process?: { env: Record<string, string> } };
/** The definitions serve while this is on. */
function setPlain(plain: boolean): void {
  browser.process = { env: plain ? { LUKE_KERNELS: "plain" } : {} };
}

async function main(): Promise<void> {
  const gpu = (navigator as { gpu?: { requestAdapter(): Promise<{ info?: GpuInfo } | null> } }).gpu;
  const adapter = await gpu?.requestAdapter();
  if (!adapter) throw new Error("this browser offers no WebGPU adapter");
  const { vendor = "", architecture = "", device = "", description = "" } = adapter.info ?? {};
  const name = [vendor, architecture, device, description].filter(Boolean).join(" ") || "without a name";
  show("adapter", `Adapter: ${name} · ${navigator.userAgent}`);
  for (const job of jobsOf(96, small)) {
    setPlain(true);
    await tf.setBackend("cpu");
    const expected = await valuesOf(job);
    setPlain(false);
    await tf.setBackend("webgpu");
    const actual = await valuesOf(job);
    // The value is a sum over all of a result, so it is compared for its size.
    let most = 0;
    for (const [i, values] of expected.entries()) {
      // The value is a sum over all of a result, so it is compared for its size.
      values.forEach((value, j) => {
        const difference = Math.abs(value - actual[i]![j]!) / Math.max(1, Math.abs(value));
        most = Math.max(most, difference); // NaN stays
      });
    }
    addRow({ name: `${job.name}, small`, difference: most });
  }
  for (const tokens of lengths.map(Number)) {
    for (const job of jobsOf(tokens, base)) {
      for (const pass of ["forward", "forward and backward"] as const) {
        setPlain(false);
        const fused = await measureJob(job, pass);
        setPlain(true);
        const composed = await measureJob(job, pass).catch(() => undefined);
        addRow({ name: `${job.name}, ${pass}`, fused, ...(composed !== undefined && { composed }) });
      }
    }
  }
  show("state", "Done.");
  await report({ adapter: name, results });
}

interface GpuInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
}

function show(id: string, text: string): void {
  document.getElementById(id)!.textContent = text;
}

function addRow(row: Row): void {
  results.push(row);
  const { name, difference, fused, composed } = row;
  const line = document.getElementById("rows") as HTMLTableSectionElement;
  const cells = line.insertRow();
  const texts = [
    name,
    difference?.toExponential(1) ?? "",
    fused?.toFixed(2) ?? "",
    composed?.toFixed(2) ?? (fused === undefined ? "" : "failed"),
    fused === undefined || composed === undefined ? "" : `${(composed / fused).toFixed(2)} ×`,
  ];
  for (const text of texts) cells.insertCell().textContent = text;
}

/** To whoever opened the page with `?report=ADDRESS`. */
async function report(result: object): Promise<void> {
  const address = query.get("report");
  if (address !== null) await fetch(address, { method: "POST", body: JSON.stringify(result) });
}

main().catch(async (error: unknown) => {
  show("state", String(error));
  await report({ error: String(error) });
});
