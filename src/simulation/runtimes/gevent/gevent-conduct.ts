/** How a greenlet performs the steps of a task: patched calls switch to the hub; everything else holds the thread, and so everybody. */
import type { Ns } from "../../../base/time.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { type Conduct, execute } from "../program/conduct.ts";
import { Primitives } from "../program/locks.ts";
import type { Run, Task } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import { Greenlet, Suspension } from "./greenlet.ts";
import { type Hub, TimerWatcher } from "./hub.ts";
import { GreenletLock, GreenletQueue } from "./sync.ts";

type StepOf<Name extends "io" | "parallel"> = Parameters<Conduct[Name]>[2];

export class GeventConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #hub: Hub;
  readonly #greenlets = new Map<Task, Greenlet>();
  readonly #locks = new Map<string, GreenletLock>();
  readonly #queues: ReadonlyMap<string, GreenletQueue>;

  constructor(run: Run, hub: Hub) {
    super(run, new Primitives(run.kernel, []), null);
    this.#run = run;
    this.#hub = hub;
    this.#queues = new Map(
      run.workload.queues.map(({ name, capacity }) => [name, new GreenletQueue(hub, name, capacity)]),
    );
  }

  /** gevent.spawn: the greenlet starts when the hub comes to it. */
  *spawn(thread: Thread, task: Task): Act {
    const { kernel, costs } = this.#run;
    const { greenlet: bytes } = kernel.profile.memory;
    yield kernel.compute(thread, costs.greenletSpawn, "python");
    kernel.memory(bytes);
    task.process = thread.process;
    task.atEnd.push(() => kernel.memory(-bytes));
    const greenlet = new Greenlet(this.#hub, task, () => execute(this.#run, this, thread, task, task.steps));
    this.#greenlets.set(task, greenlet);
    greenlet.start(thread.cause);
  }

  /** Greenlet.kill, as the hub carries it out. */
  *kill(thread: Thread, task: Task): Act {
    const greenlet = this.#greenlets.get(task);
    if (greenlet !== undefined) yield* greenlet.kill(thread);
  }

  /** The main greenlet has ended, and the program with it: greenlets that are left get a GreenletExit when they are thrown away. */
  *shutdown(thread: Thread): Act {
    for (const greenlet of this.#greenlets.values()) yield* greenlet.kill(thread);
  }

  override io(thread: Thread, task: Task, step: StepOf<"io">): Act {
    return step.blocking ? super.io(thread, task, step) : this.#waitForIo(thread, task, step);
  }

  /** gevent.sleep: the timer's watcher switches to the greenlet itself. */
  override *sleep(thread: Thread, task: Task, amount: Ns): Act {
    const greenlet = this.#of(task);
    if (amount === 0) return yield* greenlet.pass(thread);
    const due = (this.#run.kernel.now + amount) as Ns;
    const fired = this.#run.noteTimer(thread, task, due);
    const waiter = new Suspension();
    const timer = new TimerWatcher(due, () => ({ cause: fired(), run: (own) => waiter.switchTo(own) }));
    this.#hub.startTimer(timer);
    try {
      yield* greenlet.wait(thread, waiter, "timer", null, due);
    } finally {
      timer.isStopped = true;
    }
  }

  override lock(thread: Thread, task: Task, name: string): Act {
    return this.#lock(name).acquire(thread, this.#of(task));
  }

  // biome-ignore lint/correctness/useYield: the interface is a generator's; releasing takes no time
  override *unlock(thread: Thread, task: Task, name: string): Act {
    this.#lock(name).release(thread, task);
  }

  override put(thread: Thread, task: Task, name: string): Act {
    return (this.#queues.get(name) as GreenletQueue).put(thread, this.#of(task));
  }

  override get(thread: Thread, task: Task, name: string): Act {
    return (this.#queues.get(name) as GreenletQueue).get(thread, this.#of(task));
  }

  override yieldNow(thread: Thread, task: Task): Act {
    return this.#of(task).pass(thread);
  }

  /** gevent.joinall of a greenlet for each part: it hears of each end from the hub. An exception stays in the part that raised it. */
  override *parallel(thread: Thread, task: Task, step: StepOf<"parallel">): Act {
    const all = new Suspension();
    let left = step.ways;
    const heard = (own: Thread): Act => {
      left--;
      return left === 0 ? all.switchTo(own) : this.#hearOf(own);
    };
    for (let index = 0; index < step.ways; index++) {
      const part = this.#run.part(task, step, index, thread);
      this.onEnd(part, task, heard);
      yield* this.spawn(thread, part);
    }
    yield* this.#of(task).wait(thread, all, "join", null);
  }

  /** Greenlet.rawlink: when the task ends, a callback is put in the hub's queue. */
  onEnd(task: Task, owner: Task | null, callback: (thread: Thread) => Act): void {
    task.atEnd.push((_, cause) => {
      if (task.process?.alive === true) this.#hub.runCallback("future", owner, cause, callback);
    });
  }

  /** The main greenlet, in joinall, takes note of an end. */
  *#hearOf(thread: Thread): Act {
    yield this.#run.kernel.compute(thread, this.#run.costs.hubTurn, "python");
  }

  *#waitForIo(thread: Thread, task: Task, step: StepOf<"io">): Act {
    const { kernel, costs } = this.#run;
    yield kernel.compute(thread, costs.syscall, "system");
    const waiter = new Suspension();
    const device = this.#run.submit(thread, task, step.on, step.for, false, (cause) => {
      if (waiter.isWaitedFor) this.#hub.ready(cause, (own) => waiter.switchTo(own));
    });
    yield* this.#of(task).wait(thread, waiter, "io", device, (kernel.now + step.for) as Ns);
  }

  #of(task: Task): Greenlet {
    return this.#greenlets.get(task) as Greenlet;
  }

  #lock(name: string): GreenletLock {
    let lock = this.#locks.get(name);
    if (lock === undefined) {
      lock = new GreenletLock(this.#hub, name);
      this.#locks.set(name, lock);
    }
    return lock;
  }
}
