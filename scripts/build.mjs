/**
 * Builds dist/: one small entry for the command line, the rest in chunks that are loaded on demand.
 *
 *   node scripts/build.mjs              build
 *   node scripts/build.mjs --if-stale   build where dist is missing or older than a source
 */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const dist = join(root, "dist");
const built = join(dist, "cli.js");
const scenarios = join(root, "src/simulation/scenarios");
const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

if (process.argv.includes("--if-stale") && isFresh()) process.exit(0);

const esbuild = await import("esbuild");
rmSync(dist, { recursive: true, force: true });
await esbuild.build({
  absWorkingDir: root,
  entryPoints: { cli: "src/cli/main.ts" },
  outdir: dist,
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
    GILGRILL_VERSION: JSON.stringify(version),
  },
  alias: { "react-devtools-core": join(root, "scripts/empty.mjs") },
  // CommonJS packages inside the bundle call require() for Node's own modules.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});
copyScenarios();

function copyScenarios() {
  mkdirSync(join(dist, "scenarios"), { recursive: true });
  for (const file of readdirSync(scenarios)) {
    if (file.endsWith(".yaml")) cpSync(join(scenarios, file), join(dist, "scenarios", file));
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
