/** What several claims read from a run. */
import { atLeast, formatDuration, type Ns, ZERO } from "../base/time.ts";
import { cpuStarted, gilAcquired, gilRequested } from "../trace/event.ts";
import type { TaskMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";
import type { FinishedRun } from "./claim.ts";
import { type Figure, share, time } from "./figures.ts";

/** Less than a tenth apart is the same. */
const CLEARLY = 0.9;

export const makespan = (run: FinishedRun): Ns => run.metrics.makespan;

/** Whether a run took clearly less time than another one: more than a tenth. */
export const isFaster = (run: FinishedRun, than: FinishedRun): boolean => makespan(run) < CLEARLY * makespan(than);

/** Whether neither took clearly less time than the other. */
export const isAlike = (a: FinishedRun, b: FinishedRun): boolean => !isFaster(a, b) && !isFaster(b, a);

/** How many times as fast a run was. */
export const speedUp = (run: FinishedRun, than: FinishedRun): number => makespan(than) / makespan(run);

/** Its makespan, under the model's own name or another label. */
export const took = (run: FinishedRun, label: string = run.trace.header.modelTitle): Figure =>
  time(label, makespan(run));

/** Its CPU time over its makespan: 100 % is one core. */
export const cpu = (run: FinishedRun, label: string = run.trace.header.modelTitle): Figure =>
  share(label, run.metrics.utilization);

/** The switch interval; zero where no interpreter has one. */
export const intervalOf = ({ trace }: FinishedRun): Ns => trace.header.python?.switchInterval ?? ZERO;
export const intervalText = (run: FinishedRun): string => `interval of ${formatDuration(intervalOf(run))}`;

/** The task of a name; a claim knows its scenario. */
export function taskOf(run: FinishedRun, name: string): TaskMetrics {
  return run.metrics.tasks.find((task) => task.name === name) as TaskMetrics;
}

/** When a task began to run, or came to its end; the end of the run where it never did. */
export const startOf = (run: FinishedRun, name: string): Ns => taskOf(run, name).started ?? makespan(run);
export const endOf = (run: FinishedRun, name: string): Ns => taskOf(run, name).finished ?? makespan(run);

/** Updates that were overwritten, of all variables. */
export const lostIn = (run: FinishedRun): number => run.metrics.variables.reduce((sum, { lost }) => sum + lost, 0);

/** Threads that were ever made, the program's first one included. */
export const threadsOf = (run: FinishedRun): number => run.trace.tables.threads.length;

/** How long threads of tasks waited for the GIL, each wait of its own; those of one task, or of all. */
export function gilWaits({ trace }: FinishedRun, task: string | null = null): readonly Ns[] {
  const { log, tables } = trace;
  const since = new Map<number, number>();
  const waits: Ns[] = [];
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code !== gilRequested.code && code !== gilAcquired.code) continue;
    const thread = log.operandAt(seq, 1);
    const facts = tables.threads[thread];
    if (facts?.role !== "task" || (task !== null && tables.tasks[facts.task ?? -1]?.name !== task)) continue;
    const asked = since.get(thread);
    if (code === gilRequested.code) since.set(thread, log.timeAt(seq));
    else if (asked !== undefined) waits.push((log.timeAt(seq) - asked) as Ns);
  }
  return waits;
}

export const longestGilWait = (run: FinishedRun): Ns => gilWaits(run).reduce(atLeast, ZERO);

/** Of the hand-overs between threads that run tasks, the share that went back to the one that had it before. */
export function backAndForth({ trace }: FinishedRun): number {
  const owners = workersIn(trace);
  const back = owners.filter((owner, index) => index > 1 && owner === owners[index - 2]).length;
  return owners.length < 3 ? 0 : back / (owners.length - 2);
}

/** The threads that ran tasks' code, in turn. */
function workersIn({ log }: Trace): readonly number[] {
  const owners: number[] = [];
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== cpuStarted.code || log.operandAt(seq, 1) < 0) continue;
    const thread = log.operandAt(seq, 0);
    if (owners.at(-1) !== thread) owners.push(thread);
  }
  return owners;
}

/** How many tasks were begun and not ended at the same time, at most. */
export function mostInProgress({ metrics }: FinishedRun): number {
  const changes = metrics.tasks
    .filter(({ parent, started }) => parent === null && started !== null)
    .flatMap(({ started, finished }) => [
      { time: started as number, by: 1 },
      { time: finished ?? metrics.makespan, by: -1 },
    ])
    .sort((a, b) => a.time - b.time || a.by - b.by);
  let now = 0;
  return changes.reduce((most, { by }) => {
    now += by;
    return Math.max(most, now);
  }, 0);
}
