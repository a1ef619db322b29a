/** What is wrong with a scenario file: gathered, put in the file's order, and told in one message. */
import { UserError } from "../../base/errors.ts";
import { LIMITS } from "./limits.ts";

/** Where a value stands: keys of tables and indices of lists, from the top. */
export type Path = readonly (string | number)[];

export interface Problem {
  readonly path: Path;
  /** What was found and what is expected; the place is put before it. */
  readonly text: string;
  /** Whether the key itself is wrong, or (the default) its value. */
  readonly at?: "key" | "value";
  /** Characters before the place, where it is known without the path. */
  readonly offset?: number;
  /** The command-line option at fault, where it is none of the file's. */
  readonly option?: string;
}

/** A place in a file, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A path as a reader writes it: `tasks[1].steps[0].io.for`. */
export function spellPath(path: Path): string {
  let text = "";
  for (const part of path) {
    if (typeof part === "number") text += `[${part}]`;
    else if (text === "") text += printable(part);
    else text += `.${printable(part)}`;
  }
  return text;
}

/** A value as a message shows it: short, quoted where it is text, and safe for a terminal. */
export function describe(value: unknown): string {
  if (value === undefined || value === null) return "nothing";
  if (typeof value === "string") return `"${printable(value)}"`;
  if (Array.isArray(value)) return value.length === 0 ? "an empty list" : "a list";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty table" : "a table";
  return String(value);
}

/** Text without anything a terminal would obey, and at most 60 characters of it. */
export function printable(text: string): string {
  const short = text.length > 60 ? `${text.slice(0, 57)}...` : text;
  return short.replace(
    /[\p{Cc}\p{Cs}\u2028-\u202e\u2066-\u2069]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** `a`, `a or b`, `a, b or c`. */
export function eitherOf(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}

interface Located extends Problem {
  readonly place: Place | null;
}

/**
 * The error that tells all problems, those of the file first and in its order, at most {@link LIMITS.problems} of them.
 *
 * @param placeOf finds a problem's place in the file.
 */
export function problemsError(
  fileName: string,
  problems: readonly Problem[],
  placeOf: (problem: Problem) => Place,
): UserError {
  const located: Located[] = problems.map((problem) => ({
    ...problem,
    place: problem.option === undefined ? placeOf(problem) : null,
  }));
  located.sort(
    (a, b) =>
      (a.place?.line ?? Number.POSITIVE_INFINITY) - (b.place?.line ?? Number.POSITIVE_INFINITY) ||
      (a.place?.column ?? 0) - (b.place?.column ?? 0) ||
      0,
  );
  const lines = [...new Set(located.map((problem) => lineOf(fileName, problem)))];
  const shown = lines.slice(0, LIMITS.problems);
  if (lines.length > shown.length) shown.push(`and ${lines.length - shown.length} more`);
  return new UserError(shown.join("\n"));
}

function lineOf(fileName: string, problem: Located): string {
  const { place } = problem;
  const where =
    place === null ? printable(problem.option ?? "") : `${printable(fileName)}:${place.line}:${place.column}`;
  return [where, spellPath(problem.path), problem.text].filter((part) => part !== "").join(": ");
}
