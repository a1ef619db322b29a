/** Futures and tasks on an event loop: Lib/asyncio/futures.py and tasks.py. */
import { NEVER, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import { AWAIT, runToAwait } from "./coroutine.ts";
import type { EventLoop } from "./event-loop.ts";

/** Thrown into a coroutine at its await: asyncio.CancelledError. */
export class Cancelled extends Error {
  override readonly name = "Cancelled";
}

/** A result that is not there yet, awaited by at most one task. */
export class Future {
  done = false;
  cancelled = false;
  waiter: LoopTask | null = null;

  /** set_result: whoever awaits it goes into the ready queue. */
  resolve(cause: number): void {
    if (this.done) return;
    this.done = true;
    this.waiter?.schedule(cause);
  }
}

/** A task of the loop: a coroutine and what it awaits. */
export class LoopTask {
  readonly task: Task;
  readonly #loop: EventLoop;
  readonly #run: Run;
  readonly #coroutine: Act;
  #awaits: Future | null = null;
  #mustCancel = false;
  #scheduled = false;
  #begun = false;

  /** @param steps the coroutine's body; it may yield awaits. */
  constructor(loop: EventLoop, task: Task, thread: Thread, steps: (own: LoopTask) => Act) {
    this.#loop = loop;
    this.#run = loop.run;
    this.task = task;
    task.process = thread.process;
    this.#coroutine = steps(this);
  }

  /** call_soon of the task's next step. */
  schedule(cause: number): void {
    if (this.#scheduled || this.task.state === "ended") return;
    this.#scheduled = true;
    this.#awaits = null;
    const readied = this.#run.kernel.emit(events.taskReadied, cause, this.task.id);
    this.#loop.callSoon("task-step", this.task, readied, (thread) => this.#step(thread));
  }

  /** Task.cancel: CancelledError is thrown at the await where it stands, when its turn comes. */
  cancel(cause: number): void {
    if (this.task.state === "ended") return;
    this.#mustCancel = true;
    if (this.#awaits !== null) {
      this.#awaits.cancelled = true;
      this.#awaits.waiter = null;
      this.schedule(cause);
    }
  }

  /** `await future`: gives the thread back to the loop until it is done; a done one does not suspend. */
  *wait(thread: Thread, future: Future, on: events.Wait, object: number | null, until: Ns = NEVER): Act {
    if (future.done) return;
    this.suspend(thread, on, object, until);
    yield* this.comeBack(future);
  }

  /** The first half of `wait`, for a task that somebody else may take up before the loop gets its thread back. */
  suspend(thread: Thread, on: events.Wait, object: number | null, until: Ns = NEVER): void {
    this.#run.kernel.by(thread, events.taskSuspended, this.task.id, on, object, until);
  }

  /** The other half. */
  *comeBack(future: Future): Act {
    future.waiter = this;
    this.#awaits = future;
    yield AWAIT;
  }

  /** `await asyncio.sleep(0)`: a bare yield, back at the end of the ready queue. */
  *pass(thread: Thread): Act {
    this.schedule(thread.cause);
    yield AWAIT;
  }

  /** Task.__step: runs the coroutine until it awaits something that is not there, or ends. */
  *#step(thread: Thread): Act {
    this.#scheduled = false;
    if (this.task.state === "ended") return;
    if (this.#begun) this.#run.kernel.by(thread, events.taskResumed, this.task.id, thread.id);
    // coro.throw() into one that has not begun runs nothing of it.
    else if (!this.#mustCancel) this.#run.started(this.task, thread);
    this.#begun = true;
    try {
      if (!(yield* runToAwait(this.#coroutine, this.#mustCancel ? this.#takeCancel() : null))) return;
    } catch (error) {
      if (error instanceof Cancelled) this.#run.cancelled(this.task, thread, thread.cause);
      else if (error instanceof TaskFailure) this.#run.failed(this.task, thread, error);
      else throw error;
      return;
    }
    this.#run.finished(this.task, thread);
  }

  #takeCancel(): Cancelled {
    this.#mustCancel = false;
    return new Cancelled();
  }
}
