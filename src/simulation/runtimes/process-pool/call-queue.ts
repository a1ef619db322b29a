/**
 * The call queue: `multiprocessing.Queue` of Lib/multiprocessing/queues.py (3.12), bounded by a semaphore.
 *
 * `put` only appends to a buffer; a feeder thread of the parent pickles and writes to the pipe. All workers read the same pipe, one at
 * a time under a lock: the one that waits for a message holds it, the others wait for the lock.
 */
import * as events from "../../../trace/event.ts";
import { Condition, Latch, Semaphore } from "../../kernel/sync.ts";
import type { Act, Process, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { startThread } from "../gil/start-thread.ts";
import { MESSAGE_BYTES } from "../process/child.ts";
import type { Run } from "../program/run.ts";
import type { WorkItem } from "./item.ts";

/** A call, or null: "no more, go home". */
type Message = WorkItem | null;

const FEEDER = { name: "queue feeder", role: "helper", task: null } as const;

export class CallQueue {
  readonly #run: Run;
  readonly #executor: number;
  /** Of the parent, whose thread the feeder is. */
  readonly #gil: Interpreter;
  readonly #parent: Process;
  /** `_sem`: how many more calls may be under way to the workers. */
  #room: number;
  readonly #buffer: Message[] = [];
  readonly #notEmpty: Condition;
  readonly #pipe: Message[] = [];
  readonly #readable: Condition;
  /** `_rlock`. */
  readonly #readLock: Semaphore;
  #isFed = false;
  #isClosed = false;
  readonly #feederGone: Latch;

  constructor(run: Run, executor: number, gil: Interpreter, parent: Process, capacity: number) {
    this.#run = run;
    this.#executor = executor;
    this.#gil = gil;
    this.#parent = parent;
    this.#room = capacity;
    this.#notEmpty = new Condition(run.kernel, "work", executor);
    this.#readable = new Condition(run.kernel, "work", executor);
    this.#readLock = new Semaphore(run.kernel, 1, "work", executor);
    this.#feederGone = new Latch(run.kernel);
  }

  get full(): boolean {
    return this.#room === 0;
  }

  /** Called with the parent's GIL held, where there is room. The first call starts the feeder. */
  *put(thread: Thread, message: Message): Act {
    this.#room--;
    yield* this.#gil.python(thread, null, this.#run.costs.poolFeed);
    if (!this.#isFed) {
      this.#isFed = true;
      yield* startThread(this.#run, this.#gil, thread, FEEDER, (own) => this.#feed(own));
    }
    this.#buffer.push(message);
    this.#notEmpty.signal(thread, thread.cause);
  }

  /** A feeder that is there already, for a warm pool. */
  beFed(thread: Thread): void {
    this.#isFed = true;
    this.#run.kernel.spawn(this.#parent, FEEDER, thread, (own) => this.#feedWarm(own));
  }

  /** In a worker, with its own GIL held: waits for the next message. */
  *get(thread: Thread, gil: Interpreter): Act<Message> {
    if (!this.#readLock.tryAcquire()) yield* gil.without(thread, this.#readLock.acquire(thread));
    yield* gil.without(thread, this.#read(thread));
    const message = this.#pipe.shift() as Message;
    if (message !== null) {
      const { kernel } = this.#run;
      kernel.by(thread, events.executorTaken, this.#executor, message.id, thread.id, message.tasks[0]?.id ?? null);
    }
    this.#readLock.release(thread, thread.cause);
    this.#room++;
    yield* gil.python(thread, null, this.#run.costs.messageReceive);
    return message;
  }

  /** Called with the parent's GIL held: nothing more comes, what is in the buffer is still written; waits for the feeder's end. */
  *close(thread: Thread): Act {
    this.#isClosed = true;
    if (!this.#isFed) return;
    this.#notEmpty.signal(thread, thread.cause);
    if (!this.#feederGone.open) yield* this.#gil.without(thread, this.#feederGone.wait(thread));
  }

  /** The same where nobody reads any more: what is in the buffer is lost. */
  *abandon(thread: Thread): Act {
    this.#buffer.length = 0;
    yield* this.close(thread);
  }

  *#feedWarm(thread: Thread): Act {
    yield* this.#gil.take(thread);
    yield* this.#feed(thread);
  }

  *#feed(thread: Thread): Act {
    const { kernel, costs } = this.#run;
    kernel.memory(kernel.profile.memory.thread);
    for (;;) {
      if (this.#buffer.length === 0) {
        if (this.#isClosed) break;
        yield* this.#gil.without(thread, this.#waitForMessage(thread));
        continue;
      }
      const message = this.#buffer.shift() as Message;
      yield* this.#gil.python(thread, null, costs.messageSend);
      yield* this.#gil.without(thread, this.#write(thread, message));
    }
    yield* this.#gil.drop(thread);
    kernel.memory(-kernel.profile.memory.thread);
    this.#feederGone.release(thread, thread.cause);
  }

  *#waitForMessage(thread: Thread): Act {
    while (this.#buffer.length === 0 && !this.#isClosed) yield* this.#notEmpty.wait(thread);
  }

  *#write(thread: Thread, message: Message): Act {
    const { kernel, costs } = this.#run;
    yield kernel.compute(thread, costs.syscall, "system");
    if (message !== null) {
      kernel.by(thread, events.ipcSent, this.#parent.id, null, message.tasks[0]?.id ?? null, MESSAGE_BYTES);
    }
    this.#pipe.push(message);
    this.#readable.signal(thread, thread.cause);
  }

  *#read(thread: Thread): Act {
    while (this.#pipe.length === 0) yield* this.#readable.wait(thread);
    yield this.#run.kernel.compute(thread, this.#run.costs.syscall, "system");
  }
}
