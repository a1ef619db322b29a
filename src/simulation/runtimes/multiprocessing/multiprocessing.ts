/** A process for each task, each with its own memory and its own GIL: `multiprocessing.Process`. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import { Condition, Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { firstBurst } from "../program/conduct.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";
import { type StartPlan, startPlanOf } from "./start-method.ts";

export const multiprocessing: Runtime = {
  id: "multiprocessing",
  title: "multiprocessing",
  about: "A process for each task: own memory, own GIL, and a price for starting and for passing data.",
  python: true,
  page: [
    "multiprocessing.Process for each task, started by the main process by fork, spawn or forkserver with their measured costs.",
    "Default start method on Linux: fork up to 3.13, forkserver from 3.14 on.",
    "Each process has a copy of the shared variables; locks and queues are shared ones (multiprocessing.Lock, Queue).",
    "Each child pickles its result into a pipe; the main process joins them in order and unpickles.",
    "Simplified: no copy-on-write faults, no time for large heaps; the queue's feeder thread is left out; the forkserver's own start is not charged.",
    "Checked against CPython 3.12 on one and two cores.",
  ],
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("main process", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

/** A started child, as its parent knows it. */
interface Child {
  readonly task: Task;
  readonly process: Process;
  readonly exited: Latch;
}

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel, costs } = run;
  const gil = new Gil(kernel, process, run.workload.python.switchInterval, "GIL of main");
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
  for (const { task, process: child, exited } of children.values()) {
    if (!exited.open) yield* gil.without(thread, exited.wait(thread));
    if (!child.alive || task.state !== "ended") continue;
    yield* gil.python(thread, null, costs.unpickle);
    kernel.by(thread, events.ipcReceived, child.id, process.id, task.id, RESULT_BYTES);
  }
  yield* gil.drop(thread);
}

const ended = (task: Task): boolean => task.state === "ended";

/** A small result: what pickling a number and an exit message takes. */
const RESULT_BYTES = 100;

function startChild(run: Run, thread: Thread, task: Task, plan: StartPlan, shared: Primitives): Child {
  const { kernel } = run;
  const process = kernel.createProcess(task.name, thread.process, plan.method, thread.cause);
  kernel.memory(plan.bytes);
  task.process = process;
  const exited = new Latch(kernel);
  // A process that dies takes its task with it; its parent hears of the death.
  task.atEnd.push((by, cause) => {
    if (!process.alive) exited.release(by, cause);
  });
  const facts = { name: task.name, role: "task" as const, task: task.id };
  const body = (own: Thread) => childBody(run, own, task, plan, shared, thread.process, exited);
  kernel.spawn(process, facts, thread, body, task.plan.priority).expected = firstBurst(task.steps);
  return { task, process, exited };
}

function* childBody(
  run: Run,
  thread: Thread,
  task: Task,
  plan: StartPlan,
  shared: Primitives,
  parent: Process,
  exited: Latch,
): Act {
  const { kernel, costs } = run;
  yield kernel.compute(thread, plan.boot, "startup");
  kernel.by(thread, events.processStarted, thread.process.id);
  const gil = new Gil(kernel, thread.process, run.workload.python.switchInterval, `GIL of ${task.name}`);
  const conduct = new ThreadConduct(run, shared, gil);
  yield* gil.take(thread);
  yield* conduct.carryOut(thread, task);
  yield* gil.python(thread, null, costs.pickle);
  kernel.by(thread, events.ipcSent, thread.process.id, parent.id, task.id, RESULT_BYTES);
  yield* gil.drop(thread);
  yield kernel.compute(thread, costs.processExit, "system");
  kernel.by(thread, events.processExited, thread.process.id);
  kernel.memory(-plan.bytes);
  exited.release(thread, thread.cause);
}

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
