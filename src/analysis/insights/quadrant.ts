import * as events from "../../trace/event.ts";
import { endOf, hardwareThreads, type Trace } from "../../trace/trace.ts";
import { contentionOf } from "./contention.ts";
import type { Finding, Insight } from "./finding.ts";
import { plural } from "./names.ts";

export interface Quadrant {
  /** Two tasks were in progress, started and not ended, at the same time. */
  readonly concurrent: boolean;
  /** Two hardware threads executed tasks' code at the same time. */
  readonly parallel: boolean;
  readonly name: "neither" | "concurrent" | "parallel" | "both";
  /** Which quadrant and why. */
  readonly sentence: string;
}

/** The most of something at one time, and the event with which it first came to two. */
class Peak {
  most = 0;
  seq = -1;
  #count = 0;
  #since = -1;
  #started = -1;

  /** Changes the count at an instant; what lasts no time does not count. */
  change(by: number, time: number, seq: number): void {
    if (time > this.#since && this.#count > this.most) {
      if (this.most < 2) this.seq = this.#started;
      this.most = this.#count;
    }
    this.#count += by;
    this.#since = time;
    if (by > 0 && this.#count === 2) this.#started = seq;
  }
}

const CODE_PYTHON = events.CODES.indexOf("python");
const CODE_NATIVE = events.CODES.indexOf("native");
const NOBODY = -1;
/** A wait of less than this share of the run is a worker that wakes up. */
const SLIGHT = 0.01;

interface Tally {
  readonly tasks: Peak;
  /** Parts of tasks in progress. */
  readonly parts: Peak;
  readonly cores: Peak;
  /** Whether anything but waiting was done. */
  readonly computes: boolean;
  /** Where one task follows another: the start of the second one, or of the only one. */
  readonly follows: number;
}

function tally(trace: Trace): Tally {
  const { log, tables } = trace;
  const tasks = new Peak();
  const parts = new Peak();
  const cores = new Peak();
  const inProgress = new Set<number>();
  const computing = new Set<number>();
  /** A subtask is part of its parent, not a second task. */
  const peakOf = (task: number): Peak => (tables.tasks[task]?.parent === null ? tasks : parts);
  let computes = false;
  let follows = -1;
  let begun = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    const first = log.operandAt(seq, 0);
    switch (code) {
      case events.taskStarted.code:
        if (inProgress.has(first)) break;
        inProgress.add(first);
        if (peakOf(first) === tasks && ++begun <= 2) follows = seq;
        peakOf(first).change(1, log.timeAt(seq), seq);
        break;
      case events.taskFinished.code:
      case events.taskFailed.code:
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        if (inProgress.delete(first)) peakOf(first).change(-1, log.timeAt(seq), seq);
        break;
      case events.cpuStarted.code: {
        const what = log.operandAt(seq, 2);
        if ((what !== CODE_PYTHON && what !== CODE_NATIVE) || log.operandAt(seq, 1) === NOBODY) break;
        computes = true;
        if (computing.has(first)) break;
        computing.add(first);
        cores.change(1, log.timeAt(seq), seq);
        break;
      }
      case events.cpuStopped.code:
        if (computing.delete(first)) cores.change(-1, log.timeAt(seq), seq);
        break;
      default:
    }
  }
  const end = log.length === 0 ? 0 : log.timeAt(log.length - 1) + 1;
  tasks.change(0, end, log.length);
  parts.change(0, end, log.length);
  cores.change(0, end, log.length);
  return { tasks, parts, cores, computes, follows };
}

/** Concurrent means in progress at the same time, parallel running at the same time: which of the two this run was. */
export function quadrant(trace: Trace): Quadrant {
  return judge(trace, tally(trace));
}

function judge(trace: Trace, { tasks, parts, cores, computes }: Tally): Quadrant {
  const concurrent = tasks.most > 1;
  const parallel = cores.most > 1;
  const [many, wide] = [plural(tasks.most, "task"), plural(cores.most, "core")];
  if (concurrent && parallel) {
    const sentence = `Concurrent and parallel: up to ${many} in progress, on up to ${wide} at the same time.`;
    return { concurrent, parallel, name: "both", sentence };
  }
  if (concurrent) {
    const sentence = `Concurrent, not parallel: up to ${many} in progress, but ${whyNotParallel(trace, computes)}.`;
    return { concurrent, parallel, name: "concurrent", sentence };
  }
  if (parallel) {
    const sentence = `Parallel, not concurrent: one task at a time, split over up to ${wide}.`;
    return { concurrent, parallel, name: "parallel", sentence };
  }
  const manner = parts.most > 1 ? `; ${howPartsOverlap(trace, computes)}` : ", each to its end";
  const sentence = `Neither concurrent nor parallel: one task at a time${manner}.`;
  return { concurrent, parallel, name: "neither", sentence };
}

const howPartsOverlap = (trace: Trace, computes: boolean): string =>
  computes ? `its parts overlap, but ${whyNotParallel(trace, computes)}` : "its parts overlap their waits";

function whyNotParallel(trace: Trace, computes: boolean): string {
  const { tables } = trace;
  if (!computes) return "all of them only wait: there is nothing to compute in parallel";
  if (hardwareThreads(trace) === 1) return "there is one core, which switches between them";
  if (tables.loops.length === 1 && tables.executors.length === 0)
    return `one thread runs them all, ${tables.loops[0]?.kind === "hub" ? "a hub" : "an event loop"}'s`;
  const { gil, turn, elsewhere } = contentionOf(trace);
  if (gil.time > 0) return "the GIL lets one thread run Python at a time";
  const other = turn.time + elsewhere.time > SLIGHT * endOf(trace);
  return other ? "never two cores computed at the same time" : "at no time did two of them have something to compute";
}

export const quadrantInsight: Insight = {
  id: "quadrant",
  find(trace): Finding {
    const counts = tally(trace);
    const overlaps = Math.max(counts.tasks.seq, counts.cores.seq);
    const seq = Math.max(overlaps < 0 ? counts.follows : overlaps, 0);
    return { id: "quadrant", sentence: judge(trace, counts).sentence, seq };
  },
};
