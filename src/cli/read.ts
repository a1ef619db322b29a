/** The text of a scenario file, or of standard input: bounded, and UTF-8. */
import { isUtf8 } from "node:buffer";
import { closeSync, openSync, readSync } from "node:fs";
import { UserError } from "../base/errors.ts";
import { LIMITS } from "../simulation/workload/limits.ts";

/**
 * @param what kind of file it is to be
 * @throws UserError where it cannot be read, has too many bytes, or is no text.
 */
export function readFile(path: string, what = "scenario"): string {
  try {
    return textOf(path, readBytes(path));
  } catch (error) {
    throw readError(path, error, what);
  }
}

/** The beginning of a file: one byte more than a scenario may have, and no more of it, even where a device has no end. */
function readBytes(path: string): Buffer {
  const file = openSync(path, "r");
  try {
    const bytes = Buffer.alloc(LIMITS.fileBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = readSync(file, bytes, length, bytes.length - length, null);
    }
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

/** @throws UserError where there are too many bytes, or they are no text. */
function textOf(name: string, bytes: Buffer): string {
  if (bytes.length > LIMITS.fileBytes)
    throw new UserError(`${name}:1:1: found more than 1 MiB, expected at most 1 MiB`);
  const text = bytes.toString("utf8");
  if (isUtf8(bytes)) return text;
  // What cannot be read has become another character: the first difference is the first wrong byte.
  const again = Buffer.from(text);
  const wrong = bytes.findIndex((byte, index) => byte !== again[index]);
  const lines = bytes.subarray(0, wrong).toString("utf8").split("\n");
  const place = `${name}:${lines.length}:${(lines.at(-1) ?? "").length + 1}`;
  throw new UserError(`${place}: found the byte 0x${bytes[wrong]?.toString(16)}, expected text in UTF-8`);
}

function readError(name: string, error: unknown, what = "scenario"): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === undefined || error instanceof UserError) return error;
  return new UserError(
    `${name}: ${code === "EISDIR" ? `is a folder, expected a ${what} file` : (READ_FAILURES[code] ?? `cannot be read (${code})`)}`,
    { cause: error },
  );
}

const READ_FAILURES: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "may not be read (permission denied)",
};

/** @throws UserError as above. */
export async function readStream(name: string, stream: AsyncIterable<unknown>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of stream) {
      chunks.push(Buffer.from(chunk as Uint8Array));
      length += (chunk as Uint8Array).length;
      if (length > LIMITS.fileBytes) break;
    }
  } catch (error) {
    throw readError(name, error);
  }
  return textOf(name, Buffer.concat(chunks));
}
