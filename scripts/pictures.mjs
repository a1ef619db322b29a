/**
 * Makes the README's pictures again: of each tape in docs/tapes a recording and an SVG in docs/pictures.
 *
 *   node scripts/pictures.mjs            all of them
 *   node scripts/pictures.mjs race       one
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wanted = process.argv[2] ?? "";

run("scripts/build.mjs", "--if-stale");
mkdirSync(join(root, "docs/pictures"), { recursive: true });
for (const file of readdirSync(join(root, "docs/tapes")).toSorted()) {
  const name = file.replace(/\.tape$/, "");
  if (name === file || !name.startsWith(wanted)) continue;
  for (const form of ["svg", "cast"]) {
    run("bin/gilgrill.js", "record", "--tape", `docs/tapes/${file}`, "-o", `docs/pictures/${name}.${form}`);
  }
}

function run(...words) {
  const { status } = spawnSync(process.execPath, words, { cwd: root, stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
