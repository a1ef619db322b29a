/** The real thing, where it is installed: interpreters by version, Go, Java. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import type { Listing } from "../../../src/trace/listing.ts";

export interface Finished {
  /** Null where it was stopped, because it would not end. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly elapsedMs: number;
}

const answers = (command: string, ...given: readonly string[]): boolean =>
  spawnSync(command, given, { stdio: "ignore", timeout: 20_000 }).status === 0;

/** Of a version such as `3.12`, or null. */
export function pythonOf(version: string): string | null {
  const root = join(process.env.PYENV_ROOT ?? join(homedir(), ".pyenv"), "versions");
  const installed = existsSync(root) ? readdirSync(root) : [];
  const own = installed
    .filter((name) => name === version || name.startsWith(`${version}.`))
    .map((name) => join(root, name, "bin/python"));
  const isIt = (command: string) =>
    answers(command, "-c", `import sys; sys.exit("%d.%d" % sys.version_info[:2] != "${version}")`);
  return [...own, `/usr/bin/python${version}`, `python${version}`].find(isIt) ?? null;
}

/** One that has gevent, and its version. */
export function pythonWithGevent(): { readonly command: string; readonly version: string } | null {
  for (const version of ["3.12", "3.11", "3.10", "3.9", "3.13"]) {
    for (const command of [pythonOf(version), `/usr/bin/python${version}`]) {
      if (command !== null && answers(command, "-c", "import gevent")) return { command, version };
    }
  }
  return null;
}

/** What a tool writes. */
export function said(command: string, ...given: readonly string[]): string {
  const { stdout, stderr } = spawnSync(command, given, { encoding: "utf8" });
  return `${stdout}${stderr}`;
}

export const hasGo = (): boolean => answers("go", "version");
export const hasJava = (): boolean => answers("java", "-version") && answers("javac", "-version");

/** Where listings are put to be run: a folder each, since their files may have one name. */
export function saved(listing: Listing, name: string): string {
  base ??= mkdtempSync(join(tmpdir(), "listings-"));
  const folder = join(base, name);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, listing.file);
  writeFileSync(file, `${listing.lines.join("\n")}\n`);
  return file;
}
let base: string | undefined;

/** Runs a command to its end, or stops it and all that it started. */
export function finished(command: string, given: readonly string[], longestMs: number): Promise<Finished> {
  return new Promise((resolve) => {
    const began = performance.now();
    const child = spawn(command, given, { detached: true, stdio: ["ignore", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (piece: Buffer) => stdout.push(piece));
    child.stderr.on("data", (piece: Buffer) => stderr.push(piece));
    const stop = setTimeout(() => {
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
    }, longestMs);
    child.on("close", (status, signal) => {
      clearTimeout(stop);
      const text = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString();
      resolve({ status, signal, stdout: text(stdout), stderr: text(stderr), elapsedMs: performance.now() - began });
    });
  });
}
