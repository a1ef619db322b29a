/** A fixed crew of threads and a queue of calls, under the GIL: `concurrent.futures.ThreadPoolExecutor`. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import { Condition, type Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { defaultWorkers, ThreadPool } from "../executor/thread-pool.ts";
import { Gil } from "../gil/gil.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { Primitives } from "../program/locks.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";

export const threadPool: Runtime = {
  id: "thread-pool",
  title: "thread pool",
  about: "A fixed number of threads under the GIL take calls off a queue: ThreadPoolExecutor.",
  python: true,
  page: [
    "ThreadPoolExecutor of Lib/concurrent/futures/thread.py (3.12): an unbounded first-in-first-out queue, workers started on demand.",
    "A submission starts a worker while there are fewer than the maximum; from 3.9 on an idle worker is used first.",
    "Default number of workers: five a CPU up to 3.7, min(32, CPUs + 4) from 3.8 on. `python.maxWorkers` sets it.",
    "The main thread submits every task, those from outside when they arrive, and then waits for each future in turn.",
    "A task that splits submits its parts to the same pool and waits for their futures: a pool full of such tasks waits for ever.",
    "Cancelling is Future.cancel(): it works until a worker takes the call, and not after.",
    "`warmPool: true`: the workers are there at time zero and cost nothing; tasks are submitted once each of them waits for work.",
    "Simplified: a task's priority is not used, all workers have the same; a future's own lock is never waited for.",
    "CPython 3.2 to 3.4 had no default number of workers; here they have that of 3.5.",
    "Checked against CPython 3.7, 3.12 and 3.13 on one and two cores.",
  ],
  refuses: (workload) =>
    workload.python.version.startsWith("2.")
      ? `concurrent.futures is part of CPython from 3.2 on, not of ${workload.python.version}`
      : null,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel, workload } = run;
  const { cores, threadsPerCore } = workload.machine;
  const gil = new Gil(kernel, process, run);
  const workers = workload.python.maxWorkers ?? defaultWorkers(run.pythonVersion, cores * threadsPerCore);
  const pool = new ThreadPool(run, gil, process.id, workers);
  const conduct = new PoolConduct(run, new Primitives(kernel, workload.queues), gil, pool);
  const ends = run.tasks.map((task) => endOf(run, task));
  const arrived: Task[] = [];
  const arrival = new Condition(kernel, "work");
  const first = run.onArrivals((task, cause) => {
    task.process = process;
    arrived.push(task);
    arrival.signal(null, cause);
  });
  run.onCancels((task) => cancel(run, task));
  for (const task of first) {
    task.process = process;
    run.created(task, thread.cause);
  }
  arrived.push(...first);

  if (workload.python.warmPool) yield* pool.warmUp(thread);
  yield* gil.take(thread);
  for (let submitted = 0; submitted < run.tasks.length; submitted++) {
    while (arrived.length === 0) yield* gil.without(thread, arrival.wait(thread));
    const task = arrived.shift() as Task;
    if (!ended(task)) yield* conduct.submit(thread, task);
  }
  for (const end of ends) {
    if (end.open) continue;
    yield* gil.python(thread, null, run.costs.futureWait);
    if (!end.open) yield* gil.without(thread, end.wait(thread));
  }
  pool.shutdown(thread);
  yield* gil.drop(thread);
}

const ended = (task: Task): boolean => task.state === "ended";

/** Future.cancel(): only what nobody has begun can be called off. */
function cancel(run: Run, task: Task): void {
  const isQueued = task.state === "created";
  task.cancelRequested = true;
  const cause = run.kernel.emit(events.taskCancelRequested, NO_CAUSE, task.id, isQueued);
  if (isQueued) run.cancelled(task, null, cause);
}

/** How a worker does a task: one that splits hands its parts to the pool it came from. */
class PoolConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #gil: Interpreter;
  readonly #pool: ThreadPool;

  constructor(run: Run, primitives: Primitives, gil: Interpreter, pool: ThreadPool) {
    super(run, primitives, gil);
    this.#run = run;
    this.#gil = gil;
    this.#pool = pool;
  }

  submit(thread: Thread, task: Task): Act {
    return this.#pool.submit(
      thread,
      task,
      (worker) => this.carryOut(worker, task),
      () => ended(task),
    );
  }

  /** Future.result() of each part in turn raises what the part raised. */
  override *parallel(...[thread, task, step]: Parameters<ThreadConduct["parallel"]>): Act {
    const parts: Task[] = [];
    const ends: Latch[] = [];
    for (let index = 0; index < step.ways; index++) {
      const part = this.#run.part(task, step, index, thread);
      parts.push(part);
      ends.push(endOf(this.#run, part));
      yield* this.submit(thread, part);
    }
    for (const [index, end] of ends.entries()) {
      if (!end.open) {
        yield* this.#gil.python(thread, null, this.#run.costs.futureWait);
        if (!end.open) yield* this.#gil.without(thread, end.wait(thread));
      }
      const failure = parts[index]?.failure ?? null;
      if (failure !== null) throw failure;
    }
  }
}
