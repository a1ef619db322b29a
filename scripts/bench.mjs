/**
 * The yardsticks of speed, as ratios measured in one run; nothing here is a test.
 *
 *   node scripts/bench.mjs            all of them
 *   node scripts/bench.mjs kernel     those whose names begin so: kernel, growth, seek, start, play
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { growth } from "../bench/growth.mjs";
import { kernel } from "../bench/kernel.mjs";
import { play } from "../bench/play.mjs";
import { seek } from "../bench/seek.mjs";
import { start } from "../bench/start.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv[2] ?? "";

if (typeof gc === "undefined") {
  // Memory is measured after a collection, which has to be allowed.
  const { status } = spawnSync(process.execPath, ["--expose-gc", fileURLToPath(import.meta.url), wanted], {
    stdio: "inherit",
  });
  process.exit(status ?? 1);
}

/** What the benchmarks use of the sources. */
const LIBRARY = `
  export { simulate } from "./src/simulation/simulate.ts";
  export { runtimes } from "./src/simulation/runtimes/index.ts";
  export { loadScenario } from "./src/simulation/workload/load.ts";
  export { History } from "./src/trace/history.ts";
  export { measure } from "./src/trace/metrics.ts";
  export { views } from "./src/screen/views/index.ts";
  export { Random } from "./src/base/random.ts";
`;

const folder = join(root, "node_modules/.cache", `gilgrill-bench-${process.pid}`);
mkdirSync(folder, { recursive: true });
try {
  const outfile = join(folder, "library.mjs");
  await esbuild.build({
    stdin: { contents: LIBRARY, resolveDir: root, loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    logLevel: "warning",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  const library = await import(pathToFileURL(outfile).href);
  for (const [name, bench] of Object.entries({ kernel, growth, seek, start, play })) {
    if (name.startsWith(wanted)) await bench(library, root);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
