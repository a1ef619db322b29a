import { SLICE_EVENTS, whole } from "../../base/slices.ts";
import * as events from "../../trace/event.ts";
import { endOf, type Trace } from "../../trace/trace.ts";

/** Time in which somebody who had something to compute waited for another one's computing, though a core was idle. */
export interface Wait {
  /** Nanoseconds, each counted once however many waited. */
  readonly time: number;
  /** Where the first of them began, or -1. */
  readonly seq: number;
}

/** What kept tasks' code from more cores, and how much of the run nobody wanted one. */
export interface Contention {
  /** Threads that executed their task's code once they had the GIL, and the main thread where it was about to start such a one. */
  readonly gil: Wait;
  /** Tasks that computed once their turn on the only thread had come. */
  readonly turn: Wait;
  /** Tasks at a lock or in an executor's queue. */
  readonly elsewhere: Wait;
  /** Nanoseconds in which no core was in use, and I/O or a timer was under way. */
  readonly waiting: number;
  /** Nanoseconds of cores in use, summed up. */
  readonly busy: number;
}

const known = new WeakMap<Trace, Contention>();

/** One pass over a run, made when first asked. */
export const contentionOf = (trace: Trace): Contention => known.get(trace) ?? whole(contentionInSlices(trace));

/** The same bit by bit, for who asks for it right after. */
export function* contentionInSlices(trace: Trace): Generator<void, Contention, void> {
  const search = new Search(trace);
  for (let seq = 0; seq < trace.log.length; seq++) {
    search.read(seq);
    if (seq % SLICE_EVENTS === SLICE_EVENTS - 1) yield;
  }
  const found = search.result();
  known.set(trace, found);
  return found;
}

const OWN_CODE: ReadonlySet<number> = new Set(
  ["python", "native"].map((code) => events.CODES.indexOf(code as "python")),
);
const OUTSIDE: ReadonlySet<number> = new Set([events.WAITS.indexOf("io"), events.WAITS.indexOf("timer")]);

/** A stretch of a clock that runs only while others compute and a core is idle. */
interface Stretch {
  readonly from: number;
  readonly seq: number;
  to: number;
}

/** Stretches of one kind of wait: begun, over, and then counted if it turns out that they were for the sake of computing. */
class Waits {
  readonly #open = new Map<number, Stretch>();
  readonly #over = new Map<number, Stretch>();
  readonly #counted: Stretch[] = [];

