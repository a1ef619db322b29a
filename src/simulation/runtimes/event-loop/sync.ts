/** asyncio.Lock and asyncio.Queue: Lib/asyncio/locks.py and queues.py, read at 3.12. First come, first served. */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { TaskFailure } from "../program/run.ts";
import { Cancelled, Future, type LoopTask } from "./future.ts";

export class LoopLock {
  readonly #kernel: Kernel;
  readonly #id: number;
  readonly #name: string;
  #locked = false;
  /** In their order; one that has been woken stays until it goes on, so that nobody overtakes it. */
  #waiters: readonly Future[] = [];

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.#name = name;
    this.#id = kernel.tables.locks.push({ name }) - 1;
  }

  *acquire(thread: Thread, own: LoopTask): Act {
    this.#kernel.by(thread, events.lockRequested, this.#id, thread.id, own.task.id);
    if (this.#locked || this.#waiters.some((each) => !each.cancelled)) yield* this.#wait(thread, own);
    this.#locked = true;
    this.#kernel.by(thread, events.lockAcquired, this.#id, thread.id, own.task.id);
  }

  /** @throws TaskFailure where it is not locked. */
  release(thread: Thread, own: LoopTask): void {
    if (!this.#locked) throw new TaskFailure(`RuntimeError: Lock ${this.#name} is not acquired.`);
    this.#locked = false;
    this.#kernel.by(thread, events.lockReleased, this.#id, thread.id, own.task.id);
    this.#wakeFirst(thread.cause);
  }

  *#wait(thread: Thread, own: LoopTask): Act {
    const future = new Future();
    this.#waiters = [...this.#waiters, future];
    try {
      yield* own.wait(thread, future, "lock", this.#id);
      this.#forget(future);
    } catch (error) {
      this.#forget(future);
      // It may have been woken and does not go on: the next one's turn.
      if (error instanceof Cancelled && !this.#locked) this.#wakeFirst(thread.cause);
      throw error;
    }
  }

  #forget(future: Future): void {
    this.#waiters = this.#waiters.filter((each) => each !== future);
  }

  #wakeFirst(cause: number): void {
    const first = this.#waiters[0];
    if (first !== undefined && !first.cancelled) first.resolve(cause);
  }
}

export class LoopQueue {
  readonly #kernel: Kernel;
  readonly #id: number;
  readonly #capacity: number;
  #length = 0;
  readonly #putters: Future[] = [];
  readonly #getters: Future[] = [];

  constructor(kernel: Kernel, name: string, capacity: number) {
    this.#kernel = kernel;
    this.#capacity = capacity;
    this.#id = kernel.tables.queues.push({ name, capacity }) - 1;
  }

  *put(thread: Thread, own: LoopTask): Act {
    while (this.#full) yield* this.#await(thread, own, this.#putters, () => !this.#full);
    this.#length++;
    this.#kernel.by(thread, events.queuePut, this.#id, own.task.id, this.#length);
    wakeNext(this.#getters, thread.cause);
  }

  *get(thread: Thread, own: LoopTask): Act {
    while (this.#empty) yield* this.#await(thread, own, this.#getters, () => !this.#empty);
    this.#length--;
    this.#kernel.by(thread, events.queueGot, this.#id, own.task.id, this.#length);
    wakeNext(this.#putters, thread.cause);
  }

  get #full(): boolean {
    return this.#length >= this.#capacity;
  }

  get #empty(): boolean {
    return this.#length === 0;
  }

  *#await(thread: Thread, own: LoopTask, futures: Future[], possible: () => boolean): Act {
    const future = new Future();
    futures.push(future);
    try {
      yield* own.wait(thread, future, "queue", this.#id);
    } catch (error) {
      const at = futures.indexOf(future);
      if (at >= 0) futures.splice(at, 1);
      // It was woken and does not go on: the next one's turn.
      if (error instanceof Cancelled && !future.cancelled && possible()) wakeNext(futures, thread.cause);
      throw error;
    }
  }
}

/** Takes futures off until one of them is still awaited, and wakes that. */
function wakeNext(futures: Future[], cause: number): void {
  for (let next = futures.shift(); next !== undefined; next = futures.shift()) {
    if (next.cancelled) continue;
    next.resolve(cause);
    return;
  }
}
