/** Run queues: a ring of 256 and one slot for each P, and a global queue (runqput, runqget, runqgrab, globrunqget of src/runtime/proc.go). */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Fifo } from "./fifo.ts";
import type { Goroutine, Machine, Proc } from "./gmp.ts";

/** Goroutines that a P's ring holds. */
const RING = 256;

export class RunQueues {
  readonly #kernel: Kernel;
  readonly #procs: readonly Proc[];
  readonly #global = new Fifo<Goroutine>();

  constructor(kernel: Kernel, procs: readonly Proc[]) {
    this.#kernel = kernel;
    this.#procs = procs;
  }

  /** How many wait in the global queue. */
  get global(): number {
    return this.#global.length;
  }

  /** runqput: into the slot that runs next, whose goroutine goes to the tail; or to the tail. */
  put(proc: Proc, goroutine: Goroutine, next: boolean, cause: number): void {
    const readied = this.readied(goroutine, cause);
    if (!next) {
      this.#toTail(proc, goroutine, readied);
      return;
    }
    const displaced = proc.runnext;
    proc.runnext = goroutine;
    if (displaced !== null) {
      if (proc.queue.length < RING) proc.queue.push(displaced);
      else this.#spill(proc, displaced, displaced.queuedBy);
    }
    this.#note(goroutine, "runnext", proc, readied);
  }

  putGlobal(goroutine: Goroutine, cause: number): void {
    const readied = this.readied(goroutine, cause);
    this.#global.push(goroutine);
    this.#note(goroutine, "global", null, readied);
  }

  /** It can run from here on. @returns the event. */
  readied(goroutine: Goroutine, cause: number): number {
    return goroutine.task === null ? cause : this.#kernel.emit(events.taskReadied, cause, goroutine.task.id);
  }

  /** runqget: what runs next, else the first of the ring. */
  get(machine: Machine, proc: Proc): Goroutine | null {
    const next = proc.runnext;
    if (next !== null) {
      proc.runnext = null;
      return this.choose(machine, next, "runnext", true);
    }
    const first = proc.queue.shift();
    return first === undefined ? null : this.choose(machine, first, "local");
  }

  /** globrunqget: one, and with it as many for the ring as are this P's share. @param most zero for no limit but half a ring. */
  getGlobal(machine: Machine, proc: Proc, most: number): Goroutine | null {
    const share = Math.min(Math.floor(this.global / this.#procs.length) + 1, this.global, RING / 2);
    const count = most === 0 ? share : Math.min(share, most);
    const [first, ...others] = this.#global.take(count);
    if (first === undefined) return null;
    if (count > 1) this.#kernel.by(machine.thread, events.goroutineFetched, proc.id, count);
    for (const each of others) proc.queue.push(each);
    return this.choose(machine, first, "global");
  }

  /** runqgrab without its pause: half of the victim's ring, the larger half. @returns the last of them, the others are the thief's now. */
  steal(thief: Machine, proc: Proc, victim: Proc): Goroutine | null {
    const count = victim.queue.length - Math.floor(victim.queue.length / 2);
    const stolen = [...victim.queue.take(count)];
    const last = stolen.pop();
    return last === undefined ? null : this.#stolen(thief, proc, victim, stolen, last);
  }

  /** What the victim would run next. */
  stealNext(thief: Machine, proc: Proc, victim: Proc): Goroutine | null {
    const next = victim.runnext;
    if (next === null) return null;
    victim.runnext = null;
    return this.#stolen(thief, proc, victim, [], next);
  }

  /** Tells that a thread's P runs a goroutine from here on. */
  choose(machine: Machine, goroutine: Goroutine, from: events.GoroutineSource, inherits = false): Goroutine {
    const proc = machine.proc as Proc;
    if (!inherits) proc.schedtick++;
    machine.thread.cause = this.#kernel.emit(
      events.goroutineScheduled,
      goroutine.queuedBy,
      goroutine.task?.id ?? null,
      proc.id,
      machine.thread.id,
      from,
      inherits,
    );
    return goroutine;
  }

  #stolen(thief: Machine, proc: Proc, victim: Proc, others: readonly Goroutine[], last: Goroutine): Goroutine {
    this.#kernel.by(thief.thread, events.goroutineStolen, victim.id, proc.id, others.length + 1);
    for (const each of others) proc.queue.push(each);
    return this.choose(thief, last, "stolen");
  }

  #toTail(proc: Proc, goroutine: Goroutine, cause: number): void {
    if (proc.queue.length < RING) {
      proc.queue.push(goroutine);
      this.#note(goroutine, "local", proc, cause);
    } else this.#spill(proc, goroutine, cause);
  }

  /** runqputslow: the ring is full, half of it goes to the global queue and the new one with it. */
  #spill(proc: Proc, goroutine: Goroutine, cause: number): void {
    this.#kernel.emit(events.goroutineSpilled, cause, proc.id, RING / 2);
    for (const each of proc.queue.take(RING / 2)) this.#global.push(each);
    this.#global.push(goroutine);
    this.#note(goroutine, "global", proc, cause);
  }

  #note(goroutine: Goroutine, where: events.RunQueue, proc: Proc | null, cause: number): void {
    const task = goroutine.task?.id ?? null;
    goroutine.queuedBy = this.#kernel.emit(events.goroutineQueued, cause, task, where, proc?.id ?? null);
  }
}
