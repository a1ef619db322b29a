/** Who had what a thread needed in order to go on: its event loop's turn, the GIL, or a core. */
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import { listed, taskName, threadName } from "./names.ts";

/** Alone to blame is who had it for this share of the time. */
const MOST = 0.5;
const ENDS: ReadonlySet<number> = new Set([
  events.taskSuspended.code,
  events.taskFinished.code,
  events.taskFailed.code,
  events.taskCancelled.code,
  events.taskCrashed.code,
]);
const BEGINS: ReadonlySet<number> = new Set([events.taskStarted.code, events.taskResumed.code]);

/** Something that is taken and given back; an event of it begins or ends the turn of a holder, or is none of its (-1). */
interface Resource {
  readonly words: string;
  begins(seq: number): number;
  ends(seq: number): number;
  /** Who it is, from the event with which its turn began. */
  name(holder: number, begun: number): string;
}

/**
 * Who was in the way of a thread from an instant up to an event with which it went on, as a clause: `while Ann had the GIL`; null where
 * nobody was.
 */
export function inTheWayOf(trace: Trace, thread: number, since: number, until: number): string | null {
  const { log, tables } = trace;
  const isLoops = tables.loops.length > 0 && tables.threads[thread]?.role === "main";
  const resource = isLoops ? turnOf(trace, thread) : (gilAwaited(trace, thread, since, until) ?? coreOf(trace, thread));
  /** The turns whose end has been passed on the way back. */
  const open = new Map<number, number>();
  const sums = new Map<string, number>();
  for (let seq = until - 1; seq >= 0 && (log.timeAt(seq) > since || open.size > 0); seq--) {
    const ended = resource.ends(seq);
    if (ended >= 0 && log.timeAt(seq) > since) open.set(ended, log.timeAt(seq));
    const begun = resource.begins(seq);
    const end = begun < 0 ? undefined : open.get(begun);
    if (end === undefined) continue;
    open.delete(begun);
    const name = resource.name(begun, seq);
    sums.set(name, (sums.get(name) ?? 0) + end - Math.max(since, log.timeAt(seq)));
  }
  const sorted = [...sums].filter(([, time]) => time > 0).sort(([, a], [, b]) => b - a);
  const [first] = sorted;
  if (first === undefined) return null;
  const alone = first[1] >= MOST * (log.timeAt(until) - since);
  const who = alone ? first[0] : listed(sorted.map(([name]) => name));
  return `while ${who} had ${resource.words}`;
}

function turnOf(trace: Trace, thread: number): Resource {
  const { log } = trace;
  return {
    words: `the ${trace.tables.loops[0]?.name}'s thread`,
    begins: (seq) => (BEGINS.has(log.codeAt(seq)) && log.operandAt(seq, 1) === thread ? log.operandAt(seq, 0) : -1),
    ends: (seq) => (ENDS.has(log.codeAt(seq)) ? log.operandAt(seq, 0) : -1),
    name: (task) => taskName(trace, task),
  };
}

/** The GIL, where the thread waited for it most of the time. */
function gilAwaited(trace: Trace, thread: number, since: number, until: number): Resource | null {
  const { log } = trace;
  for (let seq = until - 1; seq >= 0 && log.timeAt(seq) >= since; seq--) {
    if (log.codeAt(seq) !== events.gilRequested.code || log.operandAt(seq, 1) !== thread) continue;
    const now = log.timeAt(until);
    if (now - log.timeAt(seq) < MOST * (now - since)) return null;
    const gil = log.operandAt(seq, 0);
    const isIts = (at: number, code: number) => log.codeAt(at) === code && log.operandAt(at, 0) === gil;
    return {
      words: "the GIL",
      begins: (at) => (isIts(at, events.gilAcquired.code) ? log.operandAt(at, 1) : -1),
      ends: (at) => (isIts(at, events.gilReleased.code) ? log.operandAt(at, 1) : -1),
      name: (holder) => threadName(trace, holder),
    };
  }
  return null;
}

/** The cores, by the tasks whose code ran there. */
function coreOf(trace: Trace, thread: number): Resource {
  const { log } = trace;
  const of = (code: number) => (seq: number) =>
    log.codeAt(seq) === code && log.operandAt(seq, 0) !== thread ? log.operandAt(seq, 0) : -1;
  return {
    words: trace.header.machine.cores * trace.header.machine.threadsPerCore === 1 ? "the core" : "the cores",
    begins: of(events.cpuStarted.code),
    ends: of(events.cpuStopped.code),
    name: (holder, begun) => {
      const task = log.operandAt(begun, 1);
      return task < 0 ? threadName(trace, holder) : taskName(trace, task);
    },
  };
}
