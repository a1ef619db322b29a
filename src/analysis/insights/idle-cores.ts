import { formatRatio } from "../../base/quantities.ts";
import { schedSwitched } from "../../trace/event.ts";
import { endOf, hardwareThreads, type Trace } from "../../trace/trace.ts";
import { busyNotParallel } from "./busy-not-parallel.ts";
import { type Contention, contentionOf } from "./contention.ts";
import type { Insight } from "./finding.ts";
import { endedAs } from "./outcome.ts";

/** Somebody waited at least this share of the run for what one thread at a time can have. */
const MUCH = 0.2;
/** A run of which more than this passes with nobody on a core is a wait, whatever happens in the rest. */
const MOST = 0.5;
/** Least number of tasks: for one alone there is nothing to share out. */
const FEW = 2;
const NOBODY = -1;

/** Cores with nothing to do: because of a lock round the interpreter, one thread, or work that is a wait. */
export const idleCores: Insight = {
  id: "idle-cores",
  find(trace, measured) {
    const lanes = hardwareThreads(trace);
    const tasks = trace.tables.tasks.filter((task) => task.parent === null).length;
    const length = endOf(trace);
    // Cores are the least trouble of a run that came to nothing.
    if (lanes < 2 || tasks < FEW || length === 0 || endedAs(trace, "deadlocked") || endedAs(trace, "crashed"))
      return null;
    const contention = contentionOf(trace);
    const used = measured?.utilization ?? contention.busy / length;
    if (lanes - used < 0.9) return null;
    const reason = reasonOf(trace, contention, length);
    // Where the GIL is in the way all along, there is more to say than that.
    if (reason === null || busyNotParallel.find(trace, measured) !== null) return null;
    const busy = formatRatio(used).replace(/x$/, "");
    const sentence = `Idle cores: ${busy} of ${lanes} busy on average, because ${reason.text}.`;
    return { id: "idle-cores", sentence, seq: Math.max(0, reason.seq) };
  },
};

function reasonOf(
  trace: Trace,
  { gil, turn, waiting }: Contention,
  length: number,
): { text: string; seq: number } | null {
  if (waiting > MOST * length) {
    // An event loop is how work that waits is run well: nobody expected more cores of it.
    const isFit = trace.tables.loops.length > 0 && trace.tables.threads.length === 1;
    return isFit
      ? null
      : { text: "the work is mostly waiting; cores are not what is missing", seq: longestLull(trace) };
  }
  if (Math.max(gil.time, turn.time) < MUCH * length) return null;
  if (gil.time > turn.time) return { text: "the GIL lets one thread run Python at a time", seq: gil.seq };
  const text =
    trace.tables.loops.length > 0
      ? `one thread, the ${trace.tables.loops[0]?.name}'s, does all the computing`
      : "one thread does everything, one task after the other";
  return { text, seq: turn.seq };
}

/** The event with which the longest time began in which no core had anything to do. */
function longestLull({ log }: Trace): number {
  let busy = 0;
  let since = -1;
  let longest = 0;
  let place = 0;
  for (let seq = 0; seq < log.length; seq++) {
    if (log.codeAt(seq) !== schedSwitched.code) continue;
    if (busy === 0 && since >= 0 && log.timeAt(seq) - log.timeAt(since) > longest) {
      longest = log.timeAt(seq) - log.timeAt(since);
      place = since;
    }
    busy += (log.operandAt(seq, 2) === NOBODY ? 0 : 1) - (log.operandAt(seq, 1) === NOBODY ? 0 : 1);
    since = seq;
  }
  return place;
}
