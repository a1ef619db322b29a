/**
 * Prints `N passed, N failed` from vitest's JSON report and exits 1 where a test failed or none ran.
 *
 *   node scripts/count-tests.mjs REPORT
 */
import { readFileSync } from "node:fs";

const report = read(process.argv[2]);
const passed = report?.numPassedTests ?? 0;
// A test file that cannot even be loaded has no tests to count and has failed all the same.
const failed = Math.max(report?.numFailedTests ?? 0, report?.success === false ? 1 : 0);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = report === undefined || failed > 0 || passed === 0 ? 1 : 0;

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}
