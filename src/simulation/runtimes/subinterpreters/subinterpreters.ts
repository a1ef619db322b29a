/** A thread for each task, each in an interpreter of its own with its own GIL, in one process: PEP 684, PEP 734. */
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { endOf, type Run } from "../program/run.ts";
import { ignoreCancels } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";
import { Interpreters } from "./interpreter-conduct.ts";

/** The first version with a GIL for each interpreter. */
const FIRST_MINOR = 12;

export const subinterpreters: Runtime = {
  id: "subinterpreters",
  title: "subinterpreters",
  about: "A thread for each task in an interpreter of its own: own modules, own GIL, one process.",
  python: true,
  page: [
    "Interpreters with their own GIL (PEP 684, CPython 3.12 and later; PEP 734's concurrent.interpreters from 3.14 on). An older version asked for runs as 3.12.",
    "Each task has a thread that creates an interpreter, carries the task out there and destroys it, as InterpreterPoolExecutor's workers do.",
    "Creating one takes milliseconds, under its own GIL: the creator's is let go (Python/pylifecycle.c, new_interpreter), so two threads create theirs at once.",
    "Nothing mutable is shared: each interpreter has a copy of the shared variables.",
    "Queues are those between interpreters (concurrent.interpreters.Queue): who has to wait looks again every 10 ms. There is no lock; a lock here is such a queue with one token.",
    "Whoever would look in vain for ever stops looking here, so that the run ends.",
    "Parallel subtasks get an interpreter each, and pay for it. A segmentation fault kills the process with every interpreter in it.",
    "Simplified: arguments and results are not copied; the modules that a task would import are not loaded; the main interpreter's warm-up is not charged.",
    "Measured with CPython 3.12 and 3.13: creation, destruction, memory, the queue's own cost. Checked against both on one and two cores.",
  ],
  version(asked) {
    const [major = 3, minor = 0] = asked.split(".").map(Number);
    return major < 3 || (major === 3 && minor < FIRST_MINOR) ? `3.${FIRST_MINOR}` : asked;
  },
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const gil = new Gil(run.kernel, process, run, "main");
  const interpreters = new Interpreters(run);
  const ends = run.tasks.map((task) => endOf(run, task));
  const first = run.onArrivals((task) => interpreters.arrive(task, gil));
  ignoreCancels(run);
  for (const task of first) {
    run.created(task, thread.cause);
    task.process = process;
  }
  yield* gil.take(thread);
  for (const task of first) yield* interpreters.start(thread, task, gil);
  for (const end of ends) {
    if (!end.open) yield* gil.without(thread, end.wait(thread));
  }
  yield* gil.drop(thread);
}
