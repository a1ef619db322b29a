/** A thread that makes itself an interpreter of its own and carries out a task there, as the workers of InterpreterPoolExecutor do. */
import type { Latch } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import { Gil } from "../gil/gil.ts";
import { startThread } from "../gil/start-thread.ts";
import { burstAhead } from "../program/conduct.ts";
import { Primitives } from "../program/locks.ts";
import { endOf, type Run, type Task } from "../program/run.ts";
import { ThreadConduct } from "../program/thread-conduct.ts";
import { Attempts, CrossQueue, TokenLock } from "./cross-queue.ts";

/** The interpreters of one process, and what they have in common: queues. */
export class Interpreters {
  readonly #run: Run;
  readonly attempts: Attempts;
  readonly #queues: ReadonlyMap<string, CrossQueue>;
  readonly #locks = new Map<string, TokenLock>();
  /** The main interpreter is number 0. */
  #last = 0;

  constructor(run: Run) {
    this.#run = run;
    this.attempts = new Attempts(run);
    this.#queues = new Map(
      run.workload.queues.map(({ name, capacity }) => [name, new CrossQueue(run, this.attempts, name, capacity)]),
    );
  }

  queue(name: string): CrossQueue {
    return this.#queues.get(name) as CrossQueue;
  }

  lock(name: string): TokenLock {
    let lock = this.#locks.get(name);
    if (lock === undefined) {
      lock = new TokenLock(this.#run, this.attempts, name);
      this.#locks.set(name, lock);
    }
    return lock;
  }

  /** A thread for the task, started by another one. `home` is the interpreter whose thread it is to begin with. */
  *start(thread: Thread, task: Task, home: Gil): Act {
    const facts = this.#factsOf(task);
    yield* startThread(this.#run, home, thread, facts, (own) => this.#life(own, task, home), task.plan.priority);
  }

  /** The same for a task that comes from outside. */
  arrive(task: Task, home: Gil): void {
    const process = this.#run.kernel.processes[0];
    if (process === undefined) return;
    task.process = process;
    const body = (own: Thread) => this.#arrived(own, task, home);
    this.#run.kernel.spawn(process, this.#factsOf(task), null, body, task.plan.priority);
  }

  *#arrived(thread: Thread, task: Task, home: Gil): Act {
    yield* home.take(thread);
    yield* this.#life(thread, task, home);
  }

  /** Begins with the GIL of its home held, and drops it at its end. */
  #life(thread: Thread, task: Task, home: Gil): Act {
    thread.expected = burstAhead(task.steps);
    return this.#create(thread, task, home);
  }

  /**
   * _interpreters.create() lets the creator's GIL go and initialises the new interpreter under its own (`new_interpreter` of
   * Python/pylifecycle.c), so that two threads create theirs at the same time. Then _interpreters.exec() enters it, and at the end it is
   * finalised; between these calls the thread is back at home.
   */
  *#create(thread: Thread, task: Task, home: Gil): Act {
    const run = this.#run;
    const { kernel, costs } = run;
    const { memory } = kernel.profile;
    const bytes = memory.thread + memory.interpreter;
    kernel.memory(memory.thread);
    const gil = new Gil(kernel, thread.process, run, task.name);
    const conduct = new InterpreterConduct(run, this, gil);
    yield* home.without(thread, within(gil, thread, compute(costs.interpreterCreate, "startup")));
    kernel.memory(memory.interpreter);
    yield* home.without(thread, within(gil, thread, conduct.carryOut(thread, task)));
    yield* home.without(thread, within(gil, thread, compute(costs.interpreterDestroy, "system")));
    kernel.memory(-bytes);
    yield* home.drop(thread);
    yield kernel.compute(thread, costs.threadExit, "system");

    function* compute(amount: number, code: "startup" | "system"): Act {
      yield kernel.compute(thread, amount, code);
    }
  }

  #factsOf(task: Task) {
    const interpreter = ++this.#last;
    task.interpreter = interpreter;
    return { name: task.name, role: "task" as const, task: task.id, interpreter };
  }
}

/** Something done in an interpreter, with its GIL. */
function* within(gil: Gil, thread: Thread, act: Act): Act {
  yield* gil.take(thread);
  yield* act;
  yield* gil.drop(thread);
}

/** How steps are performed in one interpreter. What several of them share goes through queues. */
class InterpreterConduct extends ThreadConduct {
  readonly #run: Run;
  readonly #all: Interpreters;
  readonly #gil: Gil;

  constructor(run: Run, all: Interpreters, gil: Gil) {
    super(run, new Primitives(run.kernel, []), gil);
    this.#run = run;
    this.#all = all;
    this.#gil = gil;
  }

  override lock(thread: Thread, task: Task, name: string): Act {
    return this.#all.lock(name).acquire(thread, task, this.#gil);
  }

  override unlock(thread: Thread, task: Task, name: string): Act {
    return this.#all.lock(name).release(thread, task, this.#gil);
  }

  override put(thread: Thread, task: Task, name: string): Act {
    return this.#all.queue(name).put(thread, task, this.#gil);
  }

  override get(thread: Thread, task: Task, name: string): Act {
    return this.#all.queue(name).get(thread, task, this.#gil);
  }

  /** Each part gets a thread, and each thread an interpreter: with the parent's own they could not run at the same time. */
  override *parallel(...[thread, task, step]: Parameters<ThreadConduct["parallel"]>): Act {
    const ends: Latch[] = [];
    for (let index = 0; index < step.ways; index++) {
      const part = this.#run.part(task, step, index, thread);
      this.#all.attempts.add(part);
      ends.push(endOf(this.#run, part));
      yield* this.#all.start(thread, part, this.#gil);
    }
    yield* this.#all.attempts.waitFor(this.#join(thread, ends));
  }

  *#join(thread: Thread, ends: readonly Latch[]): Act {
    for (const end of ends) {
      if (!end.open) yield* this.#gil.without(thread, end.wait(thread));
    }
  }
}
