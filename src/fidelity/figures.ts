/** The figures of one run, by name: what a measured scenario can be asked for. */
import { cpuStarted, taskStepped } from "../trace/event.ts";
import type { RunMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";
import type { Value } from "./case.ts";
import { medianOf } from "./runs.ts";

/** @param sequential the makespan of the same tasks one after the other, where it is asked for. */
export function figureOf(name: string, trace: Trace, metrics: RunMetrics, sequential: () => number): Value {
  switch (name) {
    case "outcome":
      return metrics.outcome;
    case "finished":
    case "failed":
    case "crashed":
    case "stuck":
      return metrics.tasks.filter(({ outcome }) => outcome === name).length;
    case "makespan_ms":
      return metrics.makespan / 1e6;
    case "makespan_ratio":
      return metrics.makespan / sequential();
    case "invol_switches":
      return metrics.switches.involuntary;
    case "turn_p50_ms":
      return medianOf(turnsOf(trace)) / 1e6;
    case "lap_p50_ms":
      return medianOf(lapsOf(trace)) / 1e6;
    case "max_late_ms":
      return latenessOf(metrics, trace);
    default:
      throw new Error(`no figure is called ${name}`);
  }
}

/** On one core: how long a task computes before another one does, in nanoseconds. The last turn, cut short by the end, does not count. */
function turnsOf({ log }: Trace): readonly number[] {
  const turns: number[] = [];
  let owner = -1;
  let since = 0;
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== cpuStarted.code) continue;
    const task = log.operandAt(seq, 1);
    if (task < 0 || task === owner) continue;
    if (owner >= 0) turns.push(log.timeAt(seq) - since);
    owner = task;
    since = log.timeAt(seq);
  }
  return turns;
}

/** How long the steps of the last task take, one after the other, in nanoseconds. */
function lapsOf({ log, tables }: Trace): readonly number[] {
  const task = tables.tasks.length - 1;
  const times: number[] = [];
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) === taskStepped.code && log.operandAt(seq, 0) === task) times.push(log.timeAt(seq));
  }
  return times.slice(1).map((time, at) => time - (times[at] as number));
}

/** How much later than it wanted the latest of the tasks came that only sleep, in milliseconds. */
export function latenessOf(metrics: RunMetrics, { tables }: Trace): number {
  const late = metrics.tasks.flatMap(({ arrived, finished }, id) => {
    const steps = tables.tasks[id]?.steps ?? [];
    if (finished === null || steps.some(({ kind }) => kind !== "sleep")) return [];
    return [finished - arrived - steps.reduce((sum, { amount }) => sum + amount, 0)];
  });
  return Math.max(...late) / 1e6;
}
