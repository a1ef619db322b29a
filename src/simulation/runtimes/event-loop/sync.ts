/** asyncio.Lock and asyncio.Queue: Lib/asyncio/locks.py and queues.py. First come, first served. */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { TaskFailure } from "../program/run.ts";
import { Future, type LoopTask } from "./future.ts";

/** Wakes the first future that is still awaited. */
function wakeFirst(futures: Future[], cause: number): void {
  for (;;) {
    const first = futures.shift();
    if (first === undefined) return;
    if (first.cancelled) continue;
    first.resolve(cause);
    return;
  }
}

export class LoopLock {
  readonly #kernel: Kernel;
  readonly #id: number;
  readonly #name: string;
  #locked = false;
  readonly #waiters: Future[] = [];

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.#name = name;
    this.#id = kernel.tables.locks.push({ name }) - 1;
  }

  *acquire(thread: Thread, own: LoopTask): Act {
    this.#kernel.by(thread, events.lockRequested, this.#id, thread.id, own.task.id);
    if (this.#locked || this.#waiters.some((each) => !each.cancelled)) {
      const future = new Future();
      this.#waiters.push(future);
      yield* own.wait(thread, future, "lock", this.#id);
    }
    this.#locked = true;
    this.#kernel.by(thread, events.lockAcquired, this.#id, thread.id, own.task.id);
  }

  /** @throws TaskFailure where it is not locked. */
  release(thread: Thread, own: LoopTask): void {
    if (!this.#locked) throw new TaskFailure(`RuntimeError: Lock ${this.#name} is not acquired.`);
    this.#locked = false;
    this.#kernel.by(thread, events.lockReleased, this.#id, thread.id, own.task.id);
    wakeFirst(this.#waiters, thread.cause);
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
    while (this.#length >= this.#capacity) yield* this.#await(thread, own, this.#putters);
    this.#length++;
    this.#kernel.by(thread, events.queuePut, this.#id, own.task.id, this.#length);
    wakeFirst(this.#getters, thread.cause);
  }

  *get(thread: Thread, own: LoopTask): Act {
    while (this.#length === 0) yield* this.#await(thread, own, this.#getters);
    this.#length--;
    this.#kernel.by(thread, events.queueGot, this.#id, own.task.id, this.#length);
    wakeFirst(this.#putters, thread.cause);
  }

  *#await(thread: Thread, own: LoopTask, futures: Future[]): Act {
    const future = new Future();
    futures.push(future);
    yield* own.wait(thread, future, "queue", this.#id);
  }
}
