/** One thread, a hub, a greenlet for each task: gevent. */
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Run, Task } from "../program/run.ts";
import type { Runtime } from "../runtime.ts";
import { GeventConduct } from "./gevent-conduct.ts";
import { Hub } from "./hub.ts";

export const gevent: Runtime = {
  id: "gevent",
  title: "gevent",
  about: "One thread, a greenlet for each task; a switch happens where a patched call would block.",
  python: true,
  page: [
    "gevent 22.10 on libev 4.33: the hub's queue of callbacks (looked at in groups of fifty, for a switch interval at most), watchers, whole-millisecond polls.",
    "A timer or a descriptor switches straight to its greenlet: one turn through the hub, not two as in asyncio. Of one poll, timers come first, descriptors in reverse.",
    "sleep, io, locks, queues and joins are monkey-patched; `io` with `blocking: true` is a call that is not, and holds the thread and everybody on it. So does `native`: giving the GIL up helps nobody here.",
    "A lock's release hands nothing over: the hub calls the waiters a moment later, and whoever asks before them has it.",
    "Parallel subtasks are greenlets that are joined (gevent.joinall): concurrent, never parallel.",
    "`offload` runs in place; the hub's thread pool (hub.threadpool.apply, ten threads by default) would run it beside the greenlets, and under the GIL.",
    "Greenlet.kill raises GreenletExit where the greenlet waits. Those left when the main greenlet ends get one as well.",
    "Simplified: where nothing can happen any more the hub waits for ever; gevent raises LoopExit in the main greenlet. The GIL is never contended and not drawn.",
    "Costs and the memory of a greenlet are measured with gevent 22.10 and greenlet 2.0 on CPython 3.11; the order of watchers and the rounding of timeouts are those of ev.c.",
    "Not checked in the sources of 22.10 themselves: locks and queues are those of a neighbouring version, Greenlet.kill is recalled.",
  ],
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "hub", role: "main", task: null }, null, (thread) => main(run, thread));
  },
};

function* main(run: Run, thread: Thread): Act {
  const { kernel, costs } = run;
  const hub = new Hub(run, thread);
  const conduct = new GeventConduct(run, hub);
  let left = run.tasks.length;
  const hear = function* (own: Thread): Act {
    left--;
    yield kernel.compute(own, costs.hubTurn, "python");
  };
  const spawn = function* (own: Thread, task: Task): Act {
    conduct.onEnd(task, null, hear);
    yield* conduct.spawn(own, task);
    if (task.cancelRequested) yield* conduct.kill(own, task);
  };

  // An arrival is a connection; the watcher of the listening socket spawns its greenlet.
  const first = run.onArrivals((task, cause) => {
    task.process = thread.process;
    hub.ready(cause, (own) => spawn(own, task));
  });
  run.onCancels((task) => {
    task.cancelRequested = true;
    const cause = kernel.emit(events.taskCancelRequested, NO_CAUSE, task.id, true);
    hub.runCallback("cancel", null, cause, (own) => conduct.kill(own, task));
  });
  for (const task of first) run.created(task, thread.cause);
  for (const task of first) yield* spawn(thread, task);
  yield* hub.runUntil(() => left === 0);
  yield* conduct.shutdown(thread);
}
