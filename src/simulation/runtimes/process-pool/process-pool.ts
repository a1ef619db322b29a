/** A fixed crew of processes and a queue of calls: `concurrent.futures.ProcessPoolExecutor`. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import { Condition } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import type { Runtime } from "../runtime.ts";
import { ProcessPool } from "./pool.ts";

export const processPool: Runtime = {
  id: "process-pool",
  title: "process pool",
  about: "A fixed number of processes, each with its own GIL, take calls off a queue: ProcessPoolExecutor.",
  python: true,
  page: [
    "ProcessPoolExecutor of Lib/concurrent/futures/process.py and the queue of Lib/multiprocessing/queues.py (3.12).",
    "A manager thread in the parent moves calls from the pending ones to the call queue, which holds one more than there are workers.",
    "The call queue's feeder thread pickles them into a pipe that all workers read; results come back through one pipe to the manager.",
    "Main thread, manager and feeder share the parent's GIL: short calls cost more there than they gain in the workers.",
    "A task has ended when its result is back in the parent, not when the worker is done with it.",
    "Forked workers are all started with the first submission; from 3.9 on spawned ones when a submission finds nobody idle.",
    "Default: as many workers as CPUs; start method fork up to 3.13, forkserver from 3.14 on.",
    "A worker that dies breaks the pool: all that is not done fails (BrokenProcessPool), the other workers are killed, later tasks fail.",
    "`chunkSize` is that of map(): the tasks there at the start share futures; where one raises, its whole chunk fails. Later ones come alone.",
    "Cancelling is Future.cancel(): it works until the manager puts the call on the call queue, and never for part of a chunk.",
    "Inside a worker a task that splits starts a process for each part, as under multiprocessing. Locks and queues are shared ones.",
    "`warmPool: true`: pool and threads are there at time zero and cost nothing; tasks are submitted once the workers wait. The end counts.",
    "Simplified: small messages only, the pipes are never full; the result pipe's write lock is never waited for; no copy-on-write faults.",
    "Checked against CPython 3.12 on one and two cores: eight calls of 40 ms and 400 of 0.1 ms on two workers come out 7 % too quick.",
    "Known to differ: the first result of a spawned worker comes after 41 ms instead of 57; on one core short calls cost too much.",
  ],
  refuses: (workload) =>
    workload.python.version.startsWith("2.")
      ? `concurrent.futures is part of CPython from 3.2 on, not of ${workload.python.version}`
      : null,
  start(run) {
    const process = run.kernel.createProcess("main process", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel, workload } = run;
  const { cores, threadsPerCore } = workload.machine;
  const { maxWorkers, chunkSize, warmPool } = workload.python;
  const gil = new Gil(kernel, process, run, "main");
  const pool = new ProcessPool(run, gil, process, maxWorkers ?? cores * threadsPerCore);
  const ends = run.tasks.map((task) => endOf(run, task));
  const arrived: Task[] = [];
  const arrival = new Condition(kernel, "work");
  const first = run.onArrivals((task, cause) => {
    arrived.push(task);
    arrival.signal(null, cause);
  });
  run.onCancels((task) => cancel(run, pool, task));
  for (const task of first) run.created(task, thread.cause);

  if (warmPool) yield* pool.warmUp(thread);
  yield* gil.take(thread);
  if (!warmPool) yield* gil.python(thread, null, run.costs.poolCreate);
  for (let at = 0; at < first.length; at += chunkSize) {
    const chunk = first.slice(at, at + chunkSize).filter((task) => !ended(task));
    if (chunk.length > 0) yield* pool.submit(thread, chunk);
  }
  for (let submitted = first.length; submitted < run.tasks.length; submitted++) {
    while (arrived.length === 0) yield* gil.without(thread, arrival.wait(thread));
    const task = arrived.shift() as Task;
    if (!ended(task)) yield* pool.submit(thread, [task]);
  }
  for (const end of ends) {
    if (end.open) continue;
    yield* gil.python(thread, null, run.costs.futureWait);
    if (!end.open) yield* gil.without(thread, end.wait(thread));
  }
  yield* pool.shutdown(thread);
  yield* gil.drop(thread);
}

const ended = (task: Task): boolean => task.state === "ended";

function cancel(run: Run, pool: ProcessPool, task: Task): void {
  const inTime = pool.canCancel(task);
  task.cancelRequested = true;
  const cause = run.kernel.emit(events.taskCancelRequested, NO_CAUSE, task.id, inTime);
  if (inTime) run.cancelled(task, null, cause);
}
