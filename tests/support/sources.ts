/** The sources as text with their imports, for tests of the architecture. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, posix, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";

export interface Import {
  /** A path below src, a package's name, or a `node:` module. */
  readonly target: string;
  readonly inside: boolean;
  readonly how: "value" | "type" | "dynamic";
}

export interface Source {
  /** Below src, with forward slashes: `base/time.ts`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  readonly imports: readonly Import[];
}

export const projectRoot = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const sourceRoot = join(projectRoot, "src");

/** Every TypeScript file of src. */
export function readSources(): readonly Source[] {
  return readdirSync(sourceRoot, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(sourceRoot, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .sort()
    .map((path) => {
      const text = readFileSync(join(sourceRoot, path), "utf8");
      return { path, text, lines: text.trimEnd().split("\n").length, imports: importsOf(path, text) };
    });
}

/** The text without comments and without the contents of plain strings: what is executed. */
export function codeOf(text: string): string {
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/[^\n]*|("(?:[^"\\\n]|\\.)*")|('(?:[^'\\\n]|\\.)*')/g,
    (_, double, single) => (double === undefined && single === undefined ? "" : '""'),
  );
}

function importsOf(path: string, text: string): readonly Import[] {
  const found: Import[] = [];
  const add = (specifier: string, how: Import["how"]) => found.push({ ...resolve(path, specifier), how });
  const bare = text.replace(/\/\*[\s\S]*?\*\//g, "");
  for (const match of bare.matchAll(/^\s*(?:import|export)\s+(type\s+)?([^;"]*?)\s*from\s+"([^"]+)"/gm)) {
    add(match[3]!, match[1] !== undefined || onlyTypes(match[2]!) ? "type" : "value");
  }
  for (const match of bare.matchAll(/^\s*import\s+"([^"]+)"/gm)) add(match[1]!, "value");
  for (const match of bare.matchAll(/\bimport\(\s*"([^"]+)"\s*\)/g)) add(match[1]!, "dynamic");
  return found;
}

/** `{ type A, type B }` imports nothing at run time. */
function onlyTypes(clause: string): boolean {
  const names = /^\{([\s\S]*)\}$/.exec(clause.trim());
  if (names === null) return false;
  return names[1]!
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "")
    .every((name) => name.startsWith("type "));
}

function resolve(path: string, specifier: string): Omit<Import, "how"> {
  if (specifier.startsWith(".")) return { target: posix.join(posix.dirname(path), specifier), inside: true };
  if (specifier.startsWith("node:")) return { target: specifier, inside: false };
  const parts = specifier.split("/");
  return { target: specifier.startsWith("@") ? parts.slice(0, 2).join("/") : parts[0]!, inside: false };
}
