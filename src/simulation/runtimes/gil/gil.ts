/**
 * The global interpreter lock as CPython 3.2 to 3.14 writes it: `Python/ceval_gil.c` (until 3.8 `Python/ceval_gil.h`), read at 3.12 and
 * 3.13; design by A. Pitrou, 2009. `take`, `drop` and the check point are `take_gil`, `drop_gil` and `_Py_HandlePending`.
 *
 * Nothing here decides who wins. A waiter's clock restarts whenever the lock changed hands; a request is not a hand-over; `cond` wakes
 * one waiter, which still has to get a core; the thread that asked is awake a moment longer and may be first.
 */
import type { Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Condition, Futex } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { CostTable } from "../../profiles/costs.ts";
import type { Interpreter } from "./interpreter.ts";

export class Gil implements Interpreter {
  readonly id: number;
  readonly #kernel: Kernel;
  readonly #costs: CostTable;
  readonly #settings: { readonly switchInterval: Ns };
  #locked = false;
  #holder: Thread | null = null;
  #lastHolder: Thread | null = null;
  #switchNumber = 0;
  #dropRequest = false;
  /** The event of the drop request, the cause of the release that honours it. */
  #dropCause = -1;
  /** Where waiters wait for the lock. */
  readonly #cond: Condition;
  /** Where one that was forced to drop it waits to be replaced. */
  readonly #switchCond: Condition;
  /** The mutex that belongs to `cond` and guards what is above. */
  readonly #mutex: Futex;

  /** @param settings have the switch interval, which may change; at least 1 us counts, as in CPython. */
  constructor(kernel: Kernel, process: Process, settings: { readonly switchInterval: Ns }, name = "GIL") {
    this.#kernel = kernel;
    this.#costs = kernel.profile.costs;
    this.#settings = settings;
    this.id = kernel.tables.gils.push({ name, process: process.id }) - 1;
    this.#cond = new Condition(kernel, "gil", this.id);
    this.#switchCond = new Condition(kernel, "gil-switch", this.id);
    this.#mutex = new Futex(kernel, "gil", this.id);
  }

  /** take_gil: waits, a switch interval at a time, until the lock is free; asks the holder to leave when one passed in vain. */
  *take(thread: Thread): Act {
    const kernel = this.#kernel;
    kernel.by(thread, events.gilRequested, this.id, thread.id);
    yield* this.#mutex.lock(thread);
    while (this.#locked) {
      const saved = this.#switchNumber;
      this.#mutex.unlock(thread);
      const timedOut = yield* this.#cond.wait(
        thread,
        (kernel.now + Math.max(1000, this.#settings.switchInterval)) as Ns,
      );
      yield kernel.compute(thread, this.#costs.lockStep, "system");
      yield* this.#mutex.lock(thread);
      if (!timedOut || !this.#locked) continue;
      const stale = this.#switchNumber !== saved;
      kernel.by(thread, events.gilTimedOut, this.id, thread.id, stale);
      if (stale) continue;
      this.#askToDrop(thread);
      // On its way back to sleep it is still awake for a moment.
      this.#mutex.unlock(thread);
      yield kernel.compute(thread, this.#costs.gilLinger, "system");
      yield* this.#mutex.lock(thread);
    }
    this.#locked = true;
    this.#holder = thread;
    const switched = this.#lastHolder !== thread;
    kernel.by(thread, events.gilAcquired, this.id, thread.id, switched);
    if (switched) {
      this.#lastHolder = thread;
      this.#switchNumber++;
    }
    // FORCE_SWITCHING: whoever was made to drop it may go on now.
    this.#switchCond.signal(thread, thread.cause);
    this.#dropRequest = false;
    thread.attention = false;
    this.#mutex.unlock(thread);
  }

  /** drop_gil: lets go and wakes one waiter. After a request the thread stays away until another has taken the lock. */
  *drop(thread: Thread, atCheckPoint = false): Act {
    const kernel = this.#kernel;
    yield* this.#mutex.lock(thread);
    if (atCheckPoint) thread.cause = this.#dropCause;
    kernel.by(thread, events.gilReleased, this.id, thread.id, atCheckPoint);
    this.#locked = false;
    this.#holder = null;
    thread.attention = false;
    // COND_SIGNAL comes before MUTEX_UNLOCK: a waiter that gets the core at once finds the mutex taken and sleeps once more.
    const woken = this.#cond.signal(thread, thread.cause);
    if (woken !== null) yield kernel.compute(thread, this.#costs.syscall, "system");
    this.#mutex.unlock(thread);
    if (!this.#dropRequest || this.#lastHolder !== thread) return;
    this.#dropRequest = false;
    // On its way to sleep it is still awake for a moment: mostly the one that asked has taken the lock by then.
    yield kernel.compute(thread, this.#costs.gilLinger, "system");
    if (this.#lastHolder !== thread) return;
    yield* this.#switchCond.wait(thread);
    yield kernel.compute(thread, this.#costs.lockStep, "system");
  }

  /** A check point of the evaluation loop: an honoured drop request is the only way to lose the lock in the middle of Python code. */
  *checkPoint(thread: Thread): Act {
    if (!this.#dropRequest) return;
    yield* this.drop(thread, true);
    yield* this.take(thread);
  }

  /** Interpreted code of some length, with check points all along. */
  *python(thread: Thread, task: number | null, amount: number): Act {
    let left = amount;
    while (left > 0) {
      left = yield this.#kernel.compute(thread, left, "python", task, Math.max(1, this.#costs.checkGap));
      if (left > 0) yield* this.checkPoint(thread);
    }
  }

  *opcode(thread: Thread, task: number | null, amount: number): Act {
    yield this.#kernel.compute(thread, amount, "python", task);
  }

  /** Py_BEGIN_ALLOW_THREADS … Py_END_ALLOW_THREADS: something done without the lock. Coming back always means taking it. */
  *without<Result>(thread: Thread, act: Act<Result>): Act<Result> {
    yield* this.drop(thread);
    const result = yield* act;
    yield* this.take(thread);
    return result;
  }

  #askToDrop(thread: Thread): void {
    this.#dropRequest = true;
    this.#dropCause = this.#kernel.by(thread, events.gilDropRequested, this.id, thread.id, this.#holder?.id ?? null);
    if (this.#holder !== null) this.#kernel.interrupt(this.#holder);
  }
}
