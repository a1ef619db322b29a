/** Greenlets and where they wait: src/gevent/greenlet.py and _waiter.py of gevent 22.10. */
import { NEVER, type Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { AWAIT, runToAwait } from "../event-loop/coroutine.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";
import type { Hub } from "./hub.ts";

/** Raised in a greenlet that is killed, where it waits. */
class GreenletExit extends Error {
  override readonly name = "GreenletExit";
}

/** A task with a stack of its own, switched to by the hub. */
export class Greenlet {
  readonly task: Task;
  readonly #hub: Hub;
  readonly #run: Run;
  readonly #body: Act;
  #begun = false;

  constructor(hub: Hub, task: Task, body: (own: Greenlet) => Act) {
    this.#hub = hub;
    this.#run = hub.run;
    this.task = task;
    this.#body = body(this);
  }

  /** Greenlet.start: the hub switches to it when its turn comes among the callbacks. */
  start(cause: number): void {
    const readied = this.#run.kernel.emit(events.taskReadied, cause, this.task.id);
    this.#hub.runCallback("task-step", this.task, readied, (thread) => this.#goOn(thread, null));
  }

  /** Gives the thread to the hub until it switches back through the waiter. */
  *wait(thread: Thread, waiter: Suspension, on: events.Wait, object: number | null, until: Ns = NEVER): Act {
    this.#run.kernel.by(thread, events.taskSuspended, this.task.id, on, object, until);
    yield* waiter.get(this);
  }

  /** gevent.sleep(0): back at the end of the hub's callbacks. */
  *pass(thread: Thread): Act {
    const waiter = new Suspension();
    const readied = this.#run.kernel.by(thread, events.taskReadied, this.task.id);
    this.#hub.runCallback("task-step", this.task, readied, (own) => waiter.resume(own));
    yield* waiter.get(this);
  }

  /** From the hub: it goes on where it waits. */
  *switchTo(thread: Thread): Act {
    this.#run.kernel.by(thread, events.taskReadied, this.task.id);
    yield* this.#goOn(thread, null);
  }

  /** Goes on after it has been readied. */
  resume(thread: Thread): Act {
    return this.#goOn(thread, null);
  }

  /** From the hub: GreenletExit is raised where it waits; one that has not begun never does. */
  kill(thread: Thread): Act {
    return this.#goOn(thread, new GreenletExit());
  }

  *#goOn(thread: Thread, thrown: Error | null): Act {
    const run = this.#run;
    if (this.task.state === "ended") return;
    yield run.kernel.compute(thread, run.costs.hubTurn, "python");
    if (this.#begun) run.kernel.by(thread, events.taskResumed, this.task.id, thread.id);
    else if (thrown === null) run.started(this.task, thread);
    this.#begun = true;
    try {
      if (!(yield* runToAwait(this.#body, thrown))) return;
    } catch (error) {
      if (error instanceof GreenletExit) run.cancelled(this.task, thread, thread.cause);
      else if (error instanceof TaskFailure) run.failed(this.task, thread, error);
      else throw error;
      return;
    }
    run.finished(this.task, thread);
  }
}

/** One wait of one greenlet for the hub to switch to it, as _waiter.py has it. */
export class Suspension {
  #greenlet: Greenlet | null = null;

  /** Whether somebody waits here still; a greenlet that was killed does not. */
  get isWaitedFor(): boolean {
    return this.#greenlet !== null;
  }

  *get(greenlet: Greenlet): Act {
    this.#greenlet = greenlet;
    try {
      yield AWAIT;
    } finally {
      this.#greenlet = null;
    }
  }

  /** Called in the hub. Where nobody waits any more nothing happens. */
  *switchTo(thread: Thread): Act {
    if (this.#greenlet !== null) yield* this.#greenlet.switchTo(thread);
  }

  /** The same for a greenlet that is known to be ready. */
  *resume(thread: Thread): Act {
    if (this.#greenlet !== null) yield* this.#greenlet.resume(thread);
  }
}
