/** How a goroutine performs the steps of a task: what waits parks the goroutine; blocking calls and C code take its thread along. */
import type { Ns } from "../../../base/time.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { type Conduct, execute } from "../program/conduct.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import { Goroutine } from "./gmp.ts";
import type { Scheduler } from "./scheduler.ts";
import { Channel, GoMutex, WaitGroup } from "./sync.ts";

type StepOf<Name extends "io" | "parallel" | "offload"> = Parameters<Conduct[Name]>[2];

export class GoConduct implements Conduct<Goroutine> {
  readonly #run: Run;
  readonly #kernel: Kernel;
  readonly #scheduler: Scheduler;
  readonly #mutexes = new Map<string, GoMutex>();
  readonly #channels: ReadonlyMap<string, Channel>;

  constructor(run: Run, scheduler: Scheduler) {
    this.#run = run;
    this.#kernel = run.kernel;
    this.#scheduler = scheduler;
    this.#channels = new Map(
      run.workload.queues.map(({ name, capacity }) => [name, new Channel(run.kernel, scheduler, name, capacity)]),
    );
  }

  /** A go statement that carries a task out; the group hears of its end. */
  *go(by: Goroutine, task: Task, group: WaitGroup): Act {
    yield* this.#scheduler.go(by, new Goroutine(task, by.process, (own) => this.#carryOut(own, task, group)));
  }

  cpu(by: Goroutine, _task: Task, amount: Ns): Act {
    return this.#scheduler.compute(by, amount);
  }

  native(by: Goroutine, task: Task, amount: Ns): Act {
    return this.#scheduler.syscall(by, this.#compute(by.thread, task, amount));
  }

  *io(by: Goroutine, task: Task, step: StepOf<"io">): Act {
    if (step.blocking) return yield* this.#scheduler.syscall(by, this.#blockingIo(by.thread, task, step));
    // A read that would block, and after the wait one that does not.
    yield* this.systemCall(by);
    const device = this.#run.submit(by.thread, task, step.on, step.for, false, (cause) =>
      this.#scheduler.completed(by, cause),
    );
    yield* this.#scheduler.awaitNetwork(by, device, (this.#kernel.now + step.for) as Ns);
    yield* this.systemCall(by);
  }

  *sleep(by: Goroutine, task: Task, amount: Ns): Act {
    if (amount === 0) return;
    const due = (this.#kernel.now + amount) as Ns;
    yield* this.#scheduler.sleep(by, due, this.#run.noteTimer(by.thread, task, due));
  }

  lock(by: Goroutine, task: Task, name: string): Act {
    return this.#mutex(name).lock(by, task);
  }

  unlock(by: Goroutine, task: Task, name: string): Act {
    return this.#mutex(name).unlock(by, task);
  }

  *touch(by: Goroutine, task: Task, variable: string, stores: boolean, access: () => void): Act {
    yield* this.bytecode(by);
    const { thread } = by;
    yield this.#kernel.compute(thread, this.#run.memory.fetch(thread, task, variable, stores), "system");
    access();
  }

  bytecode(by: Goroutine): Act {
    return this.#scheduler.compute(by, this.#run.costs.goInstruction);
  }

  call(by: Goroutine): Act {
    return this.#scheduler.compute(by, this.#run.costs.goCall);
  }

  backEdge(by: Goroutine): Act {
    return this.#scheduler.compute(by, this.#run.costs.goInstruction);
  }

  put(by: Goroutine, task: Task, queue: string): Act {
    return (this.#channels.get(queue) as Channel).send(by, task);
  }

  get(by: Goroutine, task: Task, queue: string): Act {
    return (this.#channels.get(queue) as Channel).receive(by, task);
  }

  yieldNow(by: Goroutine): Act {
    return this.#scheduler.yieldNow(by);
  }

  *parallel(by: Goroutine, task: Task, step: StepOf<"parallel">): Act {
    const group = new WaitGroup(this.#scheduler, step.ways);
    for (let index = 0; index < step.ways; index++) {
      yield* this.go(by, this.#run.part(task, step, index, by.thread), group);
    }
    yield* group.wait(by);
  }

  offload(by: Goroutine, task: Task, step: StepOf<"offload">): Act {
    return execute(this.#run, this, by, task, step.steps);
  }

  *segfault(by: Goroutine): Act {
    const victims = this.#run.everyTask.filter((task) => task.process === by.process);
    by.cause = this.#run.crash(by.process, by.thread, victims);
    yield { op: "crash" };
  }

  /** An error that a step returns ends the goroutine and nothing else. */
  *#carryOut(own: Goroutine, task: Task, group: WaitGroup): Act {
    let failure: TaskFailure | null = null;
    try {
      yield* execute(this.#run, this, own, task, task.steps);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      failure = error;
    }
    yield this.#kernel.compute(own.thread, this.#run.costs.goExit, "system");
    if (failure === null) this.#run.finished(task, own.thread);
    else this.#run.failed(task, own.thread, failure);
    yield* group.done(own);
  }

  /** A short one, such as a read or an accept. */
  systemCall(by: Goroutine): Act {
    return this.#scheduler.syscall(by, this.#enterKernel(by.thread));
  }

  *#enterKernel(thread: Thread): Act {
    yield this.#kernel.compute(thread, this.#run.costs.syscall, "system");
  }

  *#compute(thread: Thread, task: Task, amount: Ns): Act {
    yield this.#kernel.compute(thread, amount, "native", task.id);
  }

  *#blockingIo(thread: Thread, task: Task, step: StepOf<"io">): Act {
    yield* this.#enterKernel(thread);
    const device = this.#run.submit(thread, task, step.on, step.for, true, (cause) =>
      this.#kernel.wake(thread, cause, null),
    );
    yield this.#kernel.park(thread, "io", device);
  }

  #mutex(name: string): GoMutex {
    let mutex = this.#mutexes.get(name);
    if (mutex === undefined) {
      mutex = new GoMutex(this.#kernel, this.#scheduler, name);
      this.#mutexes.set(name, mutex);
    }
    return mutex;
  }
}
