/** A child process that carries out one task: `multiprocessing.Process(target=…).start()` and `.join()`, and the pipe its result comes back through. */
import * as events from "../../../trace/event.ts";
import { Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { burstAhead } from "../program/conduct.ts";
import type { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import type { StartPlan } from "./start-method.ts";

/** A small message: what a number, an exit message or a call of a function by its name takes when pickled. */
export const MESSAGE_BYTES = 100;

/** A started child, as its parent knows it. */
export interface Child {
  readonly task: Task;
  readonly process: Process;
  readonly exited: Latch;
}

/** How code in one of several processes does a task: one that splits does so into processes of its own. */
export class ProcessConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #gil: Interpreter;
  readonly #plan: StartPlan;
  readonly #shared: Primitives;

  /** @param shared the locks and queues that every process uses. */
  constructor(run: Run, shared: Primitives, gil: Interpreter, plan: StartPlan) {
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
    for (const child of children) yield* joinChild(this.#run, thread, this.#gil, child);
  }
}

/** The child's side of `start()`; the parent's is charged by the caller. */
export function startChild(run: Run, thread: Thread, task: Task, plan: StartPlan, shared: Primitives): Child {
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

/** Process.join(), and the result that the child left in the pipe. */
export function* joinChild(run: Run, thread: Thread, gil: Interpreter, { task, process, exited }: Child): Act {
  if (!exited.open) yield* gil.without(thread, exited.wait(thread));
  if (!process.alive || task.state !== "ended") return;
  yield* gil.python(thread, null, run.costs.unpickle);
  run.kernel.by(thread, events.ipcReceived, process.id, thread.process.id, task.id, MESSAGE_BYTES);
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
  const gil = new Gil(kernel, thread.process, run, task.name);
  const conduct = new ProcessConduct(run, shared, gil, plan);
  yield* gil.take(thread);
  yield* conduct.carryOut(thread, task);
  yield* gil.python(thread, null, costs.pickle);
  kernel.by(thread, events.ipcSent, thread.process.id, parent.id, task.id, MESSAGE_BYTES);
  yield* gil.drop(thread);
  yield kernel.compute(thread, costs.processExit, "system");
  kernel.memory(-plan.bytes);
  exited.release(thread, thread.cause);
}
