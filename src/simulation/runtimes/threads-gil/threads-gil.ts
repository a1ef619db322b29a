/** A thread for each task under the GIL: `threading` in CPython 3.2 and later. */
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { startThread } from "../gil/start-thread.ts";
import { Primitives } from "../program/locks.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import { ignoreCancels, ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";

export const threadsGil: Runtime = {
  id: "threads-gil",
  title: "threads + GIL",
  about: "A thread for each task, one of them running Python at a time: CPython's threading.",
  python: true,
  page: [
    "The GIL of CPython 3.2 to 3.14 (Python/ceval_gil.c): timed waits, drop requests, forced switching, check points by version.",
    "Thread.start() waits until the new thread has come up, as Lib/threading.py does; the new thread needs the GIL for that.",
    "Later arrivals start as if from outside, without the main thread.",
    "Simplified: the scheduler has no periodic balancing between busy cores; idle ones pull. Hyper-threading speeds are recalled, not measured.",
    "Simplified: ordinary code reaches a check point every half microsecond; a check costs nothing.",
    "Checked against runs of CPython 3.6 to 3.13 on one and two cores.",
  ],
  refuses: (workload) =>
    workload.python.version.startsWith("2.")
      ? `CPython ${workload.python.version} has the old GIL, which counts ticks; this model is the one of 3.2 and later`
      : null,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel } = run;
  const gil = new Gil(kernel, process, run.workload.python.switchInterval);
  const conduct = new ThreadConduct(run, new Primitives(kernel, run.workload.queues), gil);
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
  yield* gil.take(thread);
  for (const task of first) {
    yield* startThread(run, gil, thread, factsOf(task), (own) => conduct.taskBody(own, task, true), task.plan.priority);
  }
  for (const end of ends) {
    if (!end.open) yield* gil.without(thread, end.wait(thread));
  }
  yield* gil.drop(thread);
}

const factsOf = (task: Task) => ({ name: task.name, role: "task" as const, task: task.id });
