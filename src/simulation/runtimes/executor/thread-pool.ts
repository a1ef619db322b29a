/**
 * `concurrent.futures.ThreadPoolExecutor`: Lib/concurrent/futures/thread.py.
 *
 * An unbounded first-in-first-out queue; a worker is started with a submission while there are fewer than the maximum, unless (3.9 and
 * later) one is idle. Workers need the GIL like every thread.
 */
import * as events from "../../../trace/event.ts";
import { Condition, Latch, Semaphore } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { startThread } from "../gil/start-thread.ts";
import type { Run, Task } from "../program/run.ts";

/** One submitted call; its body runs on a worker that holds the GIL. */
interface Item {
  readonly id: number;
  readonly task: Task | null;
  readonly body: (worker: Thread) => Act;
  readonly isCancelled: () => boolean;
}

/** Default number of workers: 3.5 to 3.7 five a CPU, from 3.8 on min(32, CPUs + 4). */
export function defaultWorkers([major, minor]: readonly [number, number], cpus: number): number {
  return major === 3 && minor < 8 ? cpus * 5 : Math.min(32, cpus + 4);
}

export class ThreadPool {
  readonly id: number;
  readonly #run: Run;
  readonly #gil: Interpreter;
  readonly #maxWorkers: number;
  readonly #reusesIdle: boolean;
  readonly #items: Item[] = [];
  readonly #available: Condition;
  #workers = 0;
  /** `_idle_semaphore`: how many workers have announced that they have nothing to do. */
  readonly #idle: Semaphore;
  #submitted = 0;
  #shutdown = false;

  constructor(run: Run, gil: Interpreter, process: number, maxWorkers: number) {
    this.#run = run;
    this.#gil = gil;
    this.#maxWorkers = maxWorkers;
    const [major, minor] = run.pythonVersion;
    this.#reusesIdle = major > 3 || minor >= 9;
    this.id = run.kernel.tables.executors.push({ name: "thread pool", process, workers: maxWorkers }) - 1;
    this.#available = new Condition(run.kernel, "work", this.id);
    this.#idle = new Semaphore(run.kernel, 0, "work", this.id);
  }

  /**
   * Called with the GIL held.
   *
   * @param body the call; begins and ends with the GIL held.
   * @param isCancelled whether its future has been cancelled: asked when a worker is about to begin it.
   */
  *submit(thread: Thread, task: Task | null, body: (worker: Thread) => Act, isCancelled: () => boolean): Act {
    const { kernel, costs } = this.#run;
    yield* this.#gil.python(thread, null, costs.executorSubmit);
    const id = this.#submitted++;
    kernel.by(thread, events.executorSubmitted, this.id, id, task?.id ?? null);
    this.#items.push({ id, task, body, isCancelled });
    this.#available.signal(thread, thread.cause);
    if (this.#reusesIdle && this.#idle.tryAcquire()) return;
    if (this.#workers >= this.#maxWorkers) return;
    yield* startThread(this.#run, this.#gil, thread, this.#nextWorker(), (own) => this.#work(own));
  }

  /** Has every worker there, without a price, and waits until each of them waits for something to do. Called without the GIL. */
  *warmUp(thread: Thread): Act {
    const { kernel } = this.#run;
    const idle: Latch[] = [];
    while (this.#workers < this.#maxWorkers) {
      const up = new Latch(kernel, "start");
      idle.push(up);
      kernel.spawn(thread.process, this.#nextWorker(), thread, (own) => this.#beWarm(own, up));
    }
    for (const up of idle) yield* up.wait(thread);
  }

  /** Lets the workers go once the queue is empty. */
  shutdown(thread: Thread): void {
    this.#shutdown = true;
    this.#available.broadcast(thread, thread.cause);
  }

  #nextWorker(): { readonly name: string; readonly role: "worker"; readonly task: null } {
    this.#workers++;
    return { name: `worker ${this.#workers}`, role: "worker", task: null };
  }

  *#beWarm(thread: Thread, up: Latch): Act {
    yield* this.#gil.take(thread);
    up.release(thread, thread.cause);
    yield* this.#work(thread);
  }

  *#work(thread: Thread): Act {
    const { kernel, costs } = this.#run;
    kernel.memory(kernel.profile.memory.thread);
    for (;;) {
      if (this.#items.length === 0) {
        if (this.#shutdown) break;
        this.#idle.release(thread, thread.cause);
        yield* this.#gil.without(thread, this.#waitForItem(thread));
        continue;
      }
      const item = this.#items.shift() as Item;
      yield* this.#gil.python(thread, null, costs.executorTake);
      if (item.isCancelled()) {
        kernel.by(thread, events.executorDropped, this.id, item.id, item.task?.id ?? null);
        continue;
      }
      kernel.by(thread, events.executorTaken, this.id, item.id, thread.id, item.task?.id ?? null);
      yield* item.body(thread);
      kernel.by(thread, events.executorFinished, this.id, item.id, thread.id, item.task?.id ?? null);
    }
    yield* this.#gil.drop(thread);
    kernel.memory(-kernel.profile.memory.thread);
  }

  *#waitForItem(thread: Thread): Act {
    while (this.#items.length === 0 && !this.#shutdown) yield* this.#available.wait(thread);
  }
}
