/** Locks and bounded queues of a workload, as blocking primitives for threads. */
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Condition } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Workload } from "../../workload/workload.ts";
import { type Task, TaskFailure } from "./run.ts";

/** A mutex that may be taken by whoever comes first: release wakes a waiter, which competes with newcomers. */
export class Mutex {
  readonly id: number;
  readonly name: string;
  readonly #kernel: Kernel;
  readonly #free: Condition;
  #holder: Task | null = null;

  constructor(kernel: Kernel, name: string) {
    this.#kernel = kernel;
    this.name = name;
    this.id = kernel.tables.locks.push({ name }) - 1;
    this.#free = new Condition(kernel, "lock", this.id);
  }

  /** Takes it if it is free, without waiting; a first call also notes the request. */
  tryAcquire(thread: Thread, task: Task): boolean {
    this.#kernel.by(thread, events.lockRequested, this.id, thread.id, task.id);
    if (this.#holder !== null) return false;
    this.#take(thread, task);
    return true;
  }

  /** Waits for it after `tryAcquire` failed. */
  *acquire(thread: Thread, task: Task): Act {
    while (this.#holder !== null) {
      yield* this.#free.wait(thread);
      yield this.#kernel.compute(thread, this.#kernel.profile.costs.lockStep, "system");
    }
    this.#take(thread, task);
  }

  /** @throws TaskFailure where it is not locked (`release unlocked lock`). Any thread may release it, as with threading.Lock. */
  release(thread: Thread, task: Task): void {
    if (this.#holder === null) throw new TaskFailure(`RuntimeError: release unlocked lock ${this.name}`);
    this.#holder = null;
    this.#kernel.by(thread, events.lockReleased, this.id, thread.id, task.id);
    this.#free.signal(thread, thread.cause);
  }

  #take(thread: Thread, task: Task): void {
    this.#holder = task;
    this.#kernel.by(thread, events.lockAcquired, this.id, thread.id, task.id);
  }
}

/** A bounded first-in-first-out queue. */
export class BoundedQueue {
  readonly id: number;
  readonly #kernel: Kernel;
  readonly #capacity: number;
  readonly #notFull: Condition;
  readonly #notEmpty: Condition;
  #length = 0;

  constructor(kernel: Kernel, id: number, capacity: number) {
    this.#kernel = kernel;
    this.id = id;
    this.#capacity = capacity;
    this.#notFull = new Condition(kernel, "queue", id);
    this.#notEmpty = new Condition(kernel, "queue", id);
  }

  get full(): boolean {
    return this.#length >= this.#capacity;
  }

  get empty(): boolean {
    return this.#length === 0;
  }

  *waitForRoom(thread: Thread): Act {
    while (this.full) yield* this.#notFull.wait(thread);
  }

  *waitForItem(thread: Thread): Act {
    while (this.empty) yield* this.#notEmpty.wait(thread);
  }

  put(thread: Thread, task: Task): void {
    this.#length++;
    this.#kernel.by(thread, events.queuePut, this.id, task.id, this.#length);
    this.#notEmpty.signal(thread, thread.cause);
  }

  take(thread: Thread, task: Task): void {
    this.#length--;
    this.#kernel.by(thread, events.queueGot, this.id, task.id, this.#length);
    this.#notFull.signal(thread, thread.cause);
  }
}

/** The locks and queues of one address space (or, for processes, the shared ones), made when first used. */
export class Primitives {
  readonly #kernel: Kernel;
  readonly #mutexes = new Map<string, Mutex>();
  readonly #queues = new Map<string, BoundedQueue>();

  constructor(kernel: Kernel, queues: Workload["queues"]) {
    this.#kernel = kernel;
    for (const { name, capacity } of queues) {
      const id = kernel.tables.queues.push({ name, capacity }) - 1;
      this.#queues.set(name, new BoundedQueue(kernel, id, capacity));
    }
  }

  mutex(name: string): Mutex {
    let mutex = this.#mutexes.get(name);
    if (mutex === undefined) {
      mutex = new Mutex(this.#kernel, name);
      this.#mutexes.set(name, mutex);
    }
    return mutex;
  }

  queue(name: string): BoundedQueue {
    return this.#queues.get(name) as BoundedQueue;
  }
}
