/**
 * An asyncio event loop: `BaseEventLoop._run_once` of Lib/asyncio/base_events.py, `EpollSelector.select` of Lib/selectors.py and
 * `Task.__step` of Lib/asyncio/tasks.py, read at 3.12.
 *
 * One iteration: select with a timeout (zero where something is ready, otherwise until the next timer, in whole milliseconds, rounded
 * up); callbacks of ready events; due timers; then exactly as many callbacks as stood in the ready queue. What they schedule runs in
 * the next iteration. The loop's thread holds the GIL except in select.
 */
import { EventHeap, type Scheduled } from "../../../base/heap.ts";
import { NEVER, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Gil } from "../gil/gil.ts";
import type { Run, Task } from "../program/run.ts";

interface Callback {
  readonly what: events.CallbackKind;
  readonly task: Task | null;
  /** What brought it about. */
  readonly cause: number;
  readonly run: (thread: Thread) => Act;
}

/** A timer of `call_later`, ordered by its instant. */
class LoopTimer implements Scheduled {
  sequence = 0;
  readonly priority = 0;
  readonly time: number;
  readonly fire: () => Callback;
  readonly isCancelled: () => boolean;

  constructor(time: number, fire: () => Callback, isCancelled: () => boolean) {
    this.time = time;
    this.fire = fire;
    this.isCancelled = isCancelled;
  }
}

const MILLISECOND = 1e6;
/** The loop never waits longer than this: MAXIMUM_SELECT_TIMEOUT, one day. */
const LONGEST_SELECT = 24 * 3600 * 1e9;

/**
 * The timeout that epoll_wait gets, in milliseconds: rounded up twice, in floating point as CPython does it. `EpollSelector.select`
 * rounds seconds up to whole milliseconds; Modules/selectmodule.c rounds these seconds up to nanoseconds and then to milliseconds,
 * so that 9 ms, as a float a hair above, become 10.
 */
function wholeMilliseconds(timeout: number): number {
  const seconds = Math.ceil((timeout / 1e9) * 1e3) * 1e-3;
  return Math.ceil(Math.ceil(seconds * 1e9) / 1e6);
}

export class EventLoop {
  readonly id: number;
  readonly run: Run;
  readonly gil: Gil;
  readonly #thread: Thread;
  /** The ready queue. */
  #ready: Callback[] = [];
  /** What the selector will report: completed I/O and bytes in the self-pipe. */
  #events: Callback[] = [];
  readonly #timers = new EventHeap<LoopTimer>();
  #selecting = false;
  #iteration = 0;

  constructor(run: Run, thread: Thread, gil: Gil) {
    this.run = run;
    this.gil = gil;
    this.#thread = thread;
    this.id = run.kernel.tables.loops.push({ name: "event loop", process: thread.process.id, kind: "event-loop" }) - 1;
  }

  /** call_soon: the callback runs in the next iteration. */
  callSoon(what: events.CallbackKind, task: Task | null, cause: number, callback: (thread: Thread) => Act): void {
    const seq = this.run.kernel.emit(events.callbackScheduled, cause, this.id, task?.id ?? null, what);
    this.#ready.push({ what, task, cause: seq, run: callback });
  }

  /** Something outside the loop's own callbacks is ready: the selector reports it, waking the loop where it waits. */
  post(
    what: events.CallbackKind,
    task: Task | null,
    cause: number,
    callback: (thread: Thread) => Act,
    by: Thread | null,
  ): void {
    this.#events.push({ what, task, cause, run: callback });
    if (this.#selecting) this.run.kernel.wake(this.#thread, cause, by);
  }

  /** call_later: `fire` makes the callback when the timer is due, unless it has been cancelled. */
  callAt(time: Ns, fire: () => Callback, isCancelled: () => boolean): void {
    this.#timers.push(new LoopTimer(time, fire, isCancelled));
  }

  /** Runs iterations until the predicate holds after one. Called with the GIL held. */
  *runUntil(done: () => boolean): Act {
    while (!done()) yield* this.#runOnce();
  }

  *#runOnce(): Act {
    const { kernel, costs } = this.run;
    const thread = this.#thread;
    yield* this.gil.python(thread, null, costs.loopIteration);
    yield* this.#select();
    for (const event of this.#events.splice(0)) this.#enqueue(event);
    const now = kernel.now;
    for (let timer = this.#nextTimer(); timer !== undefined && timer.time <= now; timer = this.#nextTimer()) {
      this.#timers.pop();
      this.#enqueue(timer.fire());
    }
    const batch = this.#ready;
    this.#ready = [];
    this.#iteration++;
    kernel.by(thread, events.loopIterated, this.id, this.#iteration, batch.length);
    for (const callback of batch) {
      thread.cause = kernel.emit(
        events.callbackStarted,
        callback.cause,
        this.id,
        callback.task?.id ?? null,
        callback.what,
      );
      yield* this.gil.python(thread, null, costs.callback);
      yield* callback.run(thread);
    }
  }

  /** The next timer that has not been cancelled; those before it are dropped. */
  #nextTimer(): LoopTimer | undefined {
    for (;;) {
      const first = this.#timers.peek();
      if (first === undefined || !first.isCancelled()) return first;
      this.#timers.pop();
    }
  }

  /** epoll_wait without the GIL. */
  *#select(): Act {
    const { kernel, costs } = this.run;
    const thread = this.#thread;
    const next = this.#nextTimer();
    let until = NEVER;
    if (this.#ready.length > 0) until = kernel.now;
    else if (next !== undefined) {
      const timeout = Math.min(Math.max(0, next.time - kernel.now), LONGEST_SELECT);
      until = (kernel.now + wholeMilliseconds(timeout) * MILLISECOND) as Ns;
    }
    kernel.by(thread, events.loopPolled, this.id, until);
    yield* this.gil.drop(thread);
    yield kernel.compute(thread, costs.syscall, "system");
    if (this.#events.length === 0 && until > kernel.now) {
      this.#selecting = true;
      yield kernel.park(thread, "selector", this.id, until);
      this.#selecting = false;
    }
    yield* this.gil.take(thread);
  }

  #enqueue(callback: Callback): void {
    this.callSoon(callback.what, callback.task, callback.cause, callback.run);
  }
}
