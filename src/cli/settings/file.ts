/** The file of settings: read, checked, and changed without losing what else a person wrote there. */
import { existsSync, mkdirSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { type Document, isMap, parse, parseDocument, type Scalar } from "yaml";
import { nearest, UserError } from "../../base/errors.ts";
import { readSource } from "../../simulation/workload/document.ts";
import { describe, type Path, type Problem, printable, problemsError } from "../../simulation/workload/problems.ts";
import { readFile } from "../read.ts";
import { SETTING_IDS, settingsSchema } from "./keys.ts";
import type { Settings } from "./settings.ts";

/** @throws UserError where it cannot be read or says something that is no setting, with all there is to say about it. */
export const readSettings = (path: string): Settings => checkedSettings(readFile(path, "settings"), path);

function checkedSettings(text: string, path: string): Settings {
  const source = readSource(text);
  if (source.problems.length > 0) throw problemsError(path, source.problems, source.placeOf);
  if (Array.isArray(source.data)) {
    throw problemsError(path, [{ path: [], text: "found a list, expected a table of settings" }], source.placeOf);
  }
  const checked = v.safeParse(settingsSchema, source.data ?? {});
  if (checked.success) return checked.output;
  throw problemsError(path, checked.issues.map(problemOf), source.placeOf);
}

function problemOf(issue: v.BaseIssue<unknown>): Problem {
  const path: Path = (issue.path ?? []).map((item) => item.key as string | number);
  if (issue.expected === "never") {
    const near = nearest(String(path.at(-1)).slice(0, 60), SETTING_IDS);
    return { path, at: "key", text: `unknown key, ${near === undefined ? oneOfKeys() : `did you mean ${near}?`}` };
  }
  const near =
    typeof issue.input === "string" ? nearest(issue.input.slice(0, 60), issue.message.split(", ")) : undefined;
  const hint = near === undefined ? "" : ` (did you mean ${near}?)`;
  return { path, text: `found ${describe(issue.input)}, expected ${issue.message}${hint}` };
}

const oneOfKeys = (): string => `expected one of ${SETTING_IDS.join(", ")}`;

/**
 * Writes one setting, and keeps comments and whatever else is in the file.
 *
 * @param value as a person types it
 * @throws UserError where there is no such setting, it cannot be that, or something else in the file is wrong: then nothing is written.
 */
export function setSetting(path: string, key: string, value: string): void {
  if (!SETTING_IDS.includes(key)) throw new UserError(unknownKey(key));
  const document = documentAt(path);
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  document.set(key, typed(value));
  write(path, document, `settings set ${key}`, key);
}

/** Takes one setting out, so that it is as the program has it. @throws UserError as above. */
export function unsetSetting(path: string, key: string): void {
  const document = documentAt(path);
  if (!document.has(key)) {
    if (SETTING_IDS.includes(key)) return;
    throw new UserError(unknownKey(key));
  }
  remove(document, key);
  write(path, document, `settings unset ${key}`, key);
}

/** The comment above the first key may be about the whole file: it stays. */
function remove(document: Document, key: string): void {
  const keys = isMap(document.contents) ? document.contents.items.map((item) => item.key as Scalar) : [];
  const above = keys[0]?.value === key ? keys[0].commentBefore : undefined;
  document.delete(key);
  if (!above) return;
  const next = keys[1];
  if (next === undefined) document.comment = above;
  else next.commentBefore = next.commentBefore ? `${above}\n${next.commentBefore}` : above;
}

function unknownKey(key: string): string {
  const near = nearest(key, SETTING_IDS);
  return `settings: unknown key "${printable(key)}", ${near === undefined ? oneOfKeys() : `did you mean ${near}?`}`;
}

/** `true` and `2` are what they look like; the rest is text. */
function typed(text: string): unknown {
  const value: unknown = parse(text, { logLevel: "silent" });
  return typeof value === "boolean" || typeof value === "number" ? value : text;
}

/** @throws UserError where it is no YAML, or no table. */
function documentAt(path: string): Document {
  const text = existsSync(path) ? readFile(path, "settings") : "";
  const source = readSource(text);
  if (source.problems.length > 0) throw problemsError(path, source.problems, source.placeOf);
  const isTable = source.data === null || (typeof source.data === "object" && !Array.isArray(source.data));
  if (!isTable) checkedSettings(text, path);
  return parseDocument(text);
}

/** Checked before it is written; beside, and then put in place, so that an interrupted write leaves the old file. */
function write(path: string, document: Document, option: string, key: string): void {
  const text =
    document.contents === null || (isMap(document.contents) && document.contents.items.length === 0)
      ? emptied(document)
      : document.toString();
  const checked = v.safeParse(settingsSchema, readSource(text).data ?? {});
  if (!checked.success) {
    const blamed = checked.issues
      .map(problemOf)
      .map((problem) => (problem.path[0] === key ? { ...problem, path: [], option } : problem));
    throw problemsError(path, blamed, readSource(text).placeOf);
  }
  try {
    mkdirSync(dirname(path), { recursive: true });
    const target = existsSync(path) ? realpathSync(path) : path;
    const beside = `${target}.${process.pid}.new`;
    try {
      writeFileSync(beside, text);
      renameSync(beside, target);
    } finally {
      rmSync(beside, { force: true });
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${path}: cannot be written (${code ?? String(error)})`, { cause: error });
  }
}

/** An empty table would be written as `{}`: its comments are all that stays. */
const emptied = ({ commentBefore, comment }: Document): string =>
  [commentBefore, comment].flatMap((each) => (each ? each.split("\n").map((line) => `#${line}\n`) : [])).join("");
