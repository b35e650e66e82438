/** `npm test`: sets everything up and runs the tests; the last line on stdout is `N passed, N failed`. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bootstrap, root, runNode } from "./bootstrap.mjs";

const environment = bootstrap({ runtime: true });
// What is missing has been said once; every test process would say it again.
environment.LUKE_QUIET ??= "1";
const folder = mkdtempSync(join(tmpdir(), "luke-test-"));
const results = join(folder, "results.json");
const code = await runNode(
  [
    join(root, "node_modules", "vitest", "vitest.mjs"),
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${results}`,
    ...process.argv.slice(2),
  ],
  environment,
  root,
);
const { passed, failed } = count(results, code);
rmSync(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = code === 0 && failed > 0 ? 1 : code;

/** A file that could not be loaded counts as one failed test, and so does a run that ended without saying why. */
function count(file, exitCode) {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, "utf8"));
    const unloaded = testResults.filter(
      ({ status, assertionResults }) =>
        status === "failed" && assertionResults.every((test) => test.status !== "failed"),
    ).length;
    const known = numFailedTests + unloaded;
    return { passed: numPassedTests, failed: known === 0 && exitCode !== 0 ? 1 : known };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
