/**
 * The thread between the submitters and the workers: `_ExecutorManagerThread` of Lib/concurrent/futures/process.py (3.12).
 *
 * Each turn it fills the call queue, waits for a result, a wake-up or a worker's end, and hands one result to its future. All of it
 * takes the parent's GIL.
 */
import * as events from "../../../trace/event.ts";
import { Condition, Latch, Semaphore } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { MESSAGE_BYTES } from "../process/child.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import type { CallQueue } from "./call-queue.ts";
import type { Result, WorkItem } from "./item.ts";
import type { Worker } from "./worker.ts";

interface Death {
  readonly process: number;
  readonly cause: number;
}

type Ready = "result" | "wake-up" | "death";

export class Manager {
  readonly #run: Run;
  readonly #id: number;
  readonly #gil: Interpreter;
  readonly #parent: Process;
  readonly #calls: CallQueue;
  /** `_shutdown_lock`: a submission is whole before the pool can break, and the reverse. */
  readonly lock: Semaphore;
  /** `_idle_worker_semaphore`: results that came back and were not followed by a submission. */
  idleWorkers = 0;
  readonly workers: Worker[] = [];
  /** The event that broke the pool, or null. */
  brokenBy: number | null = null;
  /** Opens with the thread's end. */
  readonly gone: Latch;
  /** `_work_ids`. */
  readonly #queued: WorkItem[] = [];
  /** `_pending_work_items`: futures without an outcome, in the order they were submitted. */
  readonly #unresolved = new Set<WorkItem>();
  readonly #results: Result[] = [];
  #wakeUps = 0;
  #death: Death | null = null;
  readonly #readable: Condition;
  #shutdown = false;

  constructor(run: Run, id: number, gil: Interpreter, parent: Process, calls: CallQueue) {
    this.#run = run;
    this.#id = id;
    this.#gil = gil;
    this.#parent = parent;
    this.#calls = calls;
    this.lock = new Semaphore(run.kernel, 1, "work", id);
    this.gone = new Latch(run.kernel);
    this.#readable = new Condition(run.kernel, "work", id);
  }

  /** Takes an item over; `wakeUp` says so to the thread. */
  add(item: WorkItem): void {
    this.#queued.push(item);
    this.#unresolved.add(item);
  }

  /** `_ThreadWakeup.wakeup`: a byte on a pipe, written without the GIL. */
  wakeUp(thread: Thread): Act {
    return this.#gil.without(thread, this.#writeWakeUp(thread));
  }

  /** Called with the lock held: no item is added after this. */
  shutdown(thread: Thread): Act {
    this.#shutdown = true;
    return this.wakeUp(thread);
  }

  deliver(thread: Thread, result: Result): void {
    this.#results.push(result);
    this.#readable.signal(thread, thread.cause);
  }

  died(worker: Worker, thread: Thread, cause: number): void {
    this.#death ??= { process: worker.process.id, cause };
    this.#readable.signal(thread, cause);
  }

  /** Begins with the GIL held and drops it at its end. */
  *body(thread: Thread): Act {
    const { kernel } = this.#run;
    kernel.memory(kernel.profile.memory.thread);
    yield* this.#manage(thread);
    yield* this.#gil.drop(thread);
    kernel.memory(-kernel.profile.memory.thread);
    this.gone.release(thread, thread.cause);
  }

  *#manage(thread: Thread): Act {
    const { costs } = this.#run;
    for (;;) {
      yield* this.#fill(thread);
      yield* this.#gil.python(thread, null, costs.poolTurn);
      const ready = yield* this.#gil.without(thread, this.#select(thread));
      const result = ready === "result" ? yield* this.#receive(thread) : null;
      yield* this.#clearWakeUps(thread);
      if (ready === "death") {
        yield* this.#breakDown(thread, this.#death as Death);
        return;
      }
      if (result !== null) {
        this.#resolve(thread, result);
        this.idleWorkers++;
      }
      if (!this.#shutdown) continue;
      yield* this.#fill(thread);
      if (this.#unresolved.size > 0) continue;
      yield* this.#sendHome(thread);
      return;
    }
  }

  /** `add_call_item_to_queue`: what is put there cannot be cancelled any more. */
  *#fill(thread: Thread): Act {
    while (!this.#calls.full) {
      const item = this.#queued.shift();
      if (item === undefined) return;
      if (item.tasks.every(ended)) {
        this.#unresolved.delete(item);
        this.#run.kernel.by(thread, events.executorDropped, this.#id, item.id, item.tasks[0]?.id ?? null);
        continue;
      }
      item.state = "running";
      yield* this.#calls.put(thread, item);
    }
  }