  begin(key: number, from: number, seq: number): void {
    if (!this.#open.has(key)) this.#open.set(key, { from, seq, to: from });
  }

  end(key: number, to: number): Stretch | undefined {
    const stretch = this.#open.get(key);
    if (stretch === undefined) return undefined;
    this.#open.delete(key);
    stretch.to = to;
    this.#over.set(key, stretch);
    return stretch;
  }

  /** It did compute. */
  count(key: number): void {
    const stretch = this.#over.get(key);
    if (stretch === undefined) return;
    this.#over.delete(key);
    this.add(stretch);
  }

  add(stretch: Stretch): void {
    if (stretch.to > stretch.from) this.#counted.push(stretch);
  }

  /** It did not. */
  forget(key: number): void {
    this.#over.delete(key);
  }

  get open(): readonly number[] {
    return [...this.#open.keys()];
  }

  total(): Wait {
    const sorted = this.#counted.sort((a, b) => a.from - b.from);
    let time = 0;
    let covered = 0;
    let seq = -1;
    let longest = 0;
    for (const { from, to, seq: begun } of sorted) {
      if (to - from > longest) {
        longest = to - from;
        seq = begun;
      }
      if (to > covered) time += to - Math.max(from, covered);
      covered = Math.max(covered, to);
    }
    return { time, seq };
  }
}

class Search {
  readonly #trace: Trace;
  #lanes: number;
  /** One thread serves everybody: an event loop's, or the program's only one. */
  readonly #takesTurns: boolean;
  #now = 0;
  /** Runs while a task's code executes and a core is idle. */
  #clock = 0;
  /** By GIL: runs while its holder does so. */
  readonly #gilClocks: number[];
  /** By thread that holds one: its GIL. */
  readonly #held = new Map<number, number>();
  /** By thread: the GIL that it asked for last. */
  readonly #asked = new Map<number, number>();
  readonly #onCore = new Map<number, number>();
  readonly #computing = new Set<number>();
  readonly #io = new Set<number>();
  readonly #timers = new Set<number>();
  readonly #parked = new Set<number>();
  readonly #carried = new Map<number, number>();
  /** Waits of the main thread for the GIL that kept nobody from computing so far. */
  #mains: Stretch[] = [];
  readonly #created = new Map<number, number>();
  /** By thread: the task it has just taken up, before it lets go of the GIL. */
  readonly #fresh = new Map<number, number>();
  readonly #gil = new Waits();
  readonly #turn = new Waits();
  readonly #elsewhere = new Waits();
  #waiting = 0;
  #busy = 0;

  constructor(trace: Trace) {
    this.#trace = trace;
    const { machine, model } = trace.header;
    this.#lanes = (machine.online ?? machine.cores) * machine.threadsPerCore;
    this.#takesTurns = trace.tables.loops.length > 0 || model === "blocking";
    this.#gilClocks = trace.tables.gils.map(() => 0);
  }

  read(seq: number): void {
    const { log } = this.#trace;
    this.#pass(log.timeAt(seq));
    const first = log.operandAt(seq, 0);
    switch (log.codeAt(seq)) {
      case events.schedSwitched.code: {
        const to = log.operandAt(seq, 2);
        if (to >= 0) this.#onCore.set(first, to);
        else this.#onCore.delete(first);
        return;
      }
      case events.coreOfflined.code:
        this.#lanes--;
        return;
      case events.coreOnlined.code:
        this.#lanes++;
        return;
      case events.threadParked.code:
        if (OUTSIDE.has(log.operandAt(seq, 1))) this.#parked.add(first);
        return;
      case events.schedWoken.code:
      case events.threadExited.code:
        this.#parked.delete(first);
        return;
      case events.ioSubmitted.code:
        this.#io.add(first);
        return;
      case events.ioCompleted.code:
        this.#io.delete(first);
        return;
      case events.timerSet.code:
        if (log.operandAt(seq, 1) >= 0) this.#timers.add(first);
        return;
      case events.timerFired.code:
        this.#timers.delete(first);
        return;
      case events.cpuStarted.code:
        this.#compute(first, log.operandAt(seq, 1), log.operandAt(seq, 2));
        return;
      case events.cpuStopped.code:
        this.#computing.delete(first);
        return;
      default:
        this.#ask(seq, first);
    }
  }

  result(): Contention {
    this.#pass(endOf(this.#trace));
    // A run that was stopped: who was made for a task with something to compute would have gone on to compute it.
    const { tasks, threads } = this.#trace.tables;
    for (const thread of this.#gil.open) {
      const task = this.#carried.get(thread) ?? threads[thread]?.task ?? null;
      if (task === null || tasks[task]?.steps.every(({ kind }) => kind !== "cpu")) continue;
      this.#gil.end(thread, this.#gilClocks[this.#asked.get(thread) ?? -1] ?? 0);
      this.#gil.count(thread);
    }
    return {
      gil: this.#gil.total(),
      turn: this.#turn.total(),
      elsewhere: this.#elsewhere.total(),
      waiting: this.#waiting,
      busy: this.#busy,
    };
  }

  #pass(time: number): void {
    const passed = time - this.#now;
    if (passed === 0) return;
    this.#now = time;
    const busy = this.#onCore.size;
    this.#busy += busy * passed;
    if (busy === 0 && this.#io.size + this.#timers.size + this.#parked.size > 0) this.#waiting += passed;
    if (busy >= this.#lanes || this.#computing.size === 0) return;
    this.#clock += passed;
    for (const thread of this.#computing) {
      const gil = this.#held.get(thread);
      if (gil !== undefined) this.#gilClocks[gil] = (this.#gilClocks[gil] ?? 0) + passed;
    }
  }

  #compute(thread: number, task: number, code: number): void {
    if (task < 0 || !OWN_CODE.has(code)) return;
    this.#computing.add(thread);
    const begun = this.#created.get(this.#fresh.get(thread) ?? -1);
    this.#fresh.delete(thread);
    if (begun !== undefined && this.#mains.length > 0) {
      for (const stretch of this.#mains) if (stretch.seq > begun) this.#gil.add(stretch);
      this.#mains = this.#mains.filter(({ seq }) => seq < begun);
    }
    this.#gil.count(thread);
    this.#turn.count(task);
    this.#elsewhere.count(task);
  }

  /** Events with which somebody begins to wait for a turn, or has it. */
  #ask(seq: number, first: number): void {
    const { log } = this.#trace;
    switch (log.codeAt(seq)) {
      case events.gilRequested.code:
        this.#asked.set(log.operandAt(seq, 1), first);
        this.#gil.begin(log.operandAt(seq, 1), this.#gilClocks[first] ?? 0, seq);
        return;
      case events.gilAcquired.code:
        this.#held.set(log.operandAt(seq, 1), first);
        this.#endGil(log.operandAt(seq, 1), this.#gilClocks[first] ?? 0);
        return;
      case events.gilReleased.code:
        this.#held.delete(log.operandAt(seq, 1));
        this.#gil.forget(log.operandAt(seq, 1));
        this.#fresh.delete(log.operandAt(seq, 1));
        return;
      case events.taskCreated.code:
      case events.taskReadied.code:
        if (this.#takesTurns) this.#turn.begin(first, this.#clock, seq);
        else this.#created.set(first, seq);
        return;
      case events.taskStarted.code:
      case events.taskResumed.code:
        this.#carried.set(log.operandAt(seq, 1), first);
        this.#fresh.set(log.operandAt(seq, 1), first);
        this.#turn.end(first, this.#clock);
        return;
      case events.taskSuspended.code:
      case events.taskFinished.code:
      case events.taskFailed.code:
      case events.taskCancelled.code:
      case events.taskCrashed.code:
        this.#turn.forget(first);
        return;
      case events.lockRequested.code:
        this.#elsewhere.begin(log.operandAt(seq, 2), this.#clock, seq);
        return;
      case events.lockAcquired.code:
        this.#elsewhere.end(log.operandAt(seq, 2), this.#clock);
        return;
      case events.executorSubmitted.code:
        this.#elsewhere.begin(log.operandAt(seq, 2), this.#clock, seq);
        return;
      case events.executorTaken.code:
        this.#elsewhere.end(log.operandAt(seq, 3), this.#clock);
        return;
      default:
    }
  }

  #endGil(thread: number, clock: number): void {
    const stretch = this.#gil.end(thread, clock);
    const isMain = this.#trace.tables.threads[thread]?.role === "main";
    if (stretch !== undefined && isMain && !this.#takesTurns && stretch.to > stretch.from) this.#mains.push(stretch);
  }
}
