/** A run in figures: totals, percentiles and ends, from its final world and one pass over its events. */
import { type Ns, ZERO } from "../base/time.ts";
import { cpuStarted, cpuStopped, gilAcquired, gilReleased, type Outcome } from "./event.ts";
import type { History } from "./history.ts";
import { spaceOf, type Trace } from "./trace.ts";
import { hasEnded, type TaskPhase, type TaskState, type World } from "./world.ts";

export interface GilMetrics {
  /** Whose it is: `main`, or the task's or the pool worker's in whose process or interpreter it is. */
  readonly owner: string;
  readonly process: number;
  readonly acquisitions: number;
  /** How often it went from one thread that runs tasks' code to another. */
  readonly handoffs: number;
  /** Releases that honoured a drop request. */
  readonly forced: number;
  readonly held: Ns;
  readonly waited: Ns;
  /** How long a thread that runs tasks' code keeps it, from hand-over to hand-over; null where that never happened. */
  readonly runs: { readonly p10: Ns; readonly p50: Ns; readonly p90: Ns } | null;
}

/** What a task can wait for. */
export const WAITING_PHASES = [
  "core",
  "gil",
  "io",
  "timer",
  "lock",
  "queue",
  "loop",
  "start",
  "join",
  "result",
] as const satisfies readonly TaskPhase[];
export type WaitingPhase = (typeof WAITING_PHASES)[number];

export interface TaskMetrics {
  readonly name: string;
  readonly parent: number | null;
  readonly arrived: Ns;
  /** The first instant its own steps ran on a core; null where they never did. */
  readonly started: Ns | null;
  /** When its steps came to an end, by finishing, failing or being cancelled; null where it never got there. */
  readonly finished: Ns | null;
  readonly outcome: "finished" | "failed" | "cancelled" | "crashed" | "stuck";
  /** CPU time of its own code. */
  readonly cpu: Ns;
  readonly waiting: Readonly<Record<WaitingPhase, Ns>>;
}

export interface VariableMetrics {
  readonly name: string;
  /** One value a process (or an interpreter with its own memory) that ran tasks; one in all where memory is shared. */
  readonly values: readonly number[];
  readonly perProcess: boolean;
  /** Updates that are not in the last value, because a store from an old copy threw them away. */
  readonly lost: number;
}

export interface RunMetrics {
  readonly outcome: Outcome;
  /** From the start to the end of the program. */
  readonly makespan: Ns;
  /** Whether two tasks were ever in progress at the same time. */
  readonly concurrent: boolean;
  /** Whether two hardware threads ever ran tasks' own code at the same time. */
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

/** Sums a finished run up. */
export function measure(history: History): RunMetrics {
  const { trace } = history;
  const world = history.worldAt(trace.log.length - 1);
  const makespan = world.time;
  const busy = world.cores.reduce((sum, core) => sum + core.busy, 0) as Ns;
  return {
    outcome: world.outcome ?? "budget-exhausted",
    makespan,
    concurrent: everConcurrent(trace, world),
    parallel: everParallel(trace),
    busy,
    utilization: makespan === 0 ? 0 : busy / makespan,
    cores: world.cores.map((core) => ({ busy: core.busy as Ns })),
    switches: { voluntary: world.voluntary, involuntary: world.involuntary, migrations: world.migrations },
    gils: gilMetrics(trace, world),
    peakBytes: trace.peakBytes,
    tasks: world.tasks.map((task, id) => taskMetrics(trace, id, task)),
    variables: variableMetrics(trace, world),
  };
}

/** The value below which a share of a sorted list lies; zero for an empty list. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function gilMetrics(trace: Trace, world: Readonly<World>): GilMetrics[] {
  const ownership = ownershipOf(trace);
  return world.gils.map((gil, id) => {
    const sorted = (ownership[id]?.runs ?? []).sort((a, b) => a - b);
    const at = (share: number) => percentile(sorted, share) as Ns;
    return {
      owner: trace.tables.gils[id]?.name ?? "",
      process: trace.tables.gils[id]?.process ?? 0,
      acquisitions: gil.acquisitions,
      handoffs: ownership[id]?.handoffs ?? 0,
      forced: gil.forced,
      held: gil.held as Ns,
      waited: gil.waited as Ns,
      runs: sorted.length === 0 ? null : { p10: at(0.1), p50: at(0.5), p90: at(0.9) },
    };
  });
}

/** How the threads that run tasks' code share one GIL. */
export interface Ownership {
  /** How long each had it that handed it over in the end: from taking it from another thread to the last release before the next took it. */
  readonly runs: number[];
  /** How often it went from one of them to another. */
  handoffs: number;
}

/**
 * For each GIL the ownerships in which a task's own code ran. Threads that only start or join others take it for moments in between and
 * are passed over.
 */
export function ownershipOf(trace: Trace): Ownership[] {
  const { log, tables } = trace;
  const found = tables.gils.map((): Ownership => ({ runs: [], handoffs: 0 }));
  /** By thread: a process may have several. */
  const taken = new Map<number, number>();
  const owners = tables.gils.map(() => ({ thread: -1, since: 0, released: 0, worked: false }));
  const workers = tables.gils.map(() => -1);
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code === gilReleased.code) {
      const owner = owners[log.operandAt(seq, 0)];
      if (owner !== undefined) owner.released = log.timeAt(seq);
    } else if (code === cpuStarted.code && log.operandAt(seq, 1) >= 0) {
      const thread = log.operandAt(seq, 0);
      const gil = taken.get(thread) ?? -1;
      const owner = owners[gil];
      const ownership = found[gil];
      if (owner?.thread !== thread || owner.worked || ownership === undefined) continue;
      owner.worked = true;
      if (workers[gil] !== -1 && workers[gil] !== thread) ownership.handoffs++;
      workers[gil] = thread;
    } else if (code === gilAcquired.code) {
      const gil = log.operandAt(seq, 0);
      taken.set(log.operandAt(seq, 1), gil);
      if (log.operandAt(seq, 2) !== 1) continue;
      const last = owners[gil];
      if (last?.worked === true) found[gil]?.runs.push(last.released - last.since);
      owners[gil] = { thread: log.operandAt(seq, 1), since: log.timeAt(seq), released: 0, worked: false };
    }
  }
  return found;
}