  /** `wait_result_broken_or_wakeup`: a result comes before a wake-up, and both before a worker's end. */
  *#select(thread: Thread): Act<Ready> {
    for (;;) {
      if (this.#results.length > 0) return "result";
      if (this.#wakeUps > 0) return "wake-up";
      if (this.#death !== null) return "death";
      yield* this.#readable.wait(thread);
    }
  }

  *#receive(thread: Thread): Act<Result> {
    const { kernel, costs } = this.#run;
    yield* this.#gil.without(thread, this.#systemCall(thread));
    const result = this.#results.shift() as Result;
    yield* this.#gil.python(thread, null, costs.messageReceive);
    const first = result.item.tasks[0]?.id ?? null;
    kernel.by(thread, events.ipcReceived, result.from, this.#parent.id, first, MESSAGE_BYTES);
    return result;
  }

  *#clearWakeUps(thread: Thread): Act {
    while (this.#wakeUps > 0) {
      this.#wakeUps--;
      yield* this.#gil.python(thread, null, this.#run.costs.poolWakeup);
    }
  }

  #resolve(thread: Thread, { item, failure }: Result): void {
    this.#unresolved.delete(item);
    for (const task of item.tasks) {
      if (failure === null) this.#run.finished(task, thread);
      else this.#run.failed(task, thread, failure);
    }
  }

  /** `terminate_broken`: every open future fails, and the other workers are killed, wherever they stand. */
  *#breakDown(thread: Thread, { process, cause }: Death): Act {
    const { kernel } = this.#run;
    if (!this.lock.tryAcquire()) yield* this.#gil.without(thread, this.lock.acquire(thread));
    thread.cause = cause;
    const broken = kernel.by(thread, events.executorBroken, this.#id, process);
    this.brokenBy = broken;
    for (const { tasks } of this.#unresolved) for (const task of tasks) failBroken(this.#run, task, thread, broken);
    this.#unresolved.clear();
    for (const worker of this.workers) {
      if (worker.process.alive) kernel.kill(worker.process, this.#run.crash(worker.process, null, [], true, broken));
    }
    yield* this.#calls.abandon(thread);
    this.lock.release(thread, thread.cause);
  }

  /** `join_executor_internals`: a message for each worker, then their ends. */
  *#sendHome(thread: Thread): Act {
    if (!this.lock.tryAcquire()) yield* this.#gil.without(thread, this.lock.acquire(thread));
    for (const _ of this.workers) yield* this.#calls.put(thread, null);
    yield* this.#calls.close(thread);
    for (const { exited } of this.workers) {
      if (!exited.open) yield* this.#gil.without(thread, exited.wait(thread));
    }
    this.lock.release(thread, thread.cause);
  }

  *#writeWakeUp(thread: Thread): Act {
    yield* this.#systemCall(thread);
    this.#wakeUps++;
    this.#readable.signal(thread, thread.cause);
  }

  *#systemCall(thread: Thread): Act {
    yield this.#run.kernel.compute(thread, this.#run.costs.syscall, "system");
  }
}

const ended = (task: Task): boolean => task.state === "ended";

/** What happens to a task whose pool is broken. */
export function failBroken(run: Run, task: Task, thread: Thread, broken: number): void {
  if (ended(task)) return;
  thread.cause = broken;
  run.failed(task, thread, new TaskFailure("BrokenProcessPool"));
}
