/**
 * Queues between interpreters: Lib/concurrent/interpreters/_queues.py of CPython 3.14 (3.13 has it as a private module, 3.12 has channels
 * that wait in the same way). Nothing wakes who waits: `put` and `get` try, sleep for ten milliseconds, and try again.
 *
 * There is no lock between interpreters. What people use is such a queue with one token in it: to lock is to get it, to unlock is to put
 * it back.
 */
import { ms, NEVER, type Ns, plus } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { type Run, type Task, TaskFailure } from "../program/run.ts";

/** `_delay` of Queue.put and Queue.get. */
const DELAY: Ns = ms(10);

/**
 * Who tries in vain, and whether anybody can still change that. The real program would try for ever; the simulated one stops trying
 * once it cannot help.
 */
export class Attempts {
  readonly #run: Run;
  /** Tasks that may put or get something without another's help: neither ended nor trying nor joining parts. */
  #able: number;
  /** Grows with everything that is put or got. */
  #changes = 0;
  /** Of the threads that try, at which change they last failed. */
  readonly #failures = new Map<Thread, number>();
  #failedSince = 0;

  constructor(run: Run) {
    this.#run = run;
    this.#able = run.tasks.length;
    for (const task of run.tasks) task.atEnd.push(() => this.#able--);
  }

  /** A part of a task has come to be. */
  add(part: Task): void {
    this.#able++;
    part.atEnd.push(() => this.#able--);
  }

  /** Waits for others, who may be waiting themselves. */
  *waitFor(others: Act): Act {
    this.#able--;
    yield* others;
    this.#able++;
  }

  /** Tries until it succeeds, ten milliseconds apart. */
  *until(thread: Thread, gil: Interpreter, on: events.Wait, object: number, possible: () => boolean): Act {
    const { interpreterQueue } = this.#run.costs;
    yield* gil.python(thread, null, interpreterQueue);
    if (!possible()) {
      this.#able--;
      do {
        this.#fail(thread);
        yield* gil.without(thread, this.#sleep(thread, on, object));
        yield* gil.python(thread, null, interpreterQueue);
      } while (!possible());
      this.#failures.delete(thread);
      this.#able++;
    }
    this.#changes++;
    this.#failedSince = 0;
  }

  #fail(thread: Thread): void {
    if (this.#failures.get(thread) === this.#changes) return;
    this.#failures.set(thread, this.#changes);
    this.#failedSince++;
  }

  *#sleep(thread: Thread, on: events.Wait, object: number): Act {
    const { kernel, costs } = this.#run;
    yield kernel.compute(thread, costs.syscall, "system");
    // Everybody has failed since anything was put or got, and nobody else is there.
    const inVain = this.#able === 0 && this.#failedSince === this.#failures.size;
    yield kernel.park(thread, on, object, inVain ? NEVER : plus(kernel.now, DELAY));
  }
}

export class CrossQueue {
  readonly #run: Run;
  readonly #attempts: Attempts;
  readonly #id: number;
  readonly #capacity: number;
  #length = 0;

  constructor(run: Run, attempts: Attempts, name: string, capacity: number) {
    this.#run = run;
    this.#attempts = attempts;
    this.#capacity = capacity;
    this.#id = run.kernel.tables.queues.push({ name, capacity }) - 1;
  }

  *put(thread: Thread, task: Task, gil: Interpreter): Act {
    yield* this.#attempts.until(thread, gil, "queue", this.#id, () => this.#length < this.#capacity);
    this.#length++;
    this.#run.kernel.by(thread, events.queuePut, this.#id, task.id, this.#length);
  }

  *get(thread: Thread, task: Task, gil: Interpreter): Act {
    yield* this.#attempts.until(thread, gil, "queue", this.#id, () => this.#length > 0);
    this.#length--;
    this.#run.kernel.by(thread, events.queueGot, this.#id, task.id, this.#length);
  }
}

/** A queue with one token. */
export class TokenLock {
  readonly #run: Run;
  readonly #attempts: Attempts;
  readonly #id: number;
  readonly #name: string;
  #hasToken = true;

  constructor(run: Run, attempts: Attempts, name: string) {
    this.#run = run;
    this.#attempts = attempts;
    this.#name = name;
    this.#id = run.kernel.tables.locks.push({ name }) - 1;
  }

  *acquire(thread: Thread, task: Task, gil: Interpreter): Act {
    this.#run.kernel.by(thread, events.lockRequested, this.#id, thread.id, task.id);
    yield* this.#attempts.until(thread, gil, "lock", this.#id, () => this.#hasToken);
    this.#hasToken = false;
    this.#run.kernel.by(thread, events.lockAcquired, this.#id, thread.id, task.id);
  }

  /** put_nowait. @throws TaskFailure where the token is in its queue. */
  *release(thread: Thread, task: Task, gil: Interpreter): Act {
    if (this.#hasToken) throw new TaskFailure(`QueueFull: the token of ${this.#name} is in its queue`);
    yield* this.#attempts.until(thread, gil, "lock", this.#id, () => true);
    this.#hasToken = true;
    this.#run.kernel.by(thread, events.lockReleased, this.#id, thread.id, task.id);
  }
}
