import type { Trace } from "../../trace/trace.ts";

/** What an insight found: its id, one sentence, and the event where it shows best: of several, the one that lasts longest or comes first. */
export interface Finding {
  readonly id: string;
  readonly sentence: string;
  readonly seq: number;
}

/** Measurements a caller may have made already. */
export interface Measured {
  /** In cores: 1.0 is 100 % in `top`. */
  readonly utilization: number;
}

/** Looks for one thing in a run, in one pass; null where there is nothing to say. */
export interface Insight {
  readonly id: string;
  find(trace: Trace, measured?: Measured): Finding | null;
}
