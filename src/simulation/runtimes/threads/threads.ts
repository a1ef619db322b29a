/** A thread for each task, no GIL: C++, Java, Rust. The operating system's scheduler is all there is. */
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { Primitives } from "../program/locks.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import { ignoreCancels, ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";

export const threads: Runtime = {
  id: "threads",
  title: "threads, no GIL",
  about: "A thread for each task on every core there is: C++, Java, Rust.",
  python: false,
  page: [
    "A kernel thread for each task (pthread_create), scheduled by the machine's scheduler alone.",
    "The main thread starts those that are there from the beginning; later arrivals start as if from outside.",
    "`raise` ends its thread alone, as in Java and Rust; in C++ an exception that nobody catches ends the program. Nobody can stop a thread from outside.",
    "Simplified: the scheduler has no periodic balancing between busy cores; idle ones pull. Hyper-threading speeds are recalled, not measured.",
    "A variable that another core wrote last has to come over first; what a plain race loses depends on how these moves fall.",
    "Simplified: a compiler may keep a variable in a register, and a store may wait in a buffer; here each load and store reaches memory.",
  ],
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("program", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.program);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread, process));
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel, costs } = run;
  const conduct = new ThreadConduct(run, new Primitives(kernel, run.workload.queues), null);
  const ends = run.tasks.map((task) => endOf(run, task));
  const startThread = (task: Task, parent: Thread | null) => {
    task.process = process;
    const facts = { name: task.name, role: "task" as const, task: task.id };
    kernel.spawn(process, facts, parent, (own) => conduct.taskBody(own, task), task.plan.priority);
  };
  const first = run.onArrivals((task) => startThread(task, null));
  ignoreCancels(run);
  for (const task of first) run.created(task, thread.cause);
  for (const task of first) {
    yield kernel.compute(thread, costs.threadStart, "system");
    startThread(task, thread);
  }
  for (const end of ends) yield* end.wait(thread);
}
