/**
 * How a thread performs the steps of a task: by blocking calls. With a GIL every call that can block, and C code that says so, is made
 * without it; without one (C++, Java, Rust) the kernel's scheduler is all there is.
 */
import type { Ns } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import type { Latch } from "../../kernel/sync.ts";
import type { Act, Thread } from "../../kernel/thread.ts";
import type { Interpreter } from "../gil/interpreter.ts";
import { burstAhead, type Conduct, execute } from "./conduct.ts";
import type { BoundedQueue, Primitives } from "./locks.ts";
import { endOf, type Run, type Task, TaskFailure } from "./run.ts";

type StepOf<Name extends "io" | "parallel" | "offload"> = Parameters<Conduct[Name]>[2];

export class ThreadConduct implements Conduct {
  readonly #run: Run;
  readonly #kernel: Kernel;
  readonly #primitives: Primitives;
  readonly #gil: Interpreter | null;
  /** 2.7 counts ticks and 3.2 to 3.9 look at the drop request before almost every opcode; later versions at loop ends, function entries and after C calls. */
  readonly #checksEachOpcode: boolean;

  /** time.sleep(0) is a select() that returns at once until 3.10; from 3.11 on it is a sleep (clock_nanosleep) that ends after the timer slack. */
  readonly #sleepsOnYield: boolean;

  constructor(run: Run, primitives: Primitives, gil: Interpreter | null) {
    this.#run = run;
    this.#kernel = run.kernel;
    this.#primitives = primitives;
    this.#gil = gil;
    const [major, minor] = run.pythonVersion;
    this.#checksEachOpcode = major < 3 || minor < 10;
    this.#sleepsOnYield = gil !== null && major === 3 && minor >= 11;
  }

