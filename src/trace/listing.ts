/** The program a run tells of, as somebody would write it: lines of code, and the line on which each task stands. Lines count from 0. */
import type { Ns } from "../base/time.ts";

/** Where the tasks of one function stand. */
export interface TaskLines {
  /** The function's first line: a task that has begun and not come to a step stands here. */
  readonly entry: number;
  /** By leaf step (the index of its task's step table): the line it is on. */
  readonly leaves: readonly number[];
  /** By leaf step: the line that waits for the innermost part or thread round it, or null where it is in none. */
  readonly around: readonly (number | null)[];
  /** By leaf step, one on (the first entry is before the first leaf): the line of a split or a hand-over to a thread that comes next, or null. */
  readonly next: readonly (number | null)[];
}

/** Where the program's own thread stands while it does no task. */
export interface MainLines {
  /** Where it starts the first tasks. */
  readonly start: number;
  /** Where it waits for later arrivals, in the order of time: until that instant it is on that line. */
  readonly arrivals: readonly { readonly until: Ns; readonly line: number }[];
  /** Where it waits for the tasks to end. */
  readonly join: number;
}

export type Language = "python" | "go" | "java";

export interface Listing {
  readonly language: Language;
  /** `3.12`, `1.19`, `17`: the code is valid for it. */
  readonly version: string;
  /** The name the command that runs it knows it by. */
  readonly file: string;
  readonly lines: readonly string[];
  /** The functions that tasks are calls of. */
  readonly functions: readonly TaskLines[];
  /** By task of the workload, in order (parts of split ones come after those and have none): an index of `functions`. */
  readonly functionOf: readonly number[];
  readonly main: MainLines;
}
