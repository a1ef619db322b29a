import type { Workload } from "../workload/workload.ts";
import type { Run } from "./program/run.ts";

/** A concurrency model: a program on the simulated kernel that carries out a workload. */
export interface Runtime {
  /** The field's name: `threads-gil`. */
  readonly id: string;
  /** For people: `threads + GIL`. */
  readonly title: string;
  /** One line. */
  readonly about: string;
  /** Whether a Python runs it: then the trace names its version. */
  readonly python: boolean;
  /** False for a Python without a switch interval: one whose GIL is another kind of lock, or that has none. */
  readonly switchInterval?: false;
  /**
   * The interpreter version this model runs a scenario on that asks for another one: a build without the GIL is at least 3.13. Left out:
   * the one that is asked for.
   */
  version?(asked: string): string;
  /**
   * Sentences for the model's own page: what is modelled, from which source and version; what is simplified ("Simplified: …"); what it
   * was checked against ("Checked against …", "Not checked …", "Measured with …").
   */
  readonly page: readonly string[];
  /** Why this model cannot run a workload, in a sentence, or null where it can. Asked before the run. */
  refuses(workload: Workload): string | null;
  /** Sets the program up: its first process and thread. The kernel does the rest. */
  start(run: Run): void;
}
