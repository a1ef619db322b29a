/** The clock, the log, and the one ordered queue of what happens next. */
import { EventHeap, type Scheduled } from "../../base/heap.ts";
import { type Ns, ZERO } from "../../base/time.ts";
import type { EventDefinition, Operands } from "../../trace/definition.ts";
import { EventLog } from "../../trace/log.ts";
import type { Core } from "./core.ts";
import type { Thread } from "./thread.ts";

/** The order at one instant: computing that ends; devices, timers and arrivals; cores that wake; ticks. */
export const PRIORITY = { burst: 0, call: 1, kick: 2, tick: 3 } as const;
type Priority = (typeof PRIORITY)[keyof typeof PRIORITY];

/** Something that will happen. Entries are never removed; one of a burst counts only while its core's epoch is the same. */
class Entry implements Scheduled {
  sequence = 0;
  readonly time: number;
  readonly priority: Priority;
  readonly core: Core | null;
  readonly epoch: number;
  readonly call: (() => void) | null;

  constructor(time: number, priority: Priority, core: Core | null, epoch: number, call: (() => void) | null) {
    this.time = time;
    this.priority = priority;
    this.core = core;
    this.epoch = epoch;
    this.call = call;
  }
}

/** A timer of a core, ordered by its soft expiry. */
class Timer implements Scheduled {
  sequence = 0;
  readonly priority = 0;
  readonly time: number;
  readonly call: () => void;

  constructor(time: number, call: () => void) {
    this.time = time;
    this.call = call;
  }
}

export class Agenda {
  readonly log = new EventLog();
  now: Ns = ZERO;
  readonly #heap = new EventHeap<Entry>();

  /** The next thing that still counts, or undefined where nothing is left. The clock stays. */
  next(): Entry | undefined {
    for (;;) {
      const entry = this.#heap.pop();
      if (entry === undefined || entry.priority !== PRIORITY.burst || entry.epoch === entry.core?.epoch) return entry;
    }
  }

  /** When the next thing that still counts happens, or undefined where nothing is left. */
  nextTime(): number | undefined {
    for (;;) {
      const entry = this.#heap.peek();
      if (entry === undefined || entry.priority !== PRIORITY.burst || entry.epoch === entry.core?.epoch)
        return entry?.time;
      this.#heap.pop();
    }
  }

  emit<Name extends string, const Fields extends EventDefinition["fields"]>(
    definition: EventDefinition<Name, Fields>,
    cause: number,
    ...operands: Operands<Fields>
  ): number {
    return this.log.append(definition, this.now, cause, ...operands);
  }

  /** Adds an event brought about by a thread: its cause is the thread's last one. */
  by<Name extends string, const Fields extends EventDefinition["fields"]>(
    thread: Pick<Thread, "cause">,
    definition: EventDefinition<Name, Fields>,
    ...operands: Operands<Fields>
  ): number {
    thread.cause = this.log.append(definition, this.now, thread.cause, ...operands);
    return thread.cause;
  }

  /** Calls back at an instant, before cores and ticks of that instant. */
  at(time: number, call: () => void): void {
    this.#heap.push(new Entry(Math.max(time, this.now), PRIORITY.call, null, 0, call));
  }

  /** The core's thread goes on, or its stretch of computing ends; whatever was planned for the core before counts no more. */
  plan(core: Core, time: number): void {
    core.epoch++;
    this.#heap.push(new Entry(time, PRIORITY.burst, core, core.epoch, null));
  }

  /** The core will have woken. */
  planKick(core: Core, time: number): void {
    this.#heap.push(new Entry(time, PRIORITY.kick, core, 0, null));
  }

  planTick(core: Core, time: number): void {
    this.#heap.push(new Entry(Math.max(time, this.now), PRIORITY.tick, core, 0, null));
  }

  /**
   * Calls back when a timer set on a core fires: at `due` plus the slack, or sooner, but never before `due`, where the core serves
   * another timer (kernel/time/hrtimer.c: a timer has a soft and a hard expiry, and an interrupt serves everything whose soft
   * expiry has passed). `late` says how long the interrupt itself takes to get through to a busy core.
   */
  timer(core: Core, due: number, slack: number, late: () => number, call: () => void): void {
    core.timers.push(new Timer(Math.max(due, this.now), call));
    const serve = () => {
      for (let first = core.timers.peek(); first !== undefined && first.time <= this.now; first = core.timers.peek()) {
        core.timers.pop();
        first.call();
      }
    };
    this.at(due + slack, () => {
      const delay = core.thread === null || core.timers.peek() === undefined ? 0 : late();
      if (delay === 0) serve();
      else this.at(this.now + delay, serve);
    });
  }
}
