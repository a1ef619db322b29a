/** What threads wait on, built from park and wake as the C library builds it from futexes. */
import { NEVER, type Ns } from "../../base/time.ts";
import type { Wait } from "../../trace/event.ts";
import type { Kernel } from "./kernel.ts";
import { type Act, type Thread, TIMED_OUT } from "./thread.ts";

/** A condition variable: waiters in the order they came; one whose timed wait ran out queues again at the tail when it waits again. */
export class Condition {
  readonly #kernel: Kernel;
  readonly #on: Wait;
  readonly #object: number | null;
  readonly #waiters: Thread[] = [];

  /** @param on what its waiters are said to wait for, and `object` which one of these. */
  constructor(kernel: Kernel, on: Wait, object: number | null = null) {
    this.#kernel = kernel;
    this.#on = on;
    this.#object = object;
  }

  get waiters(): number {
    return this.#waiters.length;
  }

  /** Waits for a signal or a deadline. @returns whether the deadline came first. */
  *wait(thread: Thread, until: Ns = NEVER): Act<boolean> {
    this.#waiters.push(thread);
    const answer = yield this.#kernel.park(thread, this.#on, this.#object, until);
    if (answer !== TIMED_OUT) return false;
    const at = this.#waiters.indexOf(thread);
    if (at >= 0) this.#waiters.splice(at, 1);
    return true;
  }

  /**
   * Wakes the longest-waiting thread, where no other is chosen. One whose wait has just run out does not use the signal up.
   *
   * @returns the thread woken, or null.
   */
  signal(by: Thread | null, cause: number): Thread | null {
    const chosen = this.#waiters.length > 1 ? this.#kernel.chooser.waiter(this.#waiters) : this.#waiters[0];
    for (let at = 0; ; ) {
      const waiter = this.#waiters[at];
      if (waiter === undefined) return null;
      if (waiter !== chosen && waiter.state === "waiting") {
        at++;
        continue;
      }
      if (at === 0) this.#waiters.shift();
      else this.#waiters.splice(at, 1);
      if (this.#kernel.wake(waiter, cause, by)) return waiter;
    }
  }

  /** Wakes them all, in their order: nobody is chosen. */
  broadcast(by: Thread | null, cause: number): void {
    for (const waiter of this.#waiters.splice(0)) this.#kernel.wake(waiter, cause, by);
  }
}

/** A mutex of the C library: whoever finds it taken sleeps until it is let go, and tries again. */
export class Futex {
  #taken = false;
  readonly #free: Condition;

  /** @param on what its waiters are said to wait for, and `object` which one of these. */
  constructor(kernel: Kernel, on: Wait, object: number | null = null) {
    this.#free = new Condition(kernel, on, object);
  }

  *lock(thread: Thread): Act {
    while (this.#taken) yield* this.#free.wait(thread);
    this.#taken = true;
  }

  unlock(thread: Thread): void {
    this.#taken = false;
    this.#free.signal(thread, thread.cause);
  }
}

/** A counting semaphore. A thread that is woken has to be quick: a newcomer may take the count first. */
export class Semaphore {
  readonly #available: Condition;
  #count: number;

  /** @param on what its waiters are said to wait for, and `object` which one of these. */
  constructor(kernel: Kernel, count: number, on: Wait, object: number | null = null) {
    this.#count = count;
    this.#available = new Condition(kernel, on, object);
  }

  /** Takes one without waiting. @returns whether there was one. */
  tryAcquire(): boolean {
    if (this.#count === 0) return false;
    this.#count--;
    return true;
  }

  *acquire(thread: Thread): Act {
    while (!this.tryAcquire()) yield* this.#available.wait(thread);
  }

  release(by: Thread | null, cause: number): void {
    this.#count++;
    this.#available.signal(by, cause);
  }
}

/** An event that happens once: a thread's end, a new thread's sign of life. */
export class Latch {
  #open = false;
  readonly #condition: Condition;

  constructor(kernel: Kernel, on: Wait = "join") {
    this.#condition = new Condition(kernel, on);
  }

  get open(): boolean {
    return this.#open;
  }

  /** It has happened: whoever waits goes on. */
  release(by: Thread | null, cause: number): void {
    this.#open = true;
    this.#condition.broadcast(by, cause);
  }

  *wait(thread: Thread): Act {
    while (!this.#open) yield* this.#condition.wait(thread);
  }
}
