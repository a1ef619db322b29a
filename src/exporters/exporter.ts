/** What it takes to write runs in the form of another program. */
import type { Finding } from "../analysis/insights/finding.ts";
import type { History } from "../trace/history.ts";
import type { RunMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";

/** A finished run, and the command that makes it again. */
export interface ExportedRun {
  readonly trace: Trace;
  readonly history: History;
  readonly metrics: RunMetrics;
  readonly findings: readonly Finding[];
  /** Whether a Python runs it. */
  readonly python: boolean;
  readonly command: string;
}

export interface Exporter {
  readonly id: string;
  /** What it is, in a few words. */
  readonly title: string;
  /** The ending of a file's name that means this form, with its dot; the first exporter that has it counts. */
  readonly ending: string;
  /** Null where one file can hold several runs, or else why not. */
  readonly onlyOne: string | null;
  /** Loads what writes it: the file in pieces, in order. */
  load(): Promise<(runs: readonly ExportedRun[]) => Iterable<string>>;
}
