import { formatCount, formatDecimal, formatPercent } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf, hardwareThreads, type Trace } from "../../trace/trace.ts";
import { contentionOf } from "./contention.ts";
import type { Insight } from "./finding.ts";

/** `top` shows 100 %, rounded to tens, or more where waiting for the GIL keeps cores busy too. */
const FULL = 0.95;
/** One core's worth: what is more was done in parallel, in C code or in other processes; with less than half of it the run is about waiting. */
const ONE = 1.05;
const HALF = 0.5;
/** Halfway to a second thread: below it one thread has the work and the others look in. */
const SEVERAL = 1.5;

const PYTHON = events.CODES.indexOf("python");
const NATIVE = events.CODES.indexOf("native");
const NOBODY = -1;

/** Several threads have Python to run on several cores, and one core's worth of it is done: 100 % in `top`, and no more. */
export const busyNotParallel: Insight = {
  id: "busy-not-parallel",
  find(trace, measured) {
    const lanes = hardwareThreads(trace);
    const length = endOf(trace);
    if (lanes < 2 || length === 0 || trace.tables.gils.length === 0) return null;
    const used = measured?.utilization ?? contentionOf(trace).busy / length;
    if (used < FULL) return null;
    const { wanting, seq, work, longest, native } = demandOf(trace);
    if (work < HALF * length || work + native > ONE * length || wanting < SEVERAL * length || work < SEVERAL * longest)
      return null;
    const sentence =
      `Busy, not parallel: on average ${formatDecimal(wanting / length)} threads had Python to run on ${formatCount(lanes)} ` +
      `hardware threads, and ${formatDuration(work as Ns)} of it took ${formatDuration(length)}: \`top\` shows ${formatPercent(used)}.`;
    return { id: "busy-not-parallel", sentence, seq };
  },
};

interface Demand {
  /** Threads that ran a task's Python or waited for the GIL, times nanoseconds. */
  readonly wanting: number;
  /** Where the second of them began to want it. */
  readonly seq: number;
  /** Python of tasks in all threads, and in the one that had most of it: what it would take with a core for each. */
  readonly work: number;
  readonly longest: number;
  /** C code of tasks, which needs no GIL. */
  readonly native: number;
}

function demandOf({ log, tables }: Trace): Demand {
  const done = new Float64Array(tables.threads.length);
  /** When a thread began to run a task's code, and whether that is Python. */
  const since = new Float64Array(tables.threads.length).fill(NOBODY);
  const python = new Uint8Array(tables.threads.length);
  let native = 0;
  const waits = new Uint8Array(tables.threads.length);
  let now = 0;
  let count = 0;
  let wanting = 0;
  let first = NOBODY;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    const isGil = code === events.gilRequested.code || code === events.gilAcquired.code;
    if (!isGil && code !== events.cpuStarted.code && code !== events.cpuStopped.code) continue;
    const passed = log.timeAt(seq) - now;
    now += passed;
    wanting += passed * count;
    const thread = log.operandAt(seq, isGil ? 1 : 0);
    const before = count;
    if (isGil) {
      // Machinery, as the main thread at a start or a join, wants it for moments.
      const asks = code === events.gilRequested.code && tables.threads[thread]?.role !== "main" ? 1 : 0;
      count += asks - (waits[thread] ?? 0);
      waits[thread] = asks;
    } else if (code === events.cpuStarted.code) {
      const what = log.operandAt(seq, 2);
      if ((what !== PYTHON && what !== NATIVE) || log.operandAt(seq, 1) === NOBODY || since[thread] !== NOBODY)
        continue;
      since[thread] = now;
      python[thread] = what === PYTHON ? 1 : 0;
      count += python[thread] ?? 0;
    } else if (since[thread] !== NOBODY) {
      const length = now - (since[thread] ?? now);
      since[thread] = NOBODY;
      if (python[thread] === 1) {
        done[thread] = (done[thread] ?? 0) + length;
        count--;
      } else native += length;
    }
    if (count > before && count === 2 && first < 0) first = seq;
  }
  let work = 0;
  let longest = 0;
  for (const amount of done) {
    work += amount;
    longest = Math.max(longest, amount);
  }
  return { wanting, seq: Math.max(0, first), work, longest, native };
}
