/** A worker process: `_process_worker` of Lib/concurrent/futures/process.py. */
import { NEVER } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { MESSAGE_BYTES, ProcessConduct } from "../process/child.ts";
import type { StartPlan } from "../process/start-method.ts";
import { execute } from "../program/conduct.ts";
import type { Primitives } from "../program/locks.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import type { CallQueue } from "./call-queue.ts";
import type { Result, WorkItem } from "./item.ts";

/** A started worker, as the pool knows it. */
export interface Worker {
  readonly name: string;
  readonly process: Process;
  readonly exited: Latch;
}

/** What a worker shares with the parent and the other workers. */
export interface Links {
  readonly run: Run;
  /** The executor's number. */
  readonly id: number;
  readonly parent: Process;
  readonly plan: StartPlan;
  readonly shared: Primitives;
  readonly calls: CallQueue;
  /** Puts a result on the pipe that the manager reads. */
  deliver(thread: Thread, result: Result): void;
  /** The worker's process has died of what the thread did. */
  died(worker: Worker, thread: Thread, cause: number): void;
}

/** @param up opens when the worker is about to wait for its first call; null where nobody wants to know: then starting takes its time. */
export function* workerBody(links: Links, worker: Worker, thread: Thread, up: Latch | null): Act {
  const { run, plan, calls } = links;
  const { kernel, costs } = run;
  if (up === null) yield kernel.compute(thread, plan.boot, "startup");
  kernel.by(thread, events.processStarted, thread.process.id);
  const gil = new Gil(kernel, thread.process, run, worker.name);
  const conduct = new WorkerConduct(links, worker, gil);
  yield* gil.take(thread);
  up?.release(thread, thread.cause);
  for (let item = yield* calls.get(thread, gil); item !== null; item = yield* calls.get(thread, gil)) {
    yield* conduct.serve(thread, item);
  }
  // It says goodbye with its process number.
  yield* gil.python(thread, null, costs.messageSend);
  yield* gil.drop(thread);
  yield kernel.compute(thread, costs.processExit, "system");
  kernel.memory(-plan.bytes);
  worker.exited.release(thread, thread.cause);
}

class WorkerConduct extends ProcessConduct {
  readonly #links: Links;
  readonly #worker: Worker;
  readonly #gil: Interpreter;
  /** The task whose steps it does. */
  #present: Task | null = null;

  constructor(links: Links, worker: Worker, gil: Interpreter) {
    super(links.run, links.shared, gil, links.plan);
    this.#links = links;
    this.#worker = worker;
    this.#gil = gil;
  }

  /** Does one item's tasks in order, up to one that raises (`_process_chunk`), and sends the outcome back. */
  *serve(thread: Thread, item: WorkItem): Act {
    const { run, id, parent } = this.#links;
    const { kernel, costs } = run;
    const from = thread.process.id;
    const first = item.tasks[0]?.id ?? null;
    kernel.by(thread, events.ipcReceived, parent.id, from, first, MESSAGE_BYTES);
    let failure: TaskFailure | null = null;
    for (const task of item.tasks) {
      failure = yield* this.#attempt(thread, task);
      if (failure !== null) break;
    }
    yield* this.#gil.python(thread, null, costs.messageSend);
    yield* this.#gil.without(thread, this.#write(thread));
    kernel.by(thread, events.ipcSent, from, parent.id, first, MESSAGE_BYTES);
    this.#links.deliver(thread, { item, from, failure });
    kernel.by(thread, events.executorFinished, id, item.id, thread.id, first);
  }

  /** Only the task at hand crashes: of the others in its item nobody will know how far they came. */
  override *segfault(thread: Thread): Act {
    const victims = this.#present === null ? [] : [this.#present];
    const cause = this.#links.run.crash(thread.process, thread, victims);
    thread.cause = cause;
    this.#links.died(this.#worker, thread, cause);
    yield { op: "crash" };
  }

  /** The task's steps. Its outcome is not known to the program before the result has come back. */
  *#attempt(thread: Thread, task: Task): Act<TaskFailure | null> {
    const { run, id } = this.#links;
    this.#present = task;
    run.started(task, thread);
    let failure: TaskFailure | null = null;
    try {
      yield* execute(run, this, thread, task, task.steps);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      failure = error;
    }
    run.kernel.by(thread, events.taskSuspended, task.id, "result", id, NEVER);
    return failure;
  }

  *#write(thread: Thread): Act {
    yield this.#links.run.kernel.compute(thread, this.#links.run.costs.syscall, "system");
  }
}
