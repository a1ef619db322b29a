/** A measured case: what was run on a real machine, what came out, and how near the simulator has to come. */
import type { Segment, SpecGroup } from "./workload.ts";

/**
 * How strictly a figure is judged. `hard`: repeatable, the simulator must be inside. `yes/no`: an outcome, the same in every run. `soft`:
 * noisy or particular to one machine. `order-of-magnitude`: differs by a factor between two real runs.
 */
export type Grade = "hard" | "yes/no" | "soft" | "order-of-magnitude";

/** Something that is counted or timed, or an outcome in a word. */
export type Value = number | string;
/** By the name of the figure; the unit is the end of the name: `p50_us`. */
export type Figures = Readonly<Record<string, Value>>;

/** A measured figure and what a simulated one may be. */
export interface Expectation {
  readonly figure: string;
  readonly measured: Value;
  /** Both null: equal, or not. */
  readonly low: number | null;
  readonly high: number | null;
  readonly grade: Grade;
}

/** As the measurements spell it; what is there depends on the kind. */
export interface Spec {
  /** `3.12.1`; a name where another program than CPython's own was measured. */
  readonly python?: string;
  readonly model?: string;
  readonly cores?: number;
  readonly interval_ms?: number | null;
  readonly tasks?: readonly SpecGroup[];
  readonly opt?: {
    readonly start?: "fork" | "spawn" | "forkserver";
    readonly workers?: number;
    readonly warm?: number;
    readonly chunksize?: number;
  };
  /** Latency of an operation: which, how much of it, how often, for how long at most, while how many others compute. */
  readonly op?: string;
  readonly arg?: number;
  readonly n?: number;
  readonly budget_s?: number;
  readonly hogs?: number;
  readonly threads?: number;
  /** Lateness of a timer: while what, how long that takes, the heartbeat's period. */
  readonly what?: string;
  readonly ms?: number;
  readonly period_ms?: number;
  /** Lost updates: the loop's body. */
  readonly variant?: string;
}

export interface Case {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly spec: Spec;
  /** A scenario in the form of a scenario file, for the kinds that have one, and the model it is for. */
  readonly scenario?: unknown;
  readonly model?: string;
  /** Medians. */
  readonly measured: Readonly<Record<string, number>>;
  readonly expected: readonly Expectation[];
}

/** What a case needs of the data besides itself. */
export interface Vocabulary {
  /** The bodies of the loops that lose updates, as steps of a scenario file. */
  readonly bodies: Readonly<Record<string, unknown>>;
  /** What goes on beside a heartbeat, as segments, and whether on another thread. */
  readonly disturbances: Readonly<
    Record<string, { readonly segments: readonly Segment[]; readonly offload?: boolean }>
  >;
}

/** Simulates a case under one seed. Null where no model there is can say. */
export type Simulator = (each: Case, seed: number, words: Vocabulary) => Figures | null;
