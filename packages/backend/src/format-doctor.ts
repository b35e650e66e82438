import type { DoctorReport } from "./doctor.ts";

/** The report as a person reads it on a terminal: one fact a line, remedies last. Ends without a newline. */
export function formatDoctor(report: DoctorReport): string {
  const { backend, versions, device, memory, cache } = report;
  const rows: [string, string][] = [
    ["backend", `${backend?.description ?? "none"}${report.forced ? ` (forced by LUKE_BACKEND)` : ""}`],
    [
      "versions",
      [
        `Node ${versions.node}`,
        `TensorFlow.js ${versions.tfjs}`,
        ...(versions.tensorflow === undefined ? [] : [`TensorFlow ${versions.tensorflow}`]),
      ].join(", "),
    ],
    ["processor", `${device.processor}, ${device.cores} ${device.cores === 1 ? "core" : "cores"}`],
    ["features", device.features.join(" ") || "unknown"],
    ["GPU", device.nvidiaDriver === undefined ? "no NVIDIA driver" : `NVIDIA driver ${device.nvidiaDriver}`],
    ["precision", report.precision.join(", ")],
    ["threads", String(backend?.threads ?? 0)],
    ["memory", `${formatBytes(memory.available)} available of ${formatBytes(memory.total)}`],
    ["cache", `${cache.folder} (${formatBytes(cache.bytes)})`],
  ];
  for (const { device: name, state, runtime } of report.runtimes) {
    if (state === "absent") continue;
    const what = runtime === undefined ? "" : ` (TensorFlow ${runtime.manifest.tensorflow})`;
    rows.push([`runtime, ${name}`, `${state}${what}`]);
  }
  if (report.missingTools.length > 0) rows.push(["set-up lacks", report.missingTools.join(", ")]);
  const width = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}${value}`);
  if (report.remedies.length === 0) lines.push("", "Nothing to mend.");
  for (const { problem, fix, severity } of report.remedies) {
    lines.push("", `${severity === "error" ? "error" : "advice"}: ${problem}`, `  → ${fix}`);
  }
  return lines.join("\n");
}

function formatBytes(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
