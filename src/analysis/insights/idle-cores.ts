import { formatRatio } from "../../base/quantities.ts";
import * as events from "../../trace/event.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";

/** Somebody waited at least this share of the run for what one thread at a time can have. */
const MUCH = 0.2;
/** Least number of tasks: for one alone there is nothing to share out. */
const FEW = 2;

/** Cores with nothing to do while there is work: because of a lock round the interpreter, one thread, or waiting work. */
export const idleCores: Insight = {
  id: "idle-cores",
  find(trace, measured) {
    const { machine } = trace.header;
    const lanes = machine.cores * machine.threadsPerCore;
    const tasks = trace.tables.tasks.filter((task) => task.parent === null).length;
    const length = endOf(trace);
    if (lanes < 2 || tasks < FEW || length === 0) return null;
    const counts = count(trace);
    const used = measured?.utilization ?? counts.busy / length;
    if (lanes - used < 0.9) return null;
    const reason = reasonOf(trace, counts, length);
    if (reason === null) return null;
    const busy = formatRatio(used).replace(/x$/, "");
    const sentence = `Idle cores: ${busy} of ${lanes} busy on average, because ${reason}.`;
    return { id: "idle-cores", sentence, seq: Math.max(0, counts.seq) };
  },
};

interface Counts {
  busy: number;
  /** Waiting for the GIL, for an event loop's turn, for I/O, for somebody to take the task up. */
  gil: number;
  loop: number;
  io: number;
  start: number;
  seq: number;
}

function count(trace: Trace): Counts {
  const { log } = trace;
  const counts: Counts = { busy: 0, gil: 0, loop: 0, io: 0, start: 0, seq: -1 };
  const onCore = new Map<number, number>();
  const open = {
    gil: new Map<number, number>(),
    loop: new Map<number, number>(),
    io: new Map<number, number>(),
    start: new Map<number, number>(),
  };
  const close = (what: keyof typeof open, key: number, time: number): void => {
    const since = open[what].get(key);
    if (since === undefined) return;
    counts[what] += time - since;
    open[what].delete(key);
  };
  for (let seq = 0; seq < log.length; seq++) {
    const time = log.timeAt(seq);
    switch (log.codeAt(seq)) {
      case events.schedSwitched.code: {
        const core = log.operandAt(seq, 0);
        counts.busy += time - (onCore.get(core) ?? time);
        if (log.operandAt(seq, 2) >= 0) onCore.set(core, time);
        else onCore.delete(core);
        break;
      }
      case events.gilRequested.code:
        open.gil.set(log.operandAt(seq, 1), time);
        break;
      case events.gilDropRequested.code:
        if (counts.seq < 0) counts.seq = seq;
        break;
      case events.gilAcquired.code:
        close("gil", log.operandAt(seq, 1), time);
        break;
      case events.taskReadied.code:
        open.loop.set(log.operandAt(seq, 0), time);
        break;
      case events.taskCreated.code:
        open.start.set(log.operandAt(seq, 0), time);
        break;
      case events.taskStarted.code:
        close("start", log.operandAt(seq, 0), time);
        close("loop", log.operandAt(seq, 0), time);
        break;
      case events.taskResumed.code:
        close("loop", log.operandAt(seq, 0), time);
        break;
      case events.ioSubmitted.code:
        open.io.set(log.operandAt(seq, 0), time);
        break;
      case events.ioCompleted.code:
        close("io", log.operandAt(seq, 0), time);
        break;
      default:
    }
  }
  const end = endOf(trace);
  for (const since of onCore.values()) counts.busy += end - since;
  return counts;
}

function reasonOf(trace: Trace, counts: Counts, length: number): string | null {
  const { tables, header } = trace;
  if (tables.loops.length > 0 && counts.loop + counts.start > MUCH * length)
    return "one thread, the event loop's, does all the work";
  if (header.model === "blocking" && counts.start > MUCH * length)
    return "one thread does everything, one task after the other";
  if (tables.gils.length > 0 && counts.gil > MUCH * length) return "the GIL lets one thread run Python at a time";
  if (counts.io > 2 * counts.busy) return "the work is mostly waiting, which needs no core";
  return null;
}
