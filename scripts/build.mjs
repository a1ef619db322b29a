/**
 * Builds dist/: one small entry for the command line, the rest in chunks that are loaded on demand.
 *
 *   node scripts/build.mjs              build
 *   node scripts/build.mjs --if-stale   build where dist is missing or older than a source
 */
import { cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const built = join(dist, "cli.js");

if (process.argv.includes("--if-stale") && isFresh()) process.exit(0);

// Built beside and put in place at the end: a build that fails leaves the last good one.
const fresh = join(root, "node_modules/.cache", `gilgrill-dist-${process.pid}`);
const esbuild = await import("esbuild");
try {
  await build();
  copyData("src/simulation/scenarios", "scenarios");
  copyData("src/fidelity", "fidelity");
  rmSync(dist, { recursive: true, force: true });
  renameSync(fresh, dist);
} catch (error) {
  // esbuild has told its own errors already.
  if (!Array.isArray(error.errors)) console.error(error);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function build() {
  return esbuild.build({
    absWorkingDir: root,
    entryPoints: { cli: "src/cli/main.ts" },
    outdir: fresh,
    chunkNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    jsx: "automatic",
    minifySyntax: true,
    minifyWhitespace: true,
    // Names stay readable in the stack of an unexpected fault; shortening them would save no time.
    minifyIdentifiers: false,
    legalComments: "linked",
    logLevel: "warning",
    logOverride: { "import-is-undefined": "error" },
    define: {
      "process.env.NODE_ENV": '"production"',
      "process.env.DEV": '"false"',
      // Nothing here fetches. Without it yoga looks for `fetch` to get at its own wasm, and Node loads its HTTP client for that.
      fetch: "undefined",
    },
    alias: { "react-devtools-core": join(root, "scripts/empty.mjs") },
    // CommonJS packages inside the bundle call require() for Node's own modules.
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
}

/** Data files that are read when they are asked for, in a folder beside the program. */
function copyData(from, to) {
  mkdirSync(join(fresh, to), { recursive: true });
  for (const file of readdirSync(join(root, from))) {
    if (/\.(?:yaml|json)$/.test(file)) cpSync(join(root, from, file), join(fresh, to, file));
  }
}

function isFresh() {
  if (!existsSync(built)) return false;
  const made = statSync(built).mtimeMs;
  return ["src", "scripts", "package.json", "package-lock.json"].every((path) => newest(join(root, path)) <= made);
}

/** The latest change below a path; folders count too, so that a removed file is noticed. */
function newest(path) {
  const facts = statSync(path);
  if (!facts.isDirectory()) return facts.mtimeMs;
  return readdirSync(path).reduce((latest, name) => Math.max(latest, newest(join(path, name))), facts.mtimeMs);
}
