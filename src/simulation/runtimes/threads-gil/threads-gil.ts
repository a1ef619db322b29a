/** A thread for each task under the GIL: `threading` in CPython 3.2 and later. */
import { NO_CAUSE } from "../../../trace/log.ts";
import { Latch } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { firstBurst } from "../program/conduct.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
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
  const { kernel, costs } = run;
  const gil = new Gil(kernel, process, run.workload.python.switchInterval);
  const conduct = new ThreadConduct(run, new Primitives(kernel, run.workload), gil);
  const all = new Latch(kernel, run.tasks.length);
  const startThread = (task: Task, parent: Thread | null, body: (own: Thread) => Act) => {
    task.process = process;
    task.atEnd.push((by, cause) => all.countDown(by, cause));
    const facts = { name: task.name, role: "task" as const, task: task.id };
    kernel.spawn(process, facts, parent, body, task.plan.priority).expected = firstBurst(task.steps);
  };
  const first = run.onArrivals((task) => startThread(task, null, (own) => conduct.taskBody(own, task)));
  ignoreCancels(run);
  for (const task of first) run.created(task, thread.cause);
  yield* gil.take(thread);
  for (const task of first) {
    yield* gil.python(thread, null, costs.threadStart);
    // Thread.start() waits on the `_started` event, which the new thread sets once it has the GIL.
    const up = new Latch(kernel, 1, "start");
    startThread(task, thread, (own) => startedBody(conduct, gil, own, task, up));
    if (!up.open) yield* gil.without(thread, up.wait(thread));
  }
  yield* gil.without(thread, all.wait(thread));
  yield* gil.drop(thread);
}

function* startedBody(conduct: ThreadConduct, gil: Gil, thread: Thread, task: Task, up: Latch): Act {
  yield* gil.take(thread);
  up.countDown(thread, thread.cause);
  yield* conduct.taskBody(thread, task, true);
}
