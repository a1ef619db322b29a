/**
 * Who waited for what from when to when, and who had it meanwhile: one pass over a log.
 *
 * A wait is one, however often its thread woke in between to look: for the GIL it lasts from the request to the acquisition, with all
 * timed waits and futile wake-ups in it.
 */
import * as events from "../../trace/event.ts";
import type { EventLog } from "../../trace/log.ts";
import { WAITING_PHASES, type WaitingPhase } from "../../trace/metrics.ts";
import { SpanTrack } from "../../trace/span-track.ts";
import type { Trace, TraceTables } from "../../trace/trace.ts";
import { phaseOf } from "../../trace/transitions.ts";
import { WaitList } from "./wait-list.ts";

const NONE = -1;
const kindOf = (kind: WaitingPhase): number => WAITING_PHASES.indexOf(kind);
const [CORE, GIL, IO, LOOP, START] = (["core", "gil", "io", "loop", "start"] as const).map(kindOf) as [
  number,
  number,
  number,
  number,
  number,
];
const KIND_OF_WAIT = events.WAITS.map((wait) => kindOf(phaseOf(wait) as WaitingPhase));
const [BLOCKED, EXITED] = [events.SWITCH_REASONS.indexOf("blocked"), events.SWITCH_REASONS.indexOf("exited")];

export interface Waits {
  /** By task. */
  readonly tasks: readonly WaitList[];
  /** The kinds that take any time in this run, in the order of `WAITING_PHASES`. */
  readonly kinds: readonly WaitingPhase[];
  /** By lock: who held it. */
  readonly locks: readonly SpanTrack[];
  /** By thread: the task whose turn it was on it. */
  readonly turns: readonly SpanTrack[];
  /** By P of the Go scheduler: the goroutine that had it. */
  readonly procs: readonly SpanTrack[];
}

/** Reads the whole log once. */
export function waitsOf(trace: Trace): Waits {
  const reader = new Reader(trace);
  for (let seq = 0; seq < trace.log.length; seq++) reader.read(seq);
  return reader.finish();
}

/** What is open: nothing while `since` is -1. */
interface Open {
  since: number;
  kind: number;
  object: number;
  began: number;
}

/** Who has something now; nobody while `since` is -1. */
class Holders {
  readonly tracks: SpanTrack[];
  readonly #since: Float64Array;
  readonly #threads: Int32Array;
  readonly #tasks: Int32Array;

  constructor(count: number) {
    this.tracks = Array.from({ length: count }, () => new SpanTrack());
    this.#since = new Float64Array(count).fill(NONE);
    this.#threads = new Int32Array(count);
    this.#tasks = new Int32Array(count);
  }

  begin(index: number, thread: number, task: number, now: number): void {
    this.end(index, now);
    this.#since[index] = now;
    this.#threads[index] = thread;
    this.#tasks[index] = task;
  }

  end(index: number, now: number): void {
    const since = this.#since[index] as number;
    if (since === NONE || this.tracks[index] === undefined) return;
    this.#since[index] = NONE;
    const [thread, task] = [this.#threads[index] as number, this.#tasks[index] as number];
    this.tracks[index].push(since, now, thread, task, 0, "goes-on", false);
  }
}

class Reader {
  readonly #log: EventLog;
  readonly #tables: TraceTables;
  readonly #lists: WaitList[];
  readonly #open: Open[];
  readonly #locks: Holders;
  readonly #turns: Holders;
  readonly #procs: Holders;
  /** By thread: the task it executes, what it is about to wait for, and whether it wants the GIL. */
  readonly #task: Int32Array;
  readonly #wait: Int32Array;
  readonly #object: Int32Array;
  readonly #wantsGil: Uint8Array;
  /** By task: the thread that executes it, the P it has, the device it asked last. */
  readonly #thread: Int32Array;
  readonly #proc: Int32Array;
  readonly #device: Int32Array;
  readonly #kinds = new Set<number>();
  #now = 0;

