/** How a coroutine performs the steps of a task: it awaits what has an async interface; everything else holds the loop's thread. */
import type { Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { EventLoop } from "../event-loop/event-loop.ts";
import { Cancelled, Future, LoopTask } from "../event-loop/future.ts";
import { LoopLock, LoopQueue } from "../event-loop/sync.ts";
import { defaultWorkers, ThreadPool } from "../executor/thread-pool.ts";
import { type Conduct, execute } from "../program/conduct.ts";
import { Primitives } from "../program/locks.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";

type StepOf<Name extends "io" | "parallel" | "offload"> = Parameters<Conduct[Name]>[2];

export class AsyncioConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #loop: EventLoop;
  readonly #own = new Map<Task, LoopTask>();
  readonly #locks = new Map<string, LoopLock>();
  readonly #queues: ReadonlyMap<string, LoopQueue>;
  #pool: ThreadPool | null = null;
  /** How offloaded steps are performed, on a worker of the pool. */
  readonly #worker: ThreadConduct;

  constructor(run: Run, loop: EventLoop) {
    const { queues } = run.workload;
    super(run, new Primitives(run.kernel, []), loop.gil);
    this.#run = run;
    this.#loop = loop;
    this.#queues = new Map(queues.map(({ name, capacity }) => [name, new LoopQueue(run.kernel, name, capacity)]));
    this.#worker = new ThreadConduct(run, new Primitives(run.kernel, queues), loop.gil);
  }

  /** Tells which task of the loop carries out which task. */
  own(task: Task, loopTask: LoopTask): void {
    this.#own.set(task, loopTask);
  }

  /** asyncio.run at its end: tasks that are left are cancelled and waited for, then the default executor is shut down (Lib/asyncio/runners.py). */
  *shutdown(thread: Thread): Act {
    const left = [...this.#own.values()].filter(({ task }) => task.state !== "ended");
    for (const each of left) {
      each.cancel(this.#run.kernel.by(thread, events.taskCancelRequested, each.task.id, true));
    }
    yield* this.#loop.runUntil(() => left.every(({ task }) => task.state === "ended"));
    this.#pool?.shutdown(thread);
  }

  override io(thread: Thread, task: Task, step: StepOf<"io">): Act {
    return step.blocking ? super.io(thread, task, step) : this.#awaitIo(thread, task, step);
  }

  override *sleep(thread: Thread, task: Task, amount: Ns): Act {
    const loopTask = this.#of(task);
    if (amount === 0) return yield* loopTask.pass(thread);
    const { kernel } = this.#run;
    const future = new Future();
    const due = (kernel.now + amount) as Ns;
    const timer = this.#run.noteTimer(thread, task, due);
    this.#loop.callAt(
      due,
      () => ({ what: "timer", task, cause: timer(), run: (own) => this.#resolve(own, future) }),
      () => future.cancelled,
    );
    yield* loopTask.wait(thread, future, "timer", null, due);
  }

  override *lock(thread: Thread, task: Task, name: string): Act {
    yield* this.#lock(name).acquire(thread, this.#of(task));
  }

  // biome-ignore lint/correctness/useYield: the interface is a generator's; releasing takes no time
  override *unlock(thread: Thread, task: Task, name: string): Act {
    this.#lock(name).release(thread, this.#of(task));
  }

  override put(thread: Thread, task: Task, name: string): Act {
    return (this.#queues.get(name) as LoopQueue).put(thread, this.#of(task));
  }

  override get(thread: Thread, task: Task, name: string): Act {
    return (this.#queues.get(name) as LoopQueue).get(thread, this.#of(task));
  }

  override yieldNow(thread: Thread, task: Task): Act {
    return this.#of(task).pass(thread);
  }

  /** asyncio.gather of the parts: the first exception is raised in the parent, the others go on. Cancelled, it cancels them, and is done when they all are (`_GatheringFuture` of Lib/asyncio/tasks.py). */
  override *parallel(thread: Thread, task: Task, step: StepOf<"parallel">): Act {
    const run = this.#run;
    const all = new Future();
    const parts: LoopTask[] = [];
    let left = step.ways;
    let failure: TaskFailure | null = null;
    for (let index = 0; index < step.ways; index++) {
      yield* this.#loop.gil.python(thread, null, run.costs.taskCreate);
      const part = run.part(task, step, index, thread);
      part.atEnd.push((_, cause) => {
        left--;
        failure ??= part.failure;
        if (left === 0 || failure !== null) all.resolve(cause);
      });
      const loopTask = new LoopTask(this.#loop, part, thread, (self) => {
        this.own(part, self);
        return execute(run, this, thread, part, part.steps);
      });
      loopTask.schedule(thread.cause);
      parts.push(loopTask);
    }
    const own = this.#of(task);
    try {
      yield* own.wait(thread, all, "join", null);
      if (failure !== null) throw failure;
    } catch (error) {
      if (!(error instanceof Cancelled)) throw error;
      for (const part of parts) {
        if (part.task.state === "ended") continue;
        part.cancel(run.kernel.by(thread, events.taskCancelRequested, part.task.id, true));
      }
      yield* own.wait(thread, all, "join", null);
      throw error;
    }
  }

  /**
   * loop.run_in_executor(None, …): the result comes back by call_soon_threadsafe. An exception comes back with it. Cancelled before a
   * worker has taken it, it is never begun; after that it goes on to its end, and nobody waits for it (Lib/concurrent/futures/_base.py).
   */
  override *offload(thread: Thread, task: Task, step: StepOf<"offload">): Act {
    const future = new Future();
    let failure: TaskFailure | null = null;
    const { kernel } = this.#run;
    const pool = this.#executor(thread);
    const body = function* (this: AsyncioConduct, worker: Thread): Act {
      kernel.by(worker, events.taskResumed, task.id, worker.id);
      try {
        yield* execute(this.#run, this.#worker, worker, task, step.steps);
      } catch (error) {
        if (!(error instanceof TaskFailure)) throw error;
        failure = error;
      }
      if (!future.cancelled) kernel.by(worker, events.taskSuspended, task.id, "result", pool.id, kernel.now);
      this.#loop.post("threadsafe", task, worker.cause, (own) => this.#resolve(own, future), worker);
    };
    const own = this.#of(task);
    own.suspend(thread, "result", pool.id);
    yield* pool.submit(thread, task, body.bind(this), () => future.cancelled);
    yield* own.comeBack(future);
    if (failure !== null) throw failure;
  }

  *#awaitIo(thread: Thread, task: Task, step: StepOf<"io">): Act {
    const future = new Future();
    const device = this.#run.submit(thread, task, step.on, step.for, false, (cause) =>
      this.#loop.post("io", task, cause, (own) => this.#resolve(own, future), null),
    );
    const due = (this.#run.kernel.now + step.for) as Ns;
    yield* this.#of(task).wait(thread, future, "io", device, due);
  }

  // biome-ignore lint/correctness/useYield: a callback is a generator; setting a result takes no time
  *#resolve(thread: Thread, future: Future): Act {
    future.resolve(thread.cause);
  }

  #of(task: Task): LoopTask {
    return this.#own.get(task) as LoopTask;
  }

  #lock(name: string): LoopLock {
    let lock = this.#locks.get(name);
    if (lock === undefined) {
      lock = new LoopLock(this.#run.kernel, name);
      this.#locks.set(name, lock);
    }
    return lock;
  }

  #executor(thread: Thread): ThreadPool {
    const { workload, pythonVersion } = this.#run;
    const { cores, threadsPerCore } = workload.machine;
    const workers = workload.python.maxWorkers ?? defaultWorkers(pythonVersion, cores * threadsPerCore);
    this.#pool ??= new ThreadPool(this.#run, this.#loop.gil, thread.process.id, workers);
    return this.#pool;
  }
}
