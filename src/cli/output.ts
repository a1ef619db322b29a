/** Writing results: piece by piece, no faster than the reader reads. */
import { once } from "node:events";
import type { Writable } from "node:stream";

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
