/**
 * The software bill of materials of what users install: the built packages and all they depend on, as npm resolves them,
 * in CycloneDX. Written by the release workflow.
 *
 *     npm run build && node tools/sbom.mjs sbom.json
 */
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { installPackages, packPackages } from "./install-tarballs.mjs";

const [out = "sbom.json"] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), "lukejs-sbom-"));
try {
  const tarballs = await packPackages(join(work, "tarballs"), ["trainer"]);
  const project = join(work, "lukejs");
  await installPackages(project, tarballs, Object.keys(tarballs), {}, ["--ignore-scripts"]);
  const bill = execFileSync("npm", ["sbom", "--sbom-format=cyclonedx", "--omit=dev"], {
    cwd: project,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    shell: process.platform === "win32",
  });
  const { components } = JSON.parse(bill);
  for (const name of Object.keys(tarballs)) {
    if (!components.some(({ name: listed, group }) => `${group ? `${group}/` : ""}${listed}` === name)) {
      throw new Error(`the bill of materials lacks ${name}`);
    }
  }
  writeFileSync(resolve(out), bill);
  console.log(`${out}: ${components.length} components`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
