/** A Python program that starts a thread for each task and joins them: what the models of `threading` have in common. */
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Primitives } from "../program/locks.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import { ignoreCancels, ThreadConduct } from "../program/thread-conduct.ts";
import type { Interpreter } from "./interpreter.ts";
import { startThread } from "./start-thread.ts";

/** How threads perform steps under an interpreter. */
type ConductOf = (run: Run, primitives: Primitives, interpreter: Interpreter) => ThreadConduct;

const threadConduct: ConductOf = (run, primitives, interpreter) => new ThreadConduct(run, primitives, interpreter);

/**
 * Sets such a program up. The main thread starts those that are there from the beginning; later arrivals start as if from outside.
 *
 * @param interpreterOf makes the interpreter of the process.
 */
export function startThreading(
  run: Run,
  interpreterOf: (process: Process) => Interpreter,
  conductOf: ConductOf = threadConduct,
): void {
  const { kernel } = run;
  const process = kernel.createProcess("python", null, "none", NO_CAUSE);
  kernel.memory(kernel.profile.memory.process);
  kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) =>
    main(run, thread, process, interpreterOf(process), conductOf),
  );
}

function* main(run: Run, thread: Thread, process: Process, interpreter: Interpreter, conductOf: ConductOf): Act {
  const { kernel } = run;
  const conduct = conductOf(run, new Primitives(kernel, run.workload.queues), interpreter);
  const ends = run.tasks.map((task) => endOf(run, task));
  const first = run.onArrivals((task) => {
    task.process = process;
    kernel.spawn(process, factsOf(task), null, (own) => conduct.taskBody(own, task), task.plan.priority);
  });
  ignoreCancels(run);
  for (const task of first) {
    run.created(task, thread.cause);
    task.process = process;
  }
  yield* interpreter.take(thread);
  for (const task of first) {
    const body = (own: Thread) => conduct.taskBody(own, task, true);
    yield* startThread(run, interpreter, thread, factsOf(task), body, task.plan.priority);
  }
  for (const end of ends) {
    if (!end.open) yield* interpreter.without(thread, end.wait(thread));
  }
  yield* interpreter.drop(thread);
}

const factsOf = (task: Task) => ({ name: task.name, role: "task" as const, task: task.id });
