/** sync.Mutex, sync.WaitGroup and buffered channels (src/sync/mutex.go, waitgroup.go, src/runtime/chan.go, read at go1.19). */
import { ms, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act } from "../../kernel/thread.ts";
import { type Task, TaskFailure } from "../program/run.ts";
import { Fifo } from "./fifo.ts";
import type { Goroutine } from "./gmp.ts";
import type { Scheduler } from "./scheduler.ts";

/** starvationThresholdNs: who has waited for longer gets the mutex handed over. */
const STARVING = ms(1);

/**
 * sync.Mutex. Normally whoever comes first takes it: a waiter that is woken competes with newcomers, and loses to those that run. One that
 * has waited for over a millisecond makes the mutex starve the newcomers: then it is handed from waiter to waiter.
 */
export class GoMutex {
  readonly #kernel: Kernel;
  readonly #scheduler: Scheduler;
  readonly #id: number;
  readonly #name: string;
  #locked = false;
  #starving = false;
  /** A waiter has been woken and not come to compete yet. */
  #woken = false;
  readonly #waiters: Goroutine[] = [];

  constructor(kernel: Kernel, scheduler: Scheduler, name: string) {
    this.#kernel = kernel;
    this.#scheduler = scheduler;
    this.#name = name;
    this.#id = kernel.tables.locks.push({ name }) - 1;
  }

  *lock(own: Goroutine, task: Task): Act {
    this.#kernel.by(own, events.lockRequested, this.#id, own.thread.id, task.id);
    let waitsSince: Ns | null = null;
    let isStarving = false;
    while (this.#locked || this.#starving) {
      if (waitsSince !== null) {
        this.#woken = false;
        if (isStarving) this.#starving = true;
      }
      // One that was woken in vain waits at the front.
      if (waitsSince === null) this.#waiters.push(own);
      else this.#waiters.unshift(own);
      waitsSince ??= this.#kernel.now;
      yield* this.#scheduler.park(own, "lock", this.#id);
      isStarving ||= this.#kernel.now - waitsSince > STARVING;
      if (!this.#starving) continue;
      // Handed over. The last one, or one that has not waited for long, ends the starving.
      if (!isStarving || this.#waiters.length === 0) this.#starving = false;
      this.#take(own, task);
      return;
    }
    if (waitsSince !== null) this.#woken = false;
    this.#take(own, task);
  }

  /** @throws TaskFailure where it is not locked. Any goroutine may unlock it. */
  *unlock(own: Goroutine, task: Task): Act {
    if (!this.#locked) throw new TaskFailure(`fatal error: sync: unlock of unlocked mutex ${this.#name}`);
    this.#locked = false;
    this.#kernel.by(own, events.lockReleased, this.#id, own.thread.id, task.id);
    if (this.#woken && !this.#starving) return;
    const first = this.#waiters.shift();
    if (first === undefined) return;
    if (!this.#starving) this.#woken = true;
    const handsOver = this.#starving;
    yield* this.#scheduler.ready(own, first);
    if (handsOver) yield* this.#scheduler.yieldToNext(own);
  }

  #take(own: Goroutine, task: Task): void {
    this.#locked = true;
    this.#kernel.by(own, events.lockAcquired, this.#id, own.thread.id, task.id);
  }
}

/** sync.WaitGroup for one that waits. */
export class WaitGroup {
  readonly #scheduler: Scheduler;
  #count: number;
  #waiter: Goroutine | null = null;

  constructor(scheduler: Scheduler, count: number) {
    this.#scheduler = scheduler;
    this.#count = count;
  }

  *done(by: Goroutine): Act {
    this.#count--;
    const waiter = this.#waiter;
    if (this.#count > 0 || waiter === null) return;
    this.#waiter = null;
    yield* this.#scheduler.ready(by, waiter);
  }

  *wait(own: Goroutine): Act {
    if (this.#count === 0) return;
    this.#waiter = own;
    yield* this.#scheduler.park(own, "join");
  }
}

interface Waiting {
  readonly goroutine: Goroutine;
  readonly task: Task;
}

/** A buffered channel. What is sent while somebody waits to receive goes straight to that one, which runs next on the sender's P. */
export class Channel {
  readonly #kernel: Kernel;
  readonly #scheduler: Scheduler;
  readonly #id: number;
  readonly #capacity: number;
  readonly #senders = new Fifo<Waiting>();
  readonly #receivers = new Fifo<Waiting>();
  #length = 0;

  constructor(kernel: Kernel, scheduler: Scheduler, name: string, capacity: number) {
    this.#kernel = kernel;
    this.#scheduler = scheduler;
    this.#capacity = capacity;
    this.#id = kernel.tables.queues.push({ name, capacity }) - 1;
  }

  *send(goroutine: Goroutine, task: Task): Act {
    yield this.#kernel.compute(goroutine.thread, this.#kernel.profile.costs.goChannel, "system");
    const receiver = this.#receivers.shift();
    if (receiver !== undefined) {
      this.#put(goroutine, task);
      this.#got(goroutine, receiver.task);
      yield* this.#scheduler.ready(goroutine, receiver.goroutine);
    } else if (this.#length < this.#capacity) this.#put(goroutine, task);
    else {
      this.#senders.push({ goroutine, task });
      yield* this.#scheduler.park(goroutine, "queue", this.#id);
    }
  }

  *receive(goroutine: Goroutine, task: Task): Act {
    yield this.#kernel.compute(goroutine.thread, this.#kernel.profile.costs.goChannel, "system");
    if (this.#length === 0) {
      this.#receivers.push({ goroutine, task });
      yield* this.#scheduler.park(goroutine, "queue", this.#id);
      return;
    }
    this.#got(goroutine, task);
    const sender = this.#senders.shift();
    if (sender === undefined) return;
    this.#put(goroutine, sender.task);
    yield* this.#scheduler.ready(goroutine, sender.goroutine);
  }

  #put(by: Goroutine, task: Task): void {
    this.#kernel.by(by, events.queuePut, this.#id, task.id, ++this.#length);
  }

  #got(by: Goroutine, task: Task): void {
    this.#kernel.by(by, events.queueGot, this.#id, task.id, --this.#length);
  }
}
