/** What every writer of a program starts from, and what it gives. */
import type { Language, MainLines, TaskLines } from "../../trace/listing.ts";
import { camel, functionName, Names, snake } from "./names.ts";
import type { Outline } from "./outline.ts";

/** The words of a program for what a scenario names. */
export interface Vocabulary {
  readonly names: Names;
  /** By kind of task. */
  readonly functions: readonly string[];
  readonly variables: ReadonlyMap<string, string>;
  readonly locks: ReadonlyMap<string, string>;
  readonly queues: ReadonlyMap<string, string>;
}

/** @param reserved words of the language and of the program itself. */
export function vocabularyOf(outline: Outline, reserved: readonly string[], style: "snake" | "camel"): Vocabulary {
  const names = new Names(reserved);
  const spell = style === "snake" ? (text: string) => text : camel;
  const give = (text: string, what: string) => names.give(spell(text), spell(what));
  const { shared, queues } = outline.workload;
  const named = (list: readonly string[], what: string) =>
    new Map(list.map((name) => [name, give(snake(name), what)] as const));
  return {
    functions: outline.kinds.map((kind) => give(functionName(kind.names), "_task")),
    variables: named(
      shared.map(({ name }) => name),
      "_value",
    ),
    locks: named(outline.locks, "_lock"),
    queues: named(
      queues.map(({ name }) => name),
      "_queue",
    ),
    names,
  };
}

/** A program before its header: the lines count from its own first. */
export interface Draft {
  readonly language: Language;
  readonly version: string;
  /** The language and its version as people say it: `CPython 3.12`. */
  readonly made: string;
  readonly file: string;
  readonly command: string;
  /** Further lines of the header: what somebody who runs it should know. */
  readonly notes: readonly string[];
  readonly lines: readonly string[];
  readonly functions: readonly TaskLines[];
  readonly main: MainLines;
}

/** The same tasks so many lines further down. */
export function moved(tasks: TaskLines, by: number): TaskLines {
  const down = (line: number | null) => (line === null ? null : line + by);
  return {
    entry: tasks.entry + by,
    leaves: tasks.leaves.map((line) => line + by),
    around: tasks.around.map(down),
    next: tasks.next.map(down),
  };
}

export function mainMoved(main: MainLines, by: number): MainLines {
  return {
    start: main.start + by,
    arrivals: main.arrivals.map(({ until, line }) => ({ until, line: line + by })),
    join: main.join + by,
  };
}
