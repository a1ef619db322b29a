/** gevent's patched threading.Lock (a BoundedSemaphore: src/gevent/_semaphore.py, _abstract_linkable.py) and gevent.queue.Queue, of 22.10. */
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { type Task, TaskFailure } from "../program/run.ts";
import { type Greenlet, Suspension } from "./greenlet.ts";
import type { Hub } from "./hub.ts";

/**
 * A lock. A release hands nothing over: it has the hub call the waiters, first come first, as long as the lock is free; whoever asks
 * before that takes it.
 */
export class GreenletLock {
  readonly #hub: Hub;
  readonly #id: number;
  #isFree = true;
  /** Greenlets that wait, in their order. */
  #links: Suspension[] = [];
  /** Whether the hub has been told to call them, or is doing so. */
  #notifying = false;

  constructor(hub: Hub, name: string) {
    this.#hub = hub;
    this.#id = hub.run.kernel.tables.locks.push({ name }) - 1;
  }

  *acquire(thread: Thread, own: Greenlet): Act {
    const { kernel } = this.#hub.run;
    kernel.by(thread, events.lockRequested, this.#id, thread.id, own.task.id);
    if (!this.#isFree) yield* this.#wait(thread, own);
    this.#isFree = false;
    kernel.by(thread, events.lockAcquired, this.#id, thread.id, own.task.id);
  }

  /** @throws TaskFailure where it is not taken. */
  release(thread: Thread, task: Task): void {
    if (this.#isFree) throw new TaskFailure("RuntimeError: Semaphore released too many times");
    this.#isFree = true;
    this.#hub.run.kernel.by(thread, events.lockReleased, this.#id, thread.id, task.id);
    this.#checkAndNotify(thread);
  }

  *#wait(thread: Thread, own: Greenlet): Act {
    const waiter = new Suspension();
    this.#links.push(waiter);
    try {
      yield* own.wait(thread, waiter, "lock", this.#id);
    } catch (error) {
      this.#links = this.#links.filter((each) => each !== waiter);
      throw error;
    }
  }

  #checkAndNotify(thread: Thread): void {
    if (!this.#isFree || this.#links.length === 0 || this.#notifying) return;
    this.#notifying = true;
    this.#hub.runCallback("future", null, thread.cause, (own) => this.#notifyLinks(own));
  }

  *#notifyLinks(thread: Thread): Act {
    const last = this.#links.at(-1);
    for (let link = this.#nextLink(); link !== undefined; link = this.#nextLink()) {
      yield* link.switchTo(thread);
      if (link === last) break;
    }
    this.#notifying = false;
    this.#checkAndNotify(thread);
  }

  #nextLink(): Suspension | undefined {
    return this.#isFree ? this.#links.shift() : undefined;
  }
}

/** A greenlet that waits at a queue. */
interface Waiting {
  readonly waiter: Suspension;
  readonly task: Task;
}

/** A bounded queue. Who has to wait is served by a callback in the hub (`_unlock`), which puts a waiting putter's item itself. */
export class GreenletQueue {
  readonly #hub: Hub;
  readonly #id: number;
  readonly #capacity: number;
  #length = 0;
  readonly #putters: Waiting[] = [];
  readonly #getters: Waiting[] = [];
  #unlocking = false;

  constructor(hub: Hub, name: string, capacity: number) {
    this.#hub = hub;
    this.#capacity = capacity;
    this.#id = hub.run.kernel.tables.queues.push({ name, capacity }) - 1;
  }

  *put(thread: Thread, own: Greenlet): Act {
    if (this.#length < this.#capacity) {
      this.#put(thread, own.task);
      if (this.#getters.length > 0) this.#scheduleUnlock(thread);
      return;
    }
    if (this.#getters.length > 0) this.#scheduleUnlock(thread);
    yield* this.#wait(thread, own, this.#putters);
  }

  *get(thread: Thread, own: Greenlet): Act {
    if (this.#putters.length > 0) this.#scheduleUnlock(thread);
    if (this.#length === 0) yield* this.#wait(thread, own, this.#getters);
    this.#length--;
    this.#hub.run.kernel.by(thread, events.queueGot, this.#id, own.task.id, this.#length);
  }

  *#wait(thread: Thread, own: Greenlet, line: Waiting[]): Act {
    const waiting = { waiter: new Suspension(), task: own.task };
    line.push(waiting);
    try {
      yield* own.wait(thread, waiting.waiter, "queue", this.#id);
    } catch (error) {
      const at = line.indexOf(waiting);
      if (at >= 0) line.splice(at, 1);
      throw error;
    }
  }

  #put(thread: Thread, task: Task): void {
    this.#length++;
    this.#hub.run.kernel.by(thread, events.queuePut, this.#id, task.id, this.#length);
  }

  #scheduleUnlock(thread: Thread): void {
    if (this.#unlocking) return;
    this.#unlocking = true;
    this.#hub.runCallback("future", null, thread.cause, (own) => this.#unlock(own));
  }

  *#unlock(thread: Thread): Act {
    for (let served = true; served; ) {
      served = false;
      const putter = this.#length < this.#capacity ? this.#putters.shift() : undefined;
      if (putter !== undefined) {
        served = true;
        this.#put(thread, putter.task);
        yield* putter.waiter.switchTo(thread);
      }
      const getter = this.#length > 0 ? this.#getters.shift() : undefined;
      if (getter !== undefined) {
        served = true;
        yield* getter.waiter.switchTo(thread);
      }
    }
    this.#unlocking = false;
  }
}
