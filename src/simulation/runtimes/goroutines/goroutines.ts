/** A goroutine for each task: Go's scheduler between the tasks and the operating system's. */
import { NEVER } from "../../../base/time.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { Act } from "../../kernel/thread.ts";
import type { Run, Task } from "../program/run.ts";
import { ignoreCancels } from "../program/thread-conduct.ts";
import type { Runtime } from "../runtime.ts";
import type { Goroutine } from "./gmp.ts";
import { GoConduct } from "./go-conduct.ts";
import { Scheduler } from "./scheduler.ts";
import { WaitGroup } from "./sync.ts";

export const goroutines: Runtime = {
  id: "goroutines",
  title: "goroutines",
  about: "Light tasks that Go's scheduler shares out over a few threads, at most one for each core running Go code.",
  python: false,
  page: [
    "The scheduler of Go 1.19 (src/runtime/proc.go): goroutines (G) run on threads (M) that have a P; there are as many Ps as cores.",
    "Each P has a queue of 256 and one that runs next; idle threads steal half a queue; every 61st time the global queue comes first.",
    "sysmon, a thread without a P, stops goroutines that it has seen running for 10 ms: a slice lasts 10 to 20 ms, as measured.",
    "Waiting for the network, a timer, a channel or a mutex parks the goroutine only (netpoll.go, chan.go, sync/mutex.go).",
    "Blocking calls and C code (cgo) keep the thread; sysmon hands the P on after 20 us or more, so there can be more threads than Ps.",
    "Who comes back from the network poller with a goroutine leaves nobody there: until a thread runs out of work, only sysmon looks, every 10 ms.",
    "All asleep and nothing due: the runtime ends the program with its own message. Nobody can cancel a goroutine from outside.",
    "`raise` is a returned error: the goroutine ends alone. A panic that nobody recovers from would end the whole program.",
    "Later arrivals are connections that the main goroutine accepts.",
    "Simplified: no garbage collector; a mutex is not spun on; unlocking an unlocked mutex ends the goroutine instead of the program.",
    "Simplified: of the caches only the line of a shared variable is modelled, which goes from core to core.",
    "Recalled, not measured: what a call, an instruction and a look through the other queues cost.",
    "Checked against go1.19 on one and two cores.",
  ],
  refuses: () => null,
  start(run) {
    const process = run.kernel.createProcess("program", null, "none", NO_CAUSE);
    run.kernel.memory(run.kernel.profile.memory.program);
    const scheduler = new Scheduler(run, process);
    scheduler.start((own) => main(own, run, scheduler));
  },
};

function* main(own: Goroutine, run: Run, scheduler: Scheduler): Act {
  const conduct = new GoConduct(run, scheduler);
  const group = new WaitGroup(scheduler, run.tasks.length);
  /** Connections that have not been accepted yet. */
  const backlog: Task[] = [];
  let listens = false;
  const first = run.onArrivals((task, cause) => {
    task.process = own.process;
    backlog.push(task);
    if (listens) scheduler.completed(own, cause);
    listens = false;
  });
  for (const task of first) {
    run.created(task, own.cause);
    task.process = own.process;
  }
  ignoreCancels(run);
  for (const task of first) yield* conduct.go(own, task, group);
  for (let left = run.tasks.length - first.length; left > 0; left--) {
    if (backlog.length === 0) {
      listens = true;
      yield* scheduler.awaitNetwork(own, null, NEVER);
    }
    yield* conduct.systemCall(own);
    yield* conduct.go(own, backlog.shift() as Task, group);
  }
  yield* group.wait(own);
}
