/** One thread, an event loop, a coroutine for each task: asyncio of CPython 3.5 and later. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import { EventLoop } from "../event-loop/event-loop.ts";
import { LoopTask } from "../event-loop/future.ts";
import { Gil } from "../gil/gil.ts";
import { execute } from "../program/conduct.ts";
import type { Run, Task } from "../program/run.ts";
import type { Runtime } from "../runtime.ts";
import { AsyncioConduct } from "./asyncio-conduct.ts";
import { refusalOf } from "./refusal.ts";

export const asyncio: Runtime = {
  id: "asyncio",
  title: "asyncio",
  about: "One thread, one event loop; a switch happens only where a task awaits.",
  python: true,
  page: [
    "The loop of Lib/asyncio/base_events.py (3.12): ready queue with its snapshot, timer heap, selector with whole-millisecond timeouts.",
    "A task that is woken takes two turns: its future is set in one iteration, its next step runs in the following one.",
    "io without `blocking: true` is awaited; with it the call holds the thread, and everybody else waits.",
    "`offload` is loop.run_in_executor(None, …): the default thread pool of the version, whose workers compete for the GIL.",
    "Simplified: every callback costs the same; debug mode and slow-callback warnings are left out.",
    "Checked against CPython 3.7 and 3.12 on two cores.",
  ],
  refuses: refusalOf,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "event loop", role: "main", task: null }, null, (thread) =>
      main(run, thread, process),
    );
  },
};

function* main(run: Run, thread: Thread, process: Process): Act {
  const { kernel, costs } = run;
  const gil = new Gil(kernel, process, run);
  const loop = new EventLoop(run, thread, gil);
  const conduct = new AsyncioConduct(run, loop);
  const loopTasks = new Map<Task, LoopTask>();

  const create = function* (task: Task, cause: number): Act {
    yield* gil.python(thread, null, costs.taskCreate);
    kernel.memory(kernel.profile.memory.asyncioTask);
    const own = new LoopTask(loop, task, thread, (self) => {
      conduct.own(task, self);
      return execute(run, conduct, thread, task, task.steps);
    });
    loopTasks.set(task, own);
    own.schedule(cause);
    if (task.cancelRequested) own.cancel(cause);
  };

  // An arrival is a connection that the selector reports; its callback creates the task.
  const first = run.onArrivals((task, cause) => loop.post("arrival", task, cause, () => create(task, cause), null));
  run.onCancels((task) => {
    task.cancelRequested = true;
    const cause = kernel.emit(events.taskCancelRequested, NO_CAUSE, task.id, true);
    // biome-ignore lint/correctness/useYield: a callback is a generator; cancelling takes no time
    const cancel = function* (): Act {
      loopTasks.get(task)?.cancel(cause);
    };
    loop.post("cancel", task, cause, cancel, null);
  });
  for (const task of first) run.created(task, thread.cause);
  yield* gil.take(thread);
  for (const task of first) yield* create(task, thread.cause);
  yield* loop.runUntil(() => run.allEnded);
  yield* conduct.shutdown(thread);
  yield* gil.drop(thread);
}
