/** A process for each task, each with its own memory and its own GIL: `multiprocessing.Process`. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import { Condition, Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { burstAhead } from "../program/conduct.ts";
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

/** A started child, as its parent knows it. */
interface Child {
  readonly task: Task;
  readonly process: Process;
  readonly exited: Latch;
}

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel } = run;
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
  for (const child of children.values()) yield* join(run, thread, gil, child);
  yield* gil.drop(thread);
}

/** Process.join(), and the result that the child left in the pipe. */
function* join(run: Run, thread: Thread, gil: Gil, { task, process, exited }: Child): Act {
  if (!exited.open) yield* gil.without(thread, exited.wait(thread));
  if (!process.alive || !ended(task)) return;
  yield* gil.python(thread, null, run.costs.unpickle);
  run.kernel.by(thread, events.ipcReceived, process.id, thread.process.id, task.id, RESULT_BYTES);
}

/** In a child a task that splits does so into processes of its own. */
class ProcessConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #gil: Gil;
  readonly #plan: StartPlan;
  readonly #shared: Primitives;

  constructor(run: Run, shared: Primitives, gil: Gil, plan: StartPlan) {
    super(run, shared, gil);
    this.#run = run;
    this.#gil = gil;
    this.#plan = plan;
    this.#shared = shared;
  }

  override *parallel(...[thread, task, step]: Parameters<ThreadConduct["parallel"]>): Act {
    const children: Child[] = [];
    for (let index = 0; index < step.ways; index++) {
      yield this.#run.kernel.compute(thread, this.#plan.call, "startup");
      const part = this.#run.part(task, step, index, thread);
      children.push(startChild(this.#run, thread, part, this.#plan, this.#shared));
    }
    for (const child of children) yield* join(this.#run, thread, this.#gil, child);
  }
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
  const body = (own: Thread) => {
    own.expected = burstAhead(task.steps);
    return childBody(run, own, task, plan, shared, thread.process, exited);
  };
  kernel.spawn(process, facts, thread, body, task.plan.priority);
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
  const conduct = new ProcessConduct(run, shared, gil, plan);
  yield* gil.take(thread);
  yield* conduct.carryOut(thread, task);
  yield* gil.python(thread, null, costs.pickle);
  kernel.by(thread, events.ipcSent, thread.process.id, parent.id, task.id, RESULT_BYTES);
  yield* gil.drop(thread);
  yield kernel.compute(thread, costs.processExit, "system");
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
