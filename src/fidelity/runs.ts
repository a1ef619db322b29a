/** Running what a case asks for, and the figures that any run gives. */
import { runtimes } from "../simulation/runtimes/index.ts";
import type { Runtime } from "../simulation/runtimes/runtime.ts";
import { type SimulateOptions, simulate } from "../simulation/simulate.ts";
import type { Workload } from "../simulation/workload/workload.ts";
import { gilAcquired } from "../trace/event.ts";
import { History } from "../trace/history.ts";
import { measure, percentile, type RunMetrics } from "../trace/metrics.ts";
import type { Trace } from "../trace/trace.ts";

/** A run of a workload under a model; null where there is no such model, or it cannot run this. */
export function traceOf(workload: Workload, model: string, options: SimulateOptions = {}): Trace | null {
  const runtime = runtimes.find(model);
  return runtime === undefined || refuses(runtime, workload) ? null : simulate(workload, runtime, options);
}

/** As `simulate` asks: a model may run another version than the one that is asked for. */
function refuses(runtime: Runtime, workload: Workload): boolean {
  const { version } = workload.python;
  const python = { ...workload.python, version: runtime.version?.(version) ?? version };
  return runtime.refuses({ ...workload, python }) !== null;
}

export const metricsOf = (trace: Trace): RunMetrics => measure(new History(trace));

/** The makespan of the same tasks one after the other. */
export function sequentialOf(workload: Workload): number {
  return metricsOf(simulate(workload, runtimes.get("blocking"))).makespan;
}

export const medianOf = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  );

/** The threads with tasks that got the GIL from one another, in order. */
export function ownersOf({ log, tables }: Trace): readonly number[] {
  const owners: number[] = [];
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== gilAcquired.code) continue;
    const owner = log.operandAt(seq, 1);
    if (tables.threads[owner]?.task !== null && owner !== owners.at(-1)) owners.push(owner);
  }
  return owners;
}
