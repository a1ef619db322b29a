/** A process for each task, each with its own memory and its own GIL: `multiprocessing.Process`. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import { Condition } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { type Child, joinChild, startChild } from "../process/child.ts";
import { startPlanOf } from "../process/start-method.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import type { Runtime } from "../runtime.ts";

export const multiprocessing: Runtime = {
  id: "multiprocessing",
  title: "multiprocessing",
  about: "A process for each task: own memory, own GIL, and a price for starting and for passing data.",
  python: true,
  page: [
    "multiprocessing.Process for each task, started by the main process by fork, spawn or forkserver with their measured costs.",
    "Default start method on Linux: fork up to 3.13, forkserver from 3.14 on.",
    "Each process has a copy of the shared variables; locks and queues are shared ones (multiprocessing.Lock, Queue).",
    "A task that splits into subtasks starts a process for each of them.",
    "Each child pickles its result into a pipe; the main process joins them in order and unpickles.",
    "Simplified: no copy-on-write faults, no time for large heaps; the queue's feeder thread is left out; the forkserver's own start is not charged.",
    "Checked against CPython 3.12 on one and two cores.",
  ],
  refuses: (workload) =>
    workload.python.version.startsWith("2.")
      ? `the GIL in its processes is the one of CPython 3.2 and later, not that of ${workload.python.version}`
      : null,
  start(run) {
    const process = run.kernel.createProcess("main process", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel } = run;
  const gil = new Gil(kernel, process, run, "main");
  const shared = new Primitives(kernel, run.workload.queues);
  const plan = startPlanOf(run);
  const children = new Map<Task, Child>();
  const arrived: Task[] = [];
  const arrival = new Condition(kernel, "work");
  const first = run.onArrivals((task, cause) => {
    arrived.push(task);
    arrival.signal(null, cause);
  });
  run.onCancels((task) => terminate(run, task, children.get(task)));
  for (const task of first) run.created(task, thread.cause);
  arrived.push(...first);

  yield* gil.take(thread);
  for (let started = 0; started < run.tasks.length; started++) {
    while (arrived.length === 0) yield* gil.without(thread, arrival.wait(thread));
    const task = arrived.shift() as Task;
    if (ended(task)) continue;
    yield kernel.compute(thread, plan.call, "startup");
    // It may have been cancelled meanwhile.
    if (!ended(task)) children.set(task, startChild(run, thread, task, plan, shared));
  }
  for (const child of children.values()) yield* joinChild(run, thread, gil, child);
  yield* gil.drop(thread);
}

const ended = (task: Task): boolean => task.state === "ended";

/** Process.terminate(): a process can be stopped at once, wherever it stands. */
function terminate(run: Run, task: Task, child: Child | undefined): void {
  const cause = run.kernel.emit(events.taskCancelRequested, NO_CAUSE, task.id, true);
  if (child === undefined) {
    run.cancelled(task, null, cause);
    return;
  }
  const killed = run.crash(child.process, null, [task], true);
  run.kernel.kill(child.process, killed);
}
