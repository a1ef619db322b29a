/** What the exporters need to know of a run as a whole. */
import type { Ns } from "../base/time.ts";
import type { Outcome } from "../trace/event.ts";

export interface GilMetrics {
  readonly process: number;
  readonly acquisitions: number;
  /** Acquisitions by another thread than the last holder. */
  readonly handoffs: number;
  /** Releases that honoured a drop request. */
  readonly forced: number;
  readonly held: Ns;
  readonly waited: Ns;
  /** How long one thread keeps it, from taking it from another to the next hand-over; null where there was none. */
  readonly runs: { readonly p10: Ns; readonly p50: Ns; readonly p90: Ns } | null;
}

export interface TaskMetrics {
  readonly name: string;
  readonly parent: number | null;
  readonly arrived: Ns;
  /** The first instant on a core; null where it never ran. */
  readonly started: Ns | null;
  readonly finished: Ns | null;
  readonly outcome: "finished" | "failed" | "cancelled" | "crashed" | "stuck";
  readonly waiting: {
    readonly core: Ns;
    readonly gil: Ns;
    readonly io: Ns;
    readonly lock: Ns;
    readonly loop: Ns;
  };
}

export interface VariableMetrics {
  readonly name: string;
  /** One value a process that has a copy; one in all where memory is shared. */
  readonly values: readonly number[];
  readonly perProcess: boolean;
}

export interface RunMetrics {
  readonly outcome: Outcome;
  readonly makespan: Ns;
  readonly concurrent: boolean;
  readonly parallel: boolean;
  readonly busy: Ns;
  /** In cores: 1.0 is 100 % in `top`. */
  readonly utilization: number;
  readonly cores: readonly { readonly busy: Ns }[];
  readonly switches: { readonly voluntary: number; readonly involuntary: number; readonly migrations: number };
  readonly gils: readonly GilMetrics[];
  readonly peakBytes: number;
  readonly tasks: readonly TaskMetrics[];
  readonly variables: readonly VariableMetrics[];
}

/** What an insight found, in one sentence. */
export interface FindingFacts {
  readonly id: string;
  readonly sentence: string;
}
