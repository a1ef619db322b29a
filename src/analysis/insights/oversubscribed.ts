import { formatCount, formatFinePercent } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf, hardwareThreads } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { plural } from "./names.ts";

/** More threads than cores for less than this share of the run is a rush, not too many threads. */
const MUCH = 0.2;
const SECOND = 1e9;

const PREEMPTED = events.SWITCH_REASONS.indexOf("preempted");
const OWN_CODE: ReadonlySet<number> = new Set([events.CODES.indexOf("python"), events.CODES.indexOf("native")]);
const NOBODY = -1;

/** More threads that compute than hardware threads: the scheduler takes turns, which gains nothing and costs switches. */
export const oversubscribed: Insight = {
  id: "oversubscribed",
  find(trace) {
    const { log, tables } = trace;
    const lanes = hardwareThreads(trace);
    const length = endOf(trace);
    if (length === 0 || tables.threads.length <= lanes) return null;
    /** Threads in the middle of a task's code, on a core or waiting for one. */
    const computes = new Uint8Array(tables.threads.length);
    let count = 0;
    let now = 0;
    let crowded = 0;
    /** Computing threads while there were too many, times nanoseconds. */
    let computing = 0;
    let preemptions = 0;
    let lost = 0;
    let first = -1;
    for (let seq = 0; seq < log.length; seq++) {
      const passed = log.timeAt(seq) - now;
      now += passed;
      if (count > lanes) {
        crowded += passed;
        computing += passed * count;
      }
      const subject = log.operandAt(seq, 0);
      switch (log.codeAt(seq)) {
        case events.cpuStarted.code:
          if (log.operandAt(seq, 1) === NOBODY || !OWN_CODE.has(log.operandAt(seq, 2))) break;
          count += 1 - (computes[subject] ?? 0);
          computes[subject] = 1;
          break;
        case events.cpuStopped.code:
          // What is left of it is done later, unless the thread goes to wait for something.
          if (log.operandAt(seq, 1) > 0) break;
          count -= computes[subject] ?? 0;
          computes[subject] = 0;
          break;
        case events.threadParked.code:
        case events.threadExited.code:
          count -= computes[subject] ?? 0;
          computes[subject] = 0;
          break;
        case events.schedSwitched.code:
          if (count <= lanes || log.operandAt(seq, 3) !== PREEMPTED) break;
          if (preemptions === 0) first = seq;
          preemptions++;
          lost += log.operandAt(seq, 4);
          break;
        default:
      }
    }
    // Whoever is never interrupted has lost nothing to the others but his turn.
    if (crowded < MUCH * length || preemptions === 0) return null;
    const threads = Math.max(lanes + 1, Math.round(computing / crowded));
    const rate = formatCount(Math.round((preemptions * SECOND) / length));
    const sentence =
      `Oversubscribed: about ${plural(threads, "computing thread")} at a time on ${plural(lanes, "hardware thread")}; ` +
      `the scheduler took one off its core ${rate} times a second, which gains nothing ` +
      `and cost ${formatDuration(lost as Ns)} of CPU (${formatFinePercent(lost / (lanes * length))}).`;
    return { id: "oversubscribed", sentence, seq: first };
  },
};
