/** Changes to a scenario from outside its file: `--set machine.scheduler=rr`, `--cores 8`, the live knobs. */
import { UserError } from "../../base/errors.ts";
import { RESERVED, readSource } from "./document.ts";
import { describe, type Path, type Problem, printable, spellPath } from "./problems.ts";

export interface Setting {
  /**
   * Where in the file: `machine.cores`, `tasks[1].steps[0].io.for`.
   *
   * The path `tasks` with a number as its value sets the number of tasks, see {@link TaskCount}.
   */
  readonly path: string;
  /** As it would stand in the file: `8`, `5ms`, `{every: 2ms}`. */
  readonly value: string;
  /** How the user gave it, for messages: `--cores 8`. */
  readonly option: string;
}

/**
 * How many tasks there shall be. A single entry gets it as its `count`; of several the one with the largest `count` does; where none
 * has a count, the list is cut, or repeated in turn: Ann, Bob, Cat, Ann 2, Bob 2.
 */
export interface TaskCount {
  readonly value: unknown;
  readonly option: string;
}

/** The settings that have an option and a knob of their own, with their paths. */
export const KNOBS = {
  cores: "machine.cores",
  interval: "python.switchInterval",
  tasks: "tasks",
  seed: "seed",
} as const;
export type KnobName = keyof typeof KNOBS;

/** The setting behind `--cores 8` and its kin. */
export function knob(name: KnobName, value: string): Setting {
  return { path: KNOBS[name], value, option: `--${name} ${value}` };
}

/**
 * Reads what stands behind `--set`.
 *
 * @param text a path, an equals sign and a value: `machine.scheduler=rr`.
 * @throws UserError where it is not of that form.
 */
export function parseSetting(text: string): Setting {
  const at = text.indexOf("=");
  const path = text.slice(0, Math.max(0, at)).trim();
  if (path === "") {
    throw new UserError(`--set: found ${describe(text)}, expected PATH=VALUE, such as machine.scheduler=rr`);
  }
  return { path, value: text.slice(at + 1).trim(), option: `--set ${text}` };
}

/** Where a setting has put something: problems at this path or below it are the setting's. */
export interface Origin {
  /** The uppermost value that the setting made or replaced. */
  readonly made: Path;
  /** The path the user wrote. */
  readonly asked: Path;
  readonly option: string;
}

export interface Changed {
  readonly data: unknown;
  readonly origins: readonly Origin[];
  readonly taskCount: TaskCount | null;
  readonly problems: readonly Problem[];
}

/** The scenario's data with the settings applied in their order; the data given is left as it is. Nothing is validated yet. */
export function withSettings(data: unknown, settings: readonly Setting[]): Changed {
  let changed = data;
  let taskCount: TaskCount | null = null;
  const origins: Origin[] = [];
  const problems: Problem[] = [];
  for (const setting of settings) {
    const path = parsePath(setting.path);
    const refuse = (text: string) => problems.push({ path: [], text, option: setting.option });
    if (path === undefined) {
      refuse(`found ${describe(setting.path)}, expected a path such as tasks[0].at`);
      continue;
    }
    const reserved = path.find((part) => RESERVED.has(String(part)));
    if (reserved !== undefined) {
      refuse(`${reserved}: this word cannot be a key`);
      continue;
    }
    const value = parseValue(setting.value, path);
    if (setting.path === "tasks" && !Array.isArray(value)) {
      taskCount = { value, option: setting.option };
      continue;
    }
    const edit = put(changed, path, value);
    if (typeof edit === "string") {
      refuse(edit);
      continue;
    }
    changed = edit.data;
    origins.unshift({ made: path.slice(0, edit.kept + 1), asked: path, option: setting.option });
  }
  return { data: changed, origins, taskCount, problems };
}

/** The setting at whose door a problem lies: the last one given whose value the path is in. */
export function originOf(origins: readonly Origin[], path: Path): Origin | undefined {
  return origins.find(({ made }) => made.length <= path.length && made.every((part, index) => part === path[index]));
}

function parsePath(text: string): Path | undefined {
  if (!/^[^.[\]]+(\[\d+\]|\.[^.[\]]+)*$/.test(text)) return undefined;
  const parts = text.match(/[^.[\]]+/g) ?? [];
  return parts.map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
}

/** A plain value as YAML reads it; `{` and `[` begin a table and a list. Whatever cannot be read is text. */
function parseValue(text: string, path: Path): unknown {
  const source = readSource(text, path);
  if (source.problems.length > 0) return text;
  const { data } = source;
  const isBlock = typeof data === "object" && data !== null && !/^[[{]/.test(text);
  return isBlock ? text : data;
}

/** The key that a short form stands for, where a setting reaches into one: `scheduler: rr` is `scheduler: {policy: rr}`. */
const SHORT_FORMS: Readonly<Record<string, string>> = { scheduler: "policy", costs: "preset", io: "for" };

interface Edit {
  readonly data: unknown;
  /** How many parts of the path were there before. */
  readonly kept: number;
}

/** @returns why it cannot be done, in words, where a part of the path is not there. */
function put(data: unknown, path: Path, value: unknown, depth = 0): Edit | string {
  const part = path[depth];
  if (part === undefined) return { data: value, kept: depth };
  if (Array.isArray(data)) {
    const list: readonly unknown[] = data;
    if (typeof part !== "number" || part >= list.length) {
      const where = spellPath(path.slice(0, depth));
      return `${where} is a list of ${list.length}, expected ${where}[0]${list.length > 1 ? ` to ${where}[${list.length - 1}]` : ""}`;
    }
    const edit = put(list[part], path, value, depth + 1);
    return typeof edit === "string" ? edit : { data: list.with(part, edit.data), kept: edit.kept };
  }
  const key = String(part);
  const table = tableOf(data, path[depth - 1]);
  if (table === undefined)
    return `${spellPath(path.slice(0, depth))} is ${describe(data)}, which has no ${printable(key)}`;
  const isThere = Object.hasOwn(table, key);
  const edit = put(isThere ? table[key] : undefined, path, value, depth + 1);
  if (typeof edit === "string") return edit;
  const copy = Object.assign(Object.create(null), table) as Record<string, unknown>;
  copy[key] = edit.data;
  return { data: copy, kept: isThere ? Math.min(edit.kept, path.length - 1) : depth };
}

function tableOf(data: unknown, key: Path[number] | undefined): Readonly<Record<string, unknown>> | undefined {
  if (data === undefined || data === null) return {};
  if (typeof data === "object") return data as Readonly<Record<string, unknown>>;
  const short = typeof key === "string" && Object.hasOwn(SHORT_FORMS, key) ? SHORT_FORMS[key] : undefined;
  return short === undefined ? undefined : { [short]: data };
}
