/** `concurrent.futures.ProcessPoolExecutor` of Lib/concurrent/futures/process.py (3.12): what its submitters use. */
import * as events from "../../../trace/event.ts";
import { Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { startThread } from "../gil/start-thread.ts";
import { startPlanOf } from "../process/start-method.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import { CallQueue } from "./call-queue.ts";
import type { WorkItem } from "./item.ts";
import { failBroken, Manager } from "./manager.ts";
import { type Links, type Worker, workerBody } from "./worker.ts";

/** How many calls more than workers are under way at most (`EXTRA_QUEUED_CALLS`). */
const EXTRA_CALLS = 1;

const MANAGER = { name: "pool manager", role: "helper", task: null } as const;

export class ProcessPool {
  readonly #run: Run;
  readonly #gil: Interpreter;
  readonly #maxWorkers: number;
  readonly #links: Links;
  readonly #manager: Manager;
  /** From 3.9 on workers that are not forked are started one at a time, when a submission finds nobody idle. */
  readonly #startsOnDemand: boolean;
  #isManaged = false;
  #submitted = 0;
  readonly #items = new Map<Task, WorkItem>();

  /** @param gil of the parent process. */
  constructor(run: Run, gil: Interpreter, parent: Process, maxWorkers: number) {
    this.#run = run;
    this.#gil = gil;
    this.#maxWorkers = maxWorkers;
    const id = run.kernel.tables.executors.push({ name: "process pool", process: parent.id, workers: maxWorkers }) - 1;
    const calls = new CallQueue(run, id, gil, parent, maxWorkers + EXTRA_CALLS);
    const manager = new Manager(run, id, gil, parent, calls);
    const plan = startPlanOf(run);
    const [major, minor] = run.pythonVersion;
    this.#startsOnDemand = plan.method !== "fork" && (major > 3 || minor >= 9);
    this.#manager = manager;
    this.#links = {
      run,
      id,
      parent,
      plan,
      calls,
      shared: new Primitives(run.kernel, run.workload.queues),
      deliver: (thread, result) => manager.deliver(thread, result),
      died: (worker, thread, cause) => manager.died(worker, thread, cause),
    };
  }

  /** One future for these tasks. Called with the GIL held; a broken pool fails them at once. */
  *submit(thread: Thread, tasks: readonly Task[]): Act {
    const { kernel, costs } = this.#run;
    const manager = this.#manager;
    const item: WorkItem = { id: this.#submitted++, tasks, state: "pending" };
    for (const task of tasks) this.#items.set(task, item);
    yield* this.#gil.python(thread, null, costs.executorSubmit);
    if (!manager.lock.tryAcquire()) yield* this.#gil.without(thread, manager.lock.acquire(thread));
    if (manager.brokenBy === null) {
      kernel.by(thread, events.executorSubmitted, this.#links.id, item.id, tasks[0]?.id ?? null);
      manager.add(item);
      yield* manager.wakeUp(thread);
      if (this.#startsOnDemand) yield* this.#startIfNobodyIsIdle(thread);
      yield* this.#startManager(thread);
    } else {
      for (const task of tasks) failBroken(this.#run, task, thread, manager.brokenBy);
    }
    manager.lock.release(thread, thread.cause);
  }

  /** Future.cancel(): whether it comes in time. A task that shares its future with others has none to cancel. */
  canCancel(task: Task): boolean {
    const item = this.#items.get(task);
    return item === undefined || (item.state === "pending" && item.tasks.length === 1);
  }

  /** Has everything there, without a price, and waits until each worker is about to wait for its first call. Called without the GIL. */
  *warmUp(thread: Thread): Act {
    const { kernel } = this.#run;
    const idle: Latch[] = [];
    while (this.#manager.workers.length < this.#maxWorkers) {
      const up = new Latch(kernel, "start");
      idle.push(up);
      this.#spawnWorker(thread, up);
    }
    this.#manager.idleWorkers = this.#maxWorkers;
    this.#isManaged = true;
    kernel.spawn(this.#links.parent, MANAGER, thread, (own) => this.#beManaged(own));
    this.#links.calls.beFed(thread);
    for (const up of idle) yield* up.wait(thread);
  }

  /** Called with the GIL held: waits until every worker has gone home. */
  *shutdown(thread: Thread): Act {
    const { lock, gone } = this.#manager;
    if (!this.#isManaged || gone.open) return;
    if (!lock.tryAcquire()) yield* this.#gil.without(thread, lock.acquire(thread));
    yield* this.#manager.shutdown(thread);
    lock.release(thread, thread.cause);
    if (!gone.open) yield* this.#gil.without(thread, gone.wait(thread));
  }

  /** `_adjust_process_count`. */
  *#startIfNobodyIsIdle(thread: Thread): Act {
    if (this.#manager.idleWorkers > 0) this.#manager.idleWorkers--;
    else if (this.#manager.workers.length < this.#maxWorkers) yield* this.#startWorker(thread);
  }

  /** Forked workers must be there before the parent has a second thread. */
  *#startManager(thread: Thread): Act {
    if (this.#isManaged) return;
    this.#isManaged = true;
    if (!this.#startsOnDemand) {
      while (this.#manager.workers.length < this.#maxWorkers) yield* this.#startWorker(thread);
    }
    yield* startThread(this.#run, this.#gil, thread, MANAGER, (own) => this.#manager.body(own));
  }

  *#startWorker(thread: Thread): Act {
    const { kernel, costs } = this.#run;
    const { plan } = this.#links;
    yield kernel.compute(thread, plan.call, "startup");
    this.#spawnWorker(thread, null);
    if (plan.method === "fork") yield kernel.compute(thread, costs.forkFaults, "startup");
  }

  #spawnWorker(thread: Thread, up: Latch | null): void {
    const { kernel } = this.#run;
    const { parent, plan } = this.#links;
    const name = `worker ${this.#manager.workers.length + 1}`;
    const process = kernel.createProcess(name, parent, plan.method, thread.cause);
    kernel.memory(plan.bytes);
    const worker: Worker = { name, process, exited: new Latch(kernel) };
    this.#manager.workers.push(worker);
    const facts = { name, role: "worker", task: null } as const;
    kernel.spawn(process, facts, thread, (own) => workerBody(this.#links, worker, own, up));
  }

  *#beManaged(thread: Thread): Act {
    yield* this.#gil.take(thread);
    yield* this.#manager.body(thread);
  }
}
