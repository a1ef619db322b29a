/** What is otherwise than the program says, from an instant on: the forks of a run, as data that a scenario file can hold. */
import { formatDuration, type Ns } from "../base/time.ts";

/**
 * One thing that is different from `at` on. All that happens at that instant happens first: up to and including it, the run is the one
 * without the change.
 */
export type WhatIf = { readonly at: Ns } & (
  | {
      /** So many cores are online (CPU hotplug); the threads of those that go are moved. */
      readonly cores: number;
    }
  | {
      /** `sys.setswitchinterval`, in every interpreter there is: the next timed wait uses it. */
      readonly interval: Ns;
    }
  | {
      /** What is under way at a device, or given to it from here on, takes this long from when it was given; a name of null means all. */
      readonly io: { readonly on: string | null; readonly for: Ns };
    }
  | {
      /** At the choice of this number (from 0) in the run, this thread is taken. `at` is when that is, for people. */
      readonly choice: number;
      readonly take: string;
    }
);

/** What is otherwise, for people: `2 cores from 46.2 ms on`. */
export function whatIfWords(change: WhatIf): string {
  const at = formatDuration(change.at);
  if ("cores" in change) return `${change.cores} ${change.cores === 1 ? "core" : "cores"} from ${at} on`;
  if ("interval" in change) return `switch interval ${formatDuration(change.interval)} from ${at} on`;
  if ("io" in change) {
    const { on, for: length } = change.io;
    return `${on === null ? "all I/O" : on} takes ${formatDuration(length)} from ${at} on`;
  }
  return `${change.take} is next at ${at}`;
}

/** A place where the kernel could have taken one of several threads. */
export interface Choice {
  /** The event that came of it. */
  readonly seq: number;
  /** Whether a core took its next thread, or a wake-up its next waiter. */
  readonly of: "core" | "waiter";
  /** The threads, in the order the kernel would have taken them; at most eight. */
  readonly candidates: readonly number[];
  /** Which of them it was. */
  readonly taken: number;
}

/** The choices of a run, in order. Where they are is known at once; who was up for one is worked out when first asked. */
export interface Choices {
  /** For each choice the event that came of it, ascending. */
  readonly seqs: readonly number[];
  /** @param number from 0 */
  at(number: number): Choice;
}

/** Of a run whose kernel nobody could ask: a recording of a real one. */
export const NO_CHOICES: Choices = {
  seqs: [],
  at(number) {
    throw new RangeError(`there is no choice ${number}`);
  },
};
