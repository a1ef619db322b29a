/**
 * The global interpreter lock of CPython 2.7 (and 3.0, 3.1): `Python/ceval.c`, and `Python/thread_pthread.h` for the lock, which on Linux
 * is a POSIX semaphore (glibc, nptl/sem_waitcommon.c and sem_post.c: a counter and a futex).
 *
 * Nothing hands the lock over. Every hundred ticks the holder releases it and takes it again; a release wakes a waiter, which has to find
 * the counter up when it gets there, and mostly finds it down: a futile wake-up.
 */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Condition } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { CostTable } from "../../profiles/costs.ts";
import type { Interpreter } from "../gil/interpreter.ts";

/** `_Py_CheckInterval`: sys.getcheckinterval(). */
const CHECK_INTERVAL = 100;
/** `--_Py_Ticker < 0`: the ticker counts from the interval down to one below zero. */
const TICKS = CHECK_INTERVAL + 1;

export class LegacyGil implements Interpreter {
  readonly id: number;
  readonly #kernel: Kernel;
  readonly #costs: CostTable;
  /** A tick as a length of code, so that long stretches need not be cut into bytecodes. */
  readonly #tick: number;
  readonly #period: number;
  /** What is left of `_Py_Ticker`, which all threads count down, as a length of code. */
  #ahead: number;
  #locked = false;
  #holder: Thread | null = null;
  #lastHolder: Thread | null = null;
  /** The semaphore's `nwaiters`: whoever is in sem_wait, asleep or just woken. */
  readonly #waiters = new Set<Thread>();
  /** Those asleep in it. */
  readonly #asleep: Condition;

  constructor(kernel: Kernel, process: Process) {
    this.#kernel = kernel;
    this.#costs = kernel.profile.costs;
    this.#tick = kernel.profile.tickOfCode;
    this.#period = TICKS * this.#tick;
    this.#ahead = this.#period;
    this.id = kernel.tables.gils.push({ name: "GIL", process: process.id }) - 1;
    this.#asleep = new Condition(kernel, "gil", this.id);
  }

  /** sem_wait: takes the counter down where it is up, and otherwise sleeps and looks again, as often as it takes. */
  *take(thread: Thread): Act {
    this.#kernel.by(thread, events.gilRequested, this.id, thread.id);
    if (this.#locked) yield* this.#wait(thread);
    this.#locked = true;
    this.#holder = thread;
    this.#kernel.by(thread, events.gilAcquired, this.id, thread.id, this.#lastHolder !== thread);
    this.#lastHolder = thread;
    thread.attention = this.#isWatched();
  }

  /** sem_post: the counter is up before the futex call wakes anybody, and stays so for whoever comes first. */
  *drop(thread: Thread): Act {
    this.#kernel.by(thread, events.gilReleased, this.id, thread.id, false);
    this.#locked = false;
    this.#holder = null;
    thread.attention = false;
    if (!this.#isWatched()) return;
    const woken = this.#asleep.signal(thread, thread.cause);
    const { futexCall, futexWake } = this.#costs;
    yield this.#kernel.compute(thread, woken === null ? futexCall : futexWake, "system");
  }

  /** The top of the evaluation loop, before an opcode: one tick. */
  *checkPoint(thread: Thread): Act {
    this.#ahead -= this.#tick;
    if (this.#ahead <= 0) yield* this.#letOthersRun(thread);
  }

  *python(thread: Thread, task: number | null, amount: number): Act {
    let left = amount;
    while (left > 0) {
      const before = left;
      left = yield this.#kernel.compute(thread, before, "python", task, this.#period, this.#ahead);
      this.#ahead -= before - left;
      if (left > 0) yield* this.#letOthersRun(thread);
      else if (this.#ahead <= 0) this.#ahead = this.#period - (-this.#ahead % this.#period);
    }
  }

  *opcode(thread: Thread, task: number | null, amount: number): Act {
    yield this.#kernel.compute(thread, amount, "python", task);
  }

  /** Py_BEGIN_ALLOW_THREADS … Py_END_ALLOW_THREADS. */
  *without<Result>(thread: Thread, act: Act<Result>): Act<Result> {
    yield* this.drop(thread);
    const result = yield* act;
    yield* this.take(thread);
    return result;
  }

  /** "Give another thread a chance": no more than that. Where nobody could take the chance, it leaves no trace. */
  *#letOthersRun(thread: Thread): Act {
    this.#ahead = this.#period;
    thread.attention = this.#isWatched();
    if (!thread.attention) return;
    yield* this.drop(thread);
    yield* this.take(thread);
  }

  *#wait(thread: Thread): Act {
    const kernel = this.#kernel;
    this.#waiters.add(thread);
    while (this.#locked) {
      this.#watch();
      // On its way to sleep: FUTEX_WAIT comes back at once where the counter is up by then.
      yield kernel.compute(thread, this.#costs.gilLinger, "system");
      if (!this.#locked) break;
      yield* this.#asleep.wait(thread);
      this.#watch();
      yield kernel.compute(thread, this.#costs.lockStep, "system");
      if (this.#locked) kernel.by(thread, events.gilMissed, this.id, thread.id);
    }
    this.#waiters.delete(thread);
  }

  /** From now on the holder's releases count. */
  #watch(): void {
    if (this.#holder !== null) this.#kernel.interrupt(this.#holder);
  }

  /** Whether a release can make a difference: somebody sleeps and can be woken, or is awake and has or gets a core. */
  #isWatched(): boolean {
    if (this.#asleep.waiters > 0) return true;
    for (const waiter of this.#waiters) if (!this.#kernel.isHeldUp(waiter)) return true;
    return false;
  }
}
