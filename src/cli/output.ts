/** Writing results: piece by piece, no faster than the reader reads. */
import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import type { Writable } from "node:stream";
import { UserError } from "../base/errors.ts";

/** Writes the pieces in order and waits where the reader is slow. */
export async function writePieces(stream: Writable, pieces: Iterable<string>): Promise<void> {
  for (const piece of pieces) {
    if (!stream.write(piece)) await once(stream, "drain");
  }
}

export async function writeLines(stream: Writable, lines: readonly string[]): Promise<void> {
  await writePieces(stream, [lines.map((line) => `${line}\n`).join("")]);
}

/** Pretty enough to read, one value. */
export async function writeJson(stream: Writable, value: unknown): Promise<void> {
  await writePieces(stream, [`${JSON.stringify(value, null, 2)}\n`]);
}

/**
 * A file that the user named; what was in it is gone.
 *
 * @throws UserError where it cannot be written.
 */
export function writeOutput(path: string, bytes: Uint8Array): void {
  try {
    writeFileSync(path, bytes);
  } catch (error) {
    throw writeFailure(path, error);
  }
}

/**
 * The same in pieces, for what is too long to be held at once.
 *
 * @throws UserError where it cannot be written.
 */
export async function writeFilePieces(path: string, pieces: Iterable<string>): Promise<void> {
  const failed = (error: unknown): never => {
    throw writeFailure(path, error);
  };
  const file = await open(path, "w").catch(failed);
  try {
    for (const piece of pieces) await file.writeFile(piece).catch(failed);
  } finally {
    await file.close();
  }
}

function writeFailure(path: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code;
  return new UserError(`${path}: ${WRITE_FAILURES[code ?? ""] ?? `cannot be written (${code})`}`, { cause: error });
}

const WRITE_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EISDIR: "is a folder, expected a file",
  EACCES: "may not be written (permission denied)",
  ENOSPC: "there is no room left on the device",
};
