/**
 * Who was where from when to when: one pass over a log.
 *
 * A track is a core, a GIL or a task; a span of no length leaves no trace but its end.
 */
import { SLICE_EVENTS, whole } from "../base/slices.ts";
import * as events from "./event.ts";
import type { EventLog } from "./log.ts";
import { SPAN_KINDS, type SpanEnd, type SpanKind, SpanTrack } from "./span-track.ts";
import type { Trace } from "./trace.ts";

const NONE = -1;
const kindOf = (kind: SpanKind): number => SPAN_KINDS.indexOf(kind);
const SYSTEM = kindOf("system");
const CORE = kindOf("core");
const LOOP = kindOf("loop");
const IO = kindOf("io");
const TIMER = kindOf("timer");
const OTHER = kindOf("other");

const KIND_OF_WAIT: Readonly<Partial<Record<events.Wait, SpanKind>>> = {
  gil: "gil",
  "gil-switch": "gil",
  lock: "lock",
  io: "io",
  timer: "timer",
  selector: "loop",
  work: "start",
  start: "start",
};
const WAIT_KINDS = events.WAITS.map((wait) => kindOf(KIND_OF_WAIT[wait] ?? "other"));
const CODE_KINDS = events.CODES.map((code) => kindOf(code));

/** The spans of a run. */
export interface Spans {
  /** By hardware thread: who computed what on it. */
  readonly cores: readonly SpanTrack[];
  /** By GIL: who held it; `forced` where the holder honoured a request to leave. */
  readonly gils: readonly SpanTrack[];
  /** By task: what it computed or waited for, from its creation to its end. */
  readonly tasks: readonly SpanTrack[];
}

/** What is open on a track: nothing while `kind` is -1. */
interface Open {
  readonly track: SpanTrack;
  since: number;
  thread: number;
  task: number;
  kind: number;
}

/** Reads the whole log once. */
export const spansOf = (trace: Trace): Spans => whole(spansInSlices(trace));

/** The same bit by bit. */
export function* spansInSlices(trace: Trace): Generator<void, Spans, void> {
  const recorder = new Recorder(trace);
  for (let seq = 0; seq < trace.log.length; seq++) {
    recorder.read(seq);
    if (seq % SLICE_EVENTS === SLICE_EVENTS - 1) yield;
  }
  return recorder.finish();
}

class Recorder {
  readonly #log: EventLog;
  readonly #cores: Open[];
  readonly #gils: Open[];
  readonly #tasks: Open[];
  /** By thread: the task it was made for, the task it executes, its core, what it is about to wait for, its GIL. */
  readonly #owner: readonly number[];
  readonly #task: Int32Array;
  readonly #core: Int32Array;
  readonly #wait: Int32Array;
  readonly #gil: Int32Array;
  /** Told to let go of the GIL, and not off its core yet. */
  readonly #told: Uint8Array;
  /** By task: the thread that executes it. */
  readonly #threadOf: Int32Array;
  #time = 0;

