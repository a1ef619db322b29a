/** Once before all tests: the built program is that of the sources. Where it cannot be built, only the tests that start it fail. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { projectRoot } from "./sources.ts";

export function setup(): void {
  spawnSync(process.execPath, [join(projectRoot, "scripts/build.mjs"), "--if-stale"], { stdio: "inherit" });
}
