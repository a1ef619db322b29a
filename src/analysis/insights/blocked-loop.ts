import { formatDuration, ms, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import type { Finding, Insight } from "./finding.ts";
import { plural, taskName } from "./names.ts";

/** A task that keeps the loop no longer than this disturbs nobody. */
const LONG = ms(5);

interface Hold {
  readonly task: number;
  readonly thread: number;
  readonly seq: number;
  readonly since: number;
  /** The device of a blocking call in it, or -1. */
  device: number;
}

/** One task keeps the event loop's thread for long, while others are ready or due. */
export const blockedLoop: Insight = {
  id: "blocked-loop",
  find(trace) {
    if (trace.tables.loops.length === 0) return null;
    const search = new Search(trace);
    for (let seq = 0; seq < trace.log.length; seq++) search.read(seq);
    return search.finding();
  },
};

class Search {
  readonly #trace: Trace;
  /** By thread. */
  readonly #holds = new Map<number, Hold>();
  readonly #threadOf = new Map<number, number>();
  /** Tasks whose turn has come or comes: ready, answered, or with a timer. */
  readonly #ready = new Set<number>();
  readonly #due = new Map<number, number>();
  #longest = 0;
  #worst: Hold | null = null;
  #others = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
  }

  read(seq: number): void {
    const { log } = this.#trace;
    const code = log.codeAt(seq);
    const task = log.operandAt(seq, 0);
    switch (code) {
      case events.taskCreated.code:
      case events.taskReadied.code:
        this.#ready.add(task);
        return;
      case events.taskStarted.code:
      case events.taskResumed.code:
        this.#begin(task, log.operandAt(seq, 1), seq);
        return;
      case events.taskSuspended.code:
        this.#due.set(task, log.operandAt(seq, 3));
        this.#end(task, seq);
        return;
      case events.taskFinished.code:
      case events.taskFailed.code:
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        this.#ready.delete(task);
        this.#end(task, seq);
        return;
      case events.ioSubmitted.code: {
        const hold = this.#holds.get(log.operandAt(seq, 3));
        if (hold !== undefined && log.operandAt(seq, 5) === 1) hold.device = log.operandAt(seq, 1);
        return;
      }
      case events.ioCompleted.code:
        if (log.operandAt(seq, 2) >= 0) this.#ready.add(log.operandAt(seq, 2));
        return;
      default:
    }
  }

  finding(): Finding | null {
    const worst = this.#worst;
    if (worst === null) return null;
    const name = taskName(this.#trace, worst.task);
    const device = this.#trace.tables.devices[worst.device]?.name;
    const [loop] = this.#trace.tables.loops;
    const without = loop?.kind === "hub" ? "a switch" : "an await";
    const how = device === undefined ? `computing without ${without}` : `in a blocking call to ${device}`;
    const others = `${plural(this.#others, "other task")} that could have gone on had to wait`;
    const sentence = `Blocked loop: ${name} kept the ${loop?.name} for ${formatDuration(this.#longest as Ns)}, ${how}; ${others}.`;
    return { id: "blocked-loop", sentence, seq: worst.seq };
  }

  #begin(task: number, thread: number, seq: number): void {
    this.#ready.delete(task);
    this.#due.delete(task);
    // A worker's thread is not the loop's.
    if (this.#trace.tables.threads[thread]?.role !== "main") return;
    this.#threadOf.set(task, thread);
    this.#holds.set(thread, { task, thread, seq, since: this.#trace.log.timeAt(seq), device: -1 });
  }

  #end(task: number, seq: number): void {
    const thread = this.#threadOf.get(task);
    const hold = thread === undefined ? undefined : this.#holds.get(thread);
    if (thread === undefined || hold === undefined || hold.task !== task) return;
    this.#holds.delete(thread);
    this.#threadOf.delete(task);
    const now = this.#trace.log.timeAt(seq);
    const length = now - hold.since;
    if (length < LONG || length <= this.#longest) return;
    const held = new Set([...this.#ready].filter((each) => each !== task));
    for (const [other, due] of this.#due) if (other !== task && due < now) held.add(other);
    if (held.size === 0) return;
    this.#longest = length;
    this.#worst = hold;
    this.#others = held.size;
  }
}
