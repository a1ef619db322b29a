/** One thread does one task after the other: function calls. */
import { NEVER } from "../../../base/time.ts";
import { taskResumed, taskSuspended } from "../../../trace/event.ts";
import { Condition } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import { ignoreCancels, ThreadConduct } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";

export const blocking: Runtime = {
  id: "blocking",
  title: "blocking",
  about: "One thread, one task after the other; everybody behind waits.",
  python: true,
  page: [
    "One thread calls one task after the other, in the order of their arrival.",
    "Its GIL is never contended and therefore not drawn.",
    "`raise` ends its call, and the caller goes on with the next one; a call that waits for ever keeps all that are behind it.",
    "Parallel subtasks run one after the other: there is nobody to share them with.",
  ],
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("python", null, "none", -1);
    run.kernel.memory(run.kernel.profile.memory.process);
    run.kernel.spawn(process, { name: "main", role: "main", task: null }, null, (thread) => main(run, thread));
  },
};

function* main(run: Run, thread: Thread): Act {
  const conduct = new BlockingConduct(run, new Primitives(run.kernel, run.workload.queues), null);
  const arrived = new Condition(run.kernel, "work");
  const queue: Task[] = [];
  const first = run.onArrivals((task, cause) => {
    task.process = thread.process;
    queue.push(task);
    arrived.signal(null, cause);
  });
  ignoreCancels(run);
  for (const task of first) {
    run.created(task, thread.cause);
    task.process = thread.process;
    queue.push(task);
  }
  for (let served = 0; served < run.tasks.length; served++) {
    while (queue.length === 0) yield* arrived.wait(thread);
    yield* conduct.carryOut(thread, queue.shift() as Task);
  }
}

/** Splitting a task gains nothing here: its parts run in place. */
class BlockingConduct extends ThreadConduct {
  readonly #ofRun: Run;

  constructor(...parts: ConstructorParameters<typeof ThreadConduct>) {
    super(...parts);
    this.#ofRun = parts[0];
  }

  override *parallel(...[thread, task, step]: Parameters<ThreadConduct["parallel"]>): Act {
    const { kernel } = this.#ofRun;
    for (let index = 0; index < step.ways; index++) {
      kernel.by(thread, taskSuspended, task.id, "join", null, NEVER);
      const part = this.#ofRun.part(task, step, index, thread);
      yield* this.carryOut(thread, part);
      kernel.by(thread, taskResumed, task.id, thread.id);
      if (part.failure !== null) throw part.failure;
    }
  }
}