  *cpu(thread: Thread, task: Task, amount: Ns): Act {
    if (this.#gil === null) yield this.#kernel.compute(thread, amount, "python", task.id);
    else yield* this.#gil.python(thread, task.id, amount);
  }

  native(thread: Thread, task: Task, amount: Ns): Act {
    return this.#outside(thread, this.#native(thread, task, amount));
  }

  io(thread: Thread, task: Task, step: StepOf<"io">): Act {
    return this.#outside(thread, this.#io(thread, task, step));
  }

  sleep(thread: Thread, task: Task, amount: Ns): Act {
    return this.#outside(thread, this.#sleep(thread, task, amount));
  }

  *lock(thread: Thread, task: Task, name: string): Act {
    const mutex = this.#primitives.mutex(name);
    if (!mutex.tryAcquire(thread, task)) yield* this.#outside(thread, mutex.acquire(thread, task));
  }

  // biome-ignore lint/correctness/useYield: the interface is a generator's; releasing takes no time
  *unlock(thread: Thread, task: Task, name: string): Act {
    this.#primitives.mutex(name).release(thread, task);
  }

  *touch(thread: Thread, task: Task, variable: string, stores: boolean, access: () => void): Act {
    yield* this.bytecode(thread, task);
    yield* this.fetch(thread, task, variable, stores);
    access();
  }

  /** Waits for the variable's cache line where another core has it. */
  *fetch(thread: Thread, task: Task, variable: string, stores: boolean): Act {
    yield this.#kernel.compute(thread, this.#run.memory.fetch(thread, task, variable, stores), "system");
  }

  *bytecode(thread: Thread, task: Task): Act {
    if (this.#checksEachOpcode) yield* this.#check(thread);
    yield* this.#opcode(thread, task, this.#run.costs.bytecode);
  }

  *call(thread: Thread, task: Task, into: "c" | "python"): Act {
    const { call } = this.#run.costs;
    const beforeCheck = into === "python" ? Math.ceil(call / 2) : call;
    yield* this.#opcode(thread, task, beforeCheck);
    yield* this.#check(thread);
    yield* this.#opcode(thread, task, call - beforeCheck);
  }

  *backEdge(thread: Thread, task: Task): Act {
    yield* this.#opcode(thread, task, this.#run.costs.bytecode);
    yield* this.#check(thread);
  }

  *put(thread: Thread, task: Task, name: string): Act {
    const queue = this.#primitives.queue(name);
    while (queue.full) yield* this.#outside(thread, queue.waitForRoom(thread));
    queue.put(thread, task);
  }

  *get(thread: Thread, task: Task, name: string): Act {
    const queue: BoundedQueue = this.#primitives.queue(name);
    while (queue.empty) yield* this.#outside(thread, queue.waitForItem(thread));
    queue.take(thread, task);
  }

  yieldNow(thread: Thread, _task: Task): Act {
    if (this.#gil === null) return this.#yieldCore();
    return this.#outside(thread, this.#sleepsOnYield ? this.#sleepZero(thread) : this.#selectNothing(thread));
  }

  *parallel(thread: Thread, task: Task, step: StepOf<"parallel">): Act {
    const run = this.#run;
    const ends: Latch[] = [];
    for (let index = 0; index < step.ways; index++) {
      yield this.#kernel.compute(thread, run.costs.threadStart, "system");
      const part = run.part(task, step, index, thread);
      ends.push(endOf(run, part));
      const facts = { name: part.name, role: "task" as const, task: part.id };
      this.#kernel.spawn(thread.process, facts, thread, (child) => this.taskBody(child, part), task.plan.priority);
    }
    for (const end of ends) {
      if (!end.open) yield* this.#outside(thread, end.wait(thread));
    }
  }

  offload(thread: Thread, task: Task, step: StepOf<"offload">): Act {
    return execute(this.#run, this, thread, task, step.steps);
  }

  *segfault(thread: Thread): Act {
    const victims = this.#run.everyTask.filter((task) => task.process === thread.process);
    thread.cause = this.#run.crash(thread.process, thread, victims);
    yield { op: "crash" };
  }

  /** The whole life of a thread that was made for one task. What it will compute first is known before it is put in a queue. */
  taskBody(thread: Thread, task: Task, holdsGil = false): Act {
    thread.expected = burstAhead(task.steps);
    return this.#taskBody(thread, task, holdsGil);
  }

  *#taskBody(thread: Thread, task: Task, holdsGil: boolean): Act {
    this.#kernel.memory(this.#kernel.profile.memory.thread);
    if (this.#gil !== null && !holdsGil) yield* this.#gil.take(thread);
    yield* this.carryOut(thread, task);
    if (this.#gil !== null) yield* this.#gil.drop(thread);
    yield this.#kernel.compute(thread, this.#run.costs.threadExit, "system");
    this.#kernel.memory(-this.#kernel.profile.memory.thread);
  }

  /** Takes a task up, does its steps and notes its end. An exception ends the task and nothing else. */
  *carryOut(thread: Thread, task: Task): Act {
    this.#run.started(task, thread);
    try {
      yield* execute(this.#run, this, thread, task, task.steps);
    } catch (error) {
      if (!(error instanceof TaskFailure)) throw error;
      this.#run.failed(task, thread, error);
      return;
    }
    this.#run.finished(task, thread);
  }

  /** With a GIL: something done without it. */
  #outside<Result>(thread: Thread, act: Act<Result>): Act<Result> {
    return this.#gil === null ? act : this.#gil.without(thread, act);
  }

  *#check(thread: Thread): Act {
    if (this.#gil !== null) yield* this.#gil.checkPoint(thread);
  }

  *#opcode(thread: Thread, task: Task, amount: number): Act {
    if (this.#gil === null) yield this.#kernel.compute(thread, amount, "python", task.id);
    else yield* this.#gil.opcode(thread, task.id, amount);
  }

  *#native(thread: Thread, task: Task, amount: Ns): Act {
    yield this.#kernel.compute(thread, amount, "native", task.id);
  }

  *#io(thread: Thread, task: Task, step: StepOf<"io">): Act {
    yield this.#kernel.compute(thread, this.#run.costs.syscall, "system");
    const device = this.#run.submit(thread, task, step.on, step.for, step.blocking, (cause) =>
      this.#kernel.wake(thread, cause, null),
    );
    yield this.#kernel.park(thread, "io", device);
  }

  *#sleep(thread: Thread, task: Task, amount: Ns): Act {
    yield this.#kernel.compute(thread, this.#run.costs.syscall, "system");
    this.#run.timer(thread, task, amount, (cause) => this.#kernel.wake(thread, cause, null));
    yield this.#kernel.park(thread, "timer");
  }

  *#selectNothing(thread: Thread): Act {
    yield this.#kernel.compute(thread, this.#run.costs.syscall, "system");
  }

  *#sleepZero(thread: Thread): Act {
    yield this.#kernel.park(thread, "timer", null, this.#kernel.now);
  }

  *#yieldCore(): Act {
    yield this.#kernel.yieldCore();
  }
}

/** Tells that a request to stop a task came and was not heard: nobody can stop a thread from outside. */
export function ignoreCancels(run: Run): void {
  run.onCancels((task) => {
    task.cancelRequested = true;
    run.kernel.emit(events.taskCancelRequested, -1, task.id, false);
  });
}