  constructor({ header, tables, log }: Trace) {
    this.#log = log;
    const open = (): Open => ({ track: new SpanTrack(), since: 0, thread: NONE, task: NONE, kind: NONE });
    const lanes = header.machine.cores * header.machine.threadsPerCore;
    this.#cores = Array.from({ length: lanes }, open);
    this.#gils = tables.gils.map(open);
    this.#tasks = tables.tasks.map(open);
    this.#owner = tables.threads.map((thread) => thread.task ?? NONE);
    const threads = tables.threads.length;
    this.#task = Int32Array.from(this.#owner);
    this.#core = new Int32Array(threads).fill(NONE);
    this.#wait = new Int32Array(threads).fill(OTHER);
    this.#gil = new Int32Array(threads).fill(NONE);
    this.#told = new Uint8Array(threads);
    this.#threadOf = new Int32Array(tables.tasks.length).fill(NONE);
    this.#owner.forEach((task, thread) => {
      if (task !== NONE) this.#threadOf[task] = thread;
    });
  }

  finish(): Spans {
    for (const open of [...this.#cores, ...this.#gils, ...this.#tasks]) this.#close(open, "open");
    const tracks = (all: readonly Open[]): SpanTrack[] => all.map((open) => open.track);
    return { cores: tracks(this.#cores), gils: tracks(this.#gils), tasks: tracks(this.#tasks) };
  }

  read(seq: number): void {
    const log = this.#log;
    const first = log.operandAt(seq, 0);
    const second = log.operandAt(seq, 1);
    this.#time = log.timeAt(seq);
    switch (log.codeAt(seq)) {
      case events.schedSwitched.code:
        return this.#switch(first, second, log.operandAt(seq, 2), log.operandAt(seq, 3));
      case events.schedWoken.code:
        return this.#await(this.#task[first] as number, first, CORE);
      case events.threadParked.code:
        this.#wait[first] = WAIT_KINDS[second] as number;
        return;
      case events.threadExited.code:
        return this.#leave(first, "exited");
      case events.cpuStarted.code:
        return this.#work(
          first,
          second === NONE ? this.#taskOf(first) : second,
          CODE_KINDS[log.operandAt(seq, 2)] as number,
        );
      case events.cpuStopped.code:
        return this.#work(first, this.#taskOf(first), SYSTEM);
      case events.gilAcquired.code:
        this.#gil[second] = first;
        this.#told[second] = 0;
        return this.#begin(this.#gils[first] as Open, second, this.#taskOf(second), SYSTEM);
      case events.gilReleased.code:
        this.#gil[second] = NONE;
        this.#told[second] = log.operandAt(seq, 2);
        return this.#close(this.#gils[first] as Open, "yielded", this.#told[second] === 1);
      case events.taskCreated.code:
        return this.#await(first, NONE, kindOf("start"));
      case events.taskStarted.code:
      case events.taskResumed.code:
        return this.#occupy(first, second);
      case events.taskSuspended.code:
        this.#vacate(first);
        return this.#await(first, NONE, WAIT_KINDS[second] as number);
      case events.goroutinePreempted.code:
        return this.#vacate(first, "preempted");
      case events.taskReadied.code:
        this.#vacate(first);
        return this.#await(first, NONE, LOOP);
      case events.ioCompleted.code:
        return this.#complete(log.operandAt(seq, 2));
      case events.timerFired.code:
        return this.#complete(second);
      case events.taskFinished.code:
      case events.taskFailed.code:
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        this.#vacate(first);
        return this.#close(this.#tasks[first] as Open, "exited");
    }
  }

  #taskOf(thread: number): number {
    const task = this.#task[thread] as number;
    return task === NONE ? (this.#owner[thread] as number) : task;
  }

  #switch(core: number, from: number, to: number, reason: number): void {
    if (from !== NONE) this.#leave(from, events.SWITCH_REASONS[reason] as SpanEnd);
    if (to === NONE) return;
    this.#core[to] = core;
    this.#told[to] = 0;
    this.#begin(this.#cores[core] as Open, to, this.#taskOf(to), SYSTEM);
    const task = this.#task[to] as number;
    if (task !== NONE) this.#begin(this.#tasks[task] as Open, to, task, SYSTEM);
  }

  /** A thread leaves its core, for a wait or for the queue. */
  #leave(thread: number, end: SpanEnd): void {
    const core = this.#core[thread] as number;
    if (core === NONE) return;
    this.#core[thread] = NONE;
    const forced = end === "preempted" || this.#told[thread] === 1;
    this.#close(this.#cores[core] as Open, end, forced);
    const task = this.#task[thread] as number;
    if (task === NONE) return;
    this.#close(this.#tasks[task] as Open, end, forced);
    if (end !== "exited") this.#await(task, thread, end === "blocked" ? (this.#wait[thread] as number) : CORE);
  }

  /** The thread computes something else from here on. */
  #work(thread: number, task: number, kind: number): void {
    const core = this.#core[thread] as number;
    if (core !== NONE) this.#begin(this.#cores[core] as Open, thread, task, kind);
    const gil = this.#gil[thread] as number;
    if (gil !== NONE) this.#begin(this.#gils[gil] as Open, thread, task, SYSTEM);
    if (task !== NONE && this.#threadOf[task] === thread) this.#begin(this.#tasks[task] as Open, thread, task, kind);
  }

  #occupy(task: number, thread: number): void {
    this.#task[thread] = task;
    this.#threadOf[task] = thread;
    this.#work(thread, task, SYSTEM);
  }

  /** The task gives its thread back: what follows on the core is somebody else's. */
  #vacate(task: number, end: SpanEnd = "suspended"): void {
    const thread = this.#threadOf[task] ?? NONE;
    if (thread === NONE || this.#task[thread] !== task) return;
    this.#task[thread] = NONE;
    this.#threadOf[task] = NONE;
    const core = this.#core[thread] as number;
    if (core === NONE || this.#owner[thread] !== NONE) return;
    const open = this.#cores[core] as Open;
    if (end === "preempted") {
      this.#close(open, end, true);
      this.#close(this.#tasks[task] as Open, end, true);
    }
    this.#begin(open, thread, NONE, SYSTEM, end);
  }

  /** What a task waited for outside is there; unless its thread wakes at once, it waits for its loop to notice. */
  #complete(task: number): void {
    if (task === NONE) return;
    const { kind } = this.#tasks[task] as Open;
    if (kind === IO || kind === TIMER) this.#await(task, NONE, this.#threadOf[task] === NONE ? LOOP : CORE);
  }

  #await(task: number, thread: number, kind: number): void {
    if (task === NONE) return;
    const open = this.#tasks[task] as Open;
    if (thread === NONE || this.#core[thread] === NONE) this.#begin(open, NONE, task, kind);
  }

  #begin(open: Open, thread: number, task: number, kind: number, end: SpanEnd = "goes-on"): void {
    if (open.kind === kind && open.task === task && open.thread === thread) return;
    this.#close(open, end);
    open.since = this.#time;
    open.thread = thread;
    open.task = task;
    open.kind = kind;
  }

  #close(open: Open, end: SpanEnd, forced = false): void {
    if (open.kind !== NONE) open.track.push(open.since, this.#time, open.thread, open.task, open.kind, end, forced);
    open.kind = NONE;
  }
}