  constructor({ log, tables }: Trace) {
    this.#log = log;
    this.#tables = tables;
    this.#lists = tables.tasks.map(() => new WaitList());
    this.#open = tables.tasks.map(() => ({ since: NONE, kind: NONE, object: NONE, began: NONE }));
    this.#locks = new Holders(tables.locks.length);
    this.#turns = new Holders(tables.threads.length);
    this.#procs = new Holders(tables.procs.length);
    const [threads, tasks] = [tables.threads.length, tables.tasks.length];
    this.#task = Int32Array.from(tables.threads, ({ role, task }) => (role === "task" ? (task ?? NONE) : NONE));
    this.#wait = new Int32Array(threads).fill(NONE);
    this.#object = new Int32Array(threads).fill(NONE);
    this.#wantsGil = new Uint8Array(threads);
    this.#thread = new Int32Array(tasks).fill(NONE);
    this.#proc = new Int32Array(tasks).fill(NONE);
    this.#device = new Int32Array(tasks).fill(NONE);
    this.#task.forEach((task, thread) => {
      if (task !== NONE) this.#thread[task] = thread;
    });
  }

  finish(): Waits {
    for (const task of this.#open.keys()) this.#close(task, NONE);
    for (const index of this.#locks.tracks.keys()) this.#locks.end(index, this.#now);
    for (const index of this.#turns.tracks.keys()) this.#turns.end(index, this.#now);
    for (const index of this.#procs.tracks.keys()) this.#procs.end(index, this.#now);
    return {
      tasks: this.#lists,
      kinds: WAITING_PHASES.filter((_, kind) => this.#kinds.has(kind)),
      locks: this.#locks.tracks,
      turns: this.#turns.tracks,
      procs: this.#procs.tracks,
    };
  }

  read(seq: number): void {
    const log = this.#log;
    const first = log.operandAt(seq, 0);
    const second = log.operandAt(seq, 1);
    this.#now = log.timeAt(seq);
    switch (log.codeAt(seq)) {
      case events.threadParked.code:
        return this.#park(first, second, log.operandAt(seq, 2), seq);
      case events.schedSwitched.code:
        return this.#switch(first, second, log.operandAt(seq, 2), log.operandAt(seq, 3), seq);
      case events.schedWoken.code:
        return this.#awaitOn(first, CORE, second, seq);
      case events.schedMigrated.code: {
        const open = this.#open[this.#task[first] as number];
        if (open?.kind === CORE && open.since !== NONE)
          this.#await(this.#task[first] as number, CORE, log.operandAt(seq, 2), seq);
        return;
      }
      case events.gilRequested.code:
        this.#wantsGil[second] = 1;
        return this.#await(this.#task[second] as number, GIL, first, seq);
      case events.gilAcquired.code:
        this.#wantsGil[second] = 0;
        return this.#close(this.#task[second] as number, seq);
      case events.lockAcquired.code:
        return this.#locks.begin(first, second, log.operandAt(seq, 2), this.#now);
      case events.lockReleased.code:
        return this.#locks.end(first, this.#now);
      case events.ioSubmitted.code:
        if (log.operandAt(seq, 2) !== NONE) this.#device[log.operandAt(seq, 2)] = second;
        return;
      case events.ioCompleted.code:
        return this.#answered(log.operandAt(seq, 2), seq);
      default:
        return this.#readTask(seq, first, second);
    }
  }

  #readTask(seq: number, first: number, second: number): void {
    const log = this.#log;
    switch (log.codeAt(seq)) {
      case events.taskCreated.code:
        return this.#await(first, START, NONE, seq);
      case events.taskStarted.code:
      case events.taskResumed.code:
        this.#task[second] = first;
        this.#thread[first] = second;
        this.#turns.begin(second, second, first, this.#now);
        return this.#close(first, seq);
      case events.taskSuspended.code:
        this.#vacate(first);
        return this.#await(first, KIND_OF_WAIT[second] as number, log.operandAt(seq, 2), seq);
      case events.taskReadied.code:
        this.#vacate(first);
        return this.#await(first, LOOP, NONE, seq);
      case events.goroutinePreempted.code:
        return this.#vacate(first);
      case events.goroutineScheduled.code:
        if (first !== NONE) this.#proc[first] = second;
        return this.#procs.begin(second, log.operandAt(seq, 2), first, this.#now);
      case events.procReleased.code:
      case events.procHandedOff.code:
        return this.#procs.end(first, this.#now);
      case events.executorFinished.code: {
        const thread = log.operandAt(seq, 2);
        this.#turns.end(thread, this.#now);
        return;
      }
      case events.taskFinished.code:
      case events.taskFailed.code:
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        this.#vacate(first);
        return this.#close(first, seq);
    }
  }

  #park(thread: number, on: number, object: number, seq: number): void {
    this.#wait[thread] = KIND_OF_WAIT[on] as number;
    this.#object[thread] = object;
    if (this.#wait[thread] !== GIL || this.#wantsGil[thread] === 1) return;
    // After a forced release: until another thread has taken it. The request for it follows.
    this.#await(this.#task[thread] as number, GIL, object, seq);
    this.#wantsGil[thread] = 1;
  }

  #switch(core: number, from: number, to: number, reason: number, seq: number): void {
    if (from !== NONE && reason === BLOCKED) {
      this.#awaitOn(from, this.#wait[from] as number, this.#object[from] as number, seq);
    } else if (from !== NONE && reason !== EXITED) this.#awaitOn(from, CORE, core, seq);
    if (to !== NONE && this.#wantsGil[to] === 0) this.#close(this.#task[to] as number, seq);
  }

  /** The thread's task waits; what happens to a thread that wants the GIL is part of that wait. */
  #awaitOn(thread: number, kind: number, object: number, seq: number): void {
    if (this.#wantsGil[thread] === 0) this.#await(this.#task[thread] as number, kind, object, seq);
  }

  #answered(task: number, seq: number): void {
    const open = this.#open[task];
    if (open === undefined || open.since === NONE || open.kind !== IO) return;
    // Carried by a thread, it goes on when that is woken.
    if (this.#thread[task] === NONE) this.#await(task, LOOP, NONE, seq);
  }

  #vacate(task: number): void {
    const proc = this.#proc[task] as number;
    if (proc !== NONE && proc !== undefined) this.#procs.end(proc, this.#now);
    this.#proc[task] = NONE;
    const thread = this.#thread[task] ?? NONE;
    if (thread === NONE || this.#task[thread] !== task) return;
    this.#turns.end(thread, this.#now);
    if (this.#tables.threads[thread]?.role === "task") return;
    this.#task[thread] = NONE;
    this.#thread[task] = NONE;
  }

  #await(task: number, kind: number, object: number, seq: number): void {
    const open = this.#open[task];
    if (open === undefined || (open.since !== NONE && open.kind === kind && open.object === object)) return;
    this.#close(task, seq);
    open.since = this.#now;
    open.kind = kind;
    open.object = object;
    open.began = seq;
  }

  #close(task: number, seq: number): void {
    const open = this.#open[task];
    if (open === undefined || open.since === NONE) return;
    const { since, kind, object, began } = open;
    open.since = NONE;
    if (this.#now === since) return;
    this.#kinds.add(kind);
    const asked = kind === IO && object === NONE ? (this.#device[task] as number) : object;
    (this.#lists[task] as WaitList).push(since, this.#now, kind, asked, began, seq);
  }
}
