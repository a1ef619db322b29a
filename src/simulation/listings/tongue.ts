/** How a language and an idiom say what a task does: what the writer of functions asks for. */
import type { LeafStep, Step } from "../workload/steps.ts";
import type { Sheet } from "./sheet.ts";

/** A header, and what closes it where the language needs that. */
export type Opening = readonly [header: string, footer: string | null];

/** What a function does that its beginning has to say. */
export interface Scope {
  readonly name: string;
  /** Its steps, and those of the functions it hands work to. */
  readonly steps: readonly Step[];
  /** The variables it loads or stores, in order. */
  readonly variables: readonly string[];
  /** Those of them it stores. */
  readonly stored: readonly string[];
  /** Whether it keeps a value between a load and a store; `unset`: it uses one before it has loaded one; `unused`: it only loads. */
  readonly register: "none" | "set" | "unset" | "unused";
}

export interface FunctionForm {
  readonly header: string;
  /** What comes before the steps. */
  readonly first: readonly string[];
  /** What comes after them. */
  readonly last: readonly string[];
  readonly footer: string | null;
}

export interface Tongue {
  /** Blank lines between functions. */
  readonly gap: number;
  /** @param onThread whether it runs on a thread beside an event loop. */
  form(scope: Scope, onThread: boolean): FunctionForm;
  /** A step in a line, or several; the task stands on the first. */
  leaf(step: LeafStep, onThread: boolean): readonly string[];
  /** Load, add and store in one. */
  update(variable: string, amount: number): string;
  /** @param depth how many loops it is in. */
  loop(times: number, depth: number): Opening;
  /** A block that holds a lock; null where the language has none. */
  guard(lock: string, onThread: boolean): Opening | null;
  /** So many calls of a function side by side. @returns the line that waits for them. */
  split(sheet: Sheet, ways: number, part: string, depth: number, onThread: boolean): number;
  /** What a part of a task and what a hand-over to a thread are called, after the task's function. */
  readonly suffix: { readonly part: string; readonly call: string };
  /** Whether what the scenario hands to a thread is done in place: there is no event loop to spare. */
  readonly inPlace: boolean;
  /** A hand-over to a thread; `call` is the function, or null where `aside` needs none. */
  offload(steps: readonly Step[], call: string | null): string;
  /** Whether a hand-over of these steps needs no function of its own. */
  needsNoFunction(steps: readonly Step[]): boolean;
}