function taskMetrics(trace: Trace, id: number, task: TaskState): TaskMetrics {
  const facts = trace.tables.tasks[id];
  const ended = hasEnded(task.phase);
  const own = task.phase === "finished" || task.phase === "failed" || task.phase === "cancelled";
  return {
    name: facts?.name ?? "",
    parent: facts?.parent ?? null,
    arrived: facts?.parent === null ? facts.arrival : (task.createdAt ?? ZERO),
    started: task.startedAt,
    finished: own ? task.endedAt : null,
    outcome: ended ? (task.phase as TaskMetrics["outcome"]) : "stuck",
    cpu: task.cpu as Ns,
    waiting: Object.fromEntries(
      WAITING_PHASES.map((phase) => [phase, task.waited[phase] ?? 0]),
    ) as TaskMetrics["waiting"],
  };
}

function variableMetrics(trace: Trace, world: Readonly<World>): VariableMetrics[] {
  const homes = new Set<number>();
  for (const task of world.tasks) {
    if (task.thread !== null) homes.add(spaceOf(trace.tables, task.thread));
  }
  const spaces = [...homes].sort((a, b) => a - b);
  return world.variables.map((variable, id) => {
    const facts = trace.tables.variables[id];
    const initial = facts?.initial ?? 0;
    const values = spaces.length === 0 ? [initial] : spaces.map((each) => variable.values[each] ?? initial);
    return { name: facts?.name ?? "", values, perProcess: spaces.length > 1, lost: variable.lost };
  });
}

/** Parts of one task are not tasks of their own here: a task split over cores is parallel, not concurrent. */
function everConcurrent(trace: Trace, world: Readonly<World>): boolean {
  const spans = world.tasks
    .filter((task, id) => task.startedAt !== null && trace.tables.tasks[id]?.parent === null)
    .map((task) => ({ start: task.startedAt as number, end: task.endedAt ?? Number.POSITIVE_INFINITY }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let latest = Number.NEGATIVE_INFINITY;
  for (const span of spans) {
    if (span.start < latest) return true;
    latest = Math.max(latest, span.end);
  }
  return false;
}

/** Native and interpreted code of tasks, on two hardware threads for some time at once. */
function everParallel(trace: Trace): boolean {
  const { log } = trace;
  const own = new Set<number>();
  let since = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code !== cpuStarted.code && code !== cpuStopped.code) continue;
    const time = log.timeAt(seq);
    if (own.size > 1 && time > since) return true;
    since = time;
    const thread = log.operandAt(seq, 0);
    const counts = code === cpuStarted.code && log.operandAt(seq, 1) >= 0 && log.operandAt(seq, 2) < 2;
    if (counts) own.add(thread);
    else own.delete(thread);
  }
  return false;
}
