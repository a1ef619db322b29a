/** A run in one object, for programs: the schema `gilgrill/run/1`, which may grow and is never renamed. */

import type { Finding } from "../../analysis/insights/finding.ts";
import type { Ns } from "../../base/time.ts";
import type { GilMetrics, RunMetrics, TaskMetrics, VariableMetrics, WaitingPhase } from "../../trace/metrics.ts";
import type { Trace } from "../../trace/trace.ts";

/** The summary's name and version, its first field. */
export const RUN_SCHEMA = "gilgrill/run/1";

/** One GIL: times are totals; `runNs` is how long a thread kept it at a stretch. */
interface GilSummary {
  readonly process: number;
  readonly acquisitions: number;
  readonly handoffs: number;
  readonly forced: number;
  readonly heldNs: Ns;
  readonly waitedNs: Ns;
  readonly runNs: { readonly p10: Ns; readonly p50: Ns; readonly p90: Ns } | null;
}

/**
 * One task; `startedNs` is its first instant on a core. What it computed and what it waited for make up its life, but for the system's work.
 */
interface TaskSummary {
  readonly name: string;
  readonly arrivedNs: Ns;
  readonly startedNs: Ns | null;
  readonly finishedNs: Ns | null;
  readonly outcome: TaskMetrics["outcome"];
  /** CPU time of its own code; that of its subtasks is theirs. */
  readonly cpuNs: Ns;
  readonly waitingNs: Readonly<Record<WaitingPhase, Ns>>;
}

/** Times are whole nanoseconds; `utilization` is in cores, 1.0 being 100 % in `top`. */
export interface RunSummary {
  readonly schema: typeof RUN_SCHEMA;
  readonly scenario: string;
  readonly model: string;
  readonly outcome: RunMetrics["outcome"];
  readonly makespanNs: Ns;
  readonly events: number;
  readonly concurrent: boolean;
  readonly parallel: boolean;
  readonly cpu: { readonly busyNs: Ns; readonly utilization: number };
  readonly cores: readonly { readonly id: number; readonly busyNs: Ns }[];
  readonly switches: RunMetrics["switches"];
  readonly gils: readonly GilSummary[];
  /** What was otherwise than the program says, from an instant on; empty for a run as it comes. Times in nanoseconds. */
  readonly whatIf: Trace["header"]["whatIf"];
  readonly memory: { readonly peakBytes: number };
  readonly tasks: readonly TaskSummary[];
  readonly variables: Readonly<Record<string, number | { readonly perProcess: readonly number[] }>>;
  readonly findings: readonly Pick<Finding, "id" | "sentence">[];
}

/** Sums a run up; subtasks have no entry of their own. */
export function summarise(trace: Trace, metrics: RunMetrics, findings: RunSummary["findings"]): RunSummary {
  return {
    schema: RUN_SCHEMA,
    scenario: trace.header.scenario.title,
    model: trace.header.model,
    outcome: metrics.outcome,
    makespanNs: metrics.makespan,
    events: trace.log.length,
    concurrent: metrics.concurrent,
    parallel: metrics.parallel,
    cpu: { busyNs: metrics.busy, utilization: metrics.utilization },
    cores: metrics.cores.map((core, id) => ({ id, busyNs: core.busy })),
    switches: {
      voluntary: metrics.switches.voluntary,
      involuntary: metrics.switches.involuntary,
      migrations: metrics.switches.migrations,
    },
    gils: metrics.gils.map(gilSummary),
    whatIf: trace.header.whatIf,
    memory: { peakBytes: metrics.peakBytes },
    tasks: metrics.tasks.filter((task) => task.parent === null).map(taskSummary),
    variables: Object.fromEntries(metrics.variables.map((each) => [each.name, variableSummary(each)])),
    findings: findings.map(({ id, sentence }) => ({ id, sentence })),
  };
}

function gilSummary(gil: GilMetrics): GilSummary {
  return {
    process: gil.process,
    acquisitions: gil.acquisitions,
    handoffs: gil.handoffs,
    forced: gil.forced,
    heldNs: gil.held,
    waitedNs: gil.waited,
    runNs: gil.runs,
  };
}

function taskSummary(task: TaskMetrics): TaskSummary {
  const { core, gil, io, lock, loop, timer, queue, start, join, result } = task.waiting;
  return {
    name: task.name,
    arrivedNs: task.arrived,
    startedNs: task.started,
    finishedNs: task.finished,
    outcome: task.outcome,
    cpuNs: task.cpu,
    waitingNs: { core, gil, io, lock, loop, timer, queue, start, join, result },
  };
}

function variableSummary(variable: VariableMetrics): number | { readonly perProcess: readonly number[] } {
  if (variable.perProcess) return { perProcess: variable.values };
  return variable.values[0] ?? 0;
}
