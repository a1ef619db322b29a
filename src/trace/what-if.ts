/** What is otherwise than the program says, from an instant on: the forks of a run, as data that a scenario file can hold. */
import type { Ns } from "../base/time.ts";

/** One thing that is different from `at` on. */
export type WhatIf = { readonly at: Ns } & (
  | {
      /** So many cores are online (CPU hotplug); the threads of those that go are moved. */
      readonly cores: number;
    }
  | {
      /** `sys.setswitchinterval` */
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
