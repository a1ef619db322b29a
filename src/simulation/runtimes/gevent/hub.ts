/**
 * The hub, a greenlet that runs a libev loop: `loop._run_callbacks` of src/gevent/libev/corecext.pyx (gevent 22.10), `ev_run`,
 * `timers_reify` and `ev_invoke_pending` of libev 4.33's ev.c.
 *
 * One iteration: watchers that the last poll found ready, each switching straight to its greenlet; then the queue of callbacks until it
 * is empty, with those that come meanwhile (the clock is looked at after every fifty of them, and after a switch interval the rest is
 * left to the next iteration); then epoll_wait, not at all where callbacks are left, otherwise until the next timer.
 */
import { EventHeap, type Scheduled } from "../../../base/heap.ts";
import { NEVER, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Run, Task } from "../program/run.ts";

interface Callback {
  readonly what: events.CallbackKind;
  readonly task: Task | null;
  readonly cause: number;
  readonly run: (thread: Thread) => Act;
}

/** An I/O or timer watcher whose event has come. */
interface Ready {
  readonly cause: number;
  readonly run: (thread: Thread) => Act;
}

/** A timer watcher, ordered by its instant. */
export class TimerWatcher implements Scheduled {
  sequence = 0;
  readonly priority = 0;
  readonly time: number;
  readonly #fire: () => Ready;
  isStopped = false;

  /** @param fire called when the loop finds it due. */
  constructor(time: Ns, fire: () => Ready) {
    this.time = time;
    this.#fire = fire;
  }

  fire(): Ready {
    return this.#fire();
  }
}

const MILLISECOND = 1e6;
/** CALLBACK_CHECK_COUNT: callbacks between two looks at the clock. */
const CHECK_COUNT = 50;

export class Hub {
  readonly id: number;
  readonly run: Run;
  readonly #thread: Thread;
  /** `loop._callbacks`, and where its first one stands. */
  #callbacks: Callback[] = [];
  #first = 0;
  /** Descriptors that epoll has found ready, in that order. */
  #events: Ready[] = [];
  readonly #timers = new EventHeap<TimerWatcher>();
  #polling = false;
  #iteration = 0;
  /** ev_now: the loop's idea of the time, as old as its last update. */
  #now: Ns;

  constructor(run: Run, thread: Thread) {
    this.run = run;
    this.#thread = thread;
    this.#now = run.kernel.now;
    this.id = run.kernel.tables.loops.push({ name: "hub", process: thread.process.id, kind: "hub" }) - 1;
  }

  /** loop.run_callback; from outside the thread run_callback_threadsafe, which interrupts the poll. */
  runCallback(what: events.CallbackKind, task: Task | null, cause: number, callback: (thread: Thread) => Act): void {
    const seq = this.run.kernel.emit(events.callbackScheduled, cause, this.id, task?.id ?? null, what);
    this.#callbacks.push({ what, task, cause: seq, run: callback });
    if (this.#polling) this.run.kernel.wake(this.#thread, cause, null);
  }

  /** A descriptor that a watcher was started for has become ready. */
  ready(cause: number, run: (thread: Thread) => Act): void {
    this.#events.push({ cause, run });
    if (this.#polling) this.run.kernel.wake(this.#thread, cause, null);
  }

  /** Starts a timer watcher. gevent updates the loop's time before it does so. */
  startTimer(timer: TimerWatcher): void {
    this.#now = this.run.kernel.now;
    this.#timers.push(timer);
  }

  /** Runs iterations until the predicate holds after one. */
  *runUntil(done: () => boolean): Act {
    const { kernel } = this.run;
    let found: readonly Ready[] = [];
    for (;;) {
      this.#iteration++;
      const ready = this.#callbacks.length - this.#first;
      kernel.by(this.#thread, events.loopIterated, this.id, this.#iteration, ready);
      for (const { cause, run } of found) {
        this.#thread.cause = cause;
        yield* run(this.#thread);
      }
      yield* this.#runCallbacks();
      if (done()) return;
      yield* this.#poll();
      found = this.#pending();
    }
  }

  *#runCallbacks(): Act {
    const { kernel, switchInterval } = this.run;
    const expiration = this.#now + switchInterval;
    let count = CHECK_COUNT;
    for (let next = this.#next(); next !== null; next = this.#next()) {
      const { what, task, cause, run } = next;
      this.#thread.cause = kernel.emit(events.callbackStarted, cause, this.id, task?.id ?? null, what);
      yield* run(this.#thread);
      if (--count > 0) continue;
      count = CHECK_COUNT;
      this.#now = kernel.now;
      if (this.#now >= expiration) return;
    }
    this.#now = kernel.now;
  }

  #next(): Callback | null {
    const next = this.#callbacks[this.#first];
    if (next !== undefined) {
      this.#first++;
      return next;
    }
    this.#callbacks = [];
    this.#first = 0;
    return null;
  }

  /** epoll_wait: in whole milliseconds, rounded up (EV_TS_TO_MSEC); at least one unless the timer is due (backend_mintime). */
  *#poll(): Act {
    const { kernel, costs } = this.run;
    const timer = this.#nextTimer();
    let until = NEVER;
    if (this.#isBusy) until = kernel.now;
    else if (timer !== undefined) {
      const timeout = Math.max(0, timer.time - kernel.now);
      until = (kernel.now + Math.ceil(timeout / MILLISECOND) * MILLISECOND) as Ns;
    }
    kernel.by(this.#thread, events.loopPolled, this.id, until);
    yield kernel.compute(this.#thread, costs.syscall, "system");
    if (this.#events.length === 0 && !this.#isBusy && until > kernel.now) {
      this.#polling = true;
      yield kernel.park(this.#thread, "selector", this.id, until);
      this.#polling = false;
    }
    this.#now = kernel.now;
  }

  get #isBusy(): boolean {
    return this.#callbacks.length > this.#first;
  }

  /**
   * What ev_invoke_pending takes up, in its order: it goes through the pending watchers from the last to the first. Descriptors were
   * put there as epoll told them, timers after them and in reverse; so timers come first, in their order, and descriptors in reverse.
   */
  #pending(): readonly Ready[] {
    const pending: Ready[] = [];
    for (let timer = this.#nextTimer(); timer !== undefined && timer.time <= this.#now; timer = this.#nextTimer()) {
      this.#timers.pop();
      pending.push(timer.fire());
    }
    return [...pending, ...this.#events.splice(0).reverse()];
  }

  /** The next timer that has not been stopped; those before it are dropped. */
  #nextTimer(): TimerWatcher | undefined {
    for (;;) {
      const first = this.#timers.peek();
      if (first === undefined || !first.isStopped) return first;
      this.#timers.pop();
    }
  }
}
