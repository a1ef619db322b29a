/** Runs written by hand: tables and events in the order the kernel appends them, without the kernel. */
import { ms, NEVER, type Ns, us } from "../../src/base/time.ts";
import type { EventDefinition, Operands } from "../../src/trace/definition.ts";
import * as events from "../../src/trace/event.ts";
import { EventLog, NO_CAUSE } from "../../src/trace/log.ts";
import {
  emptyTables,
  type StepFacts,
  type ThreadFacts,
  type Trace,
  type TraceHeader,
  type TraceTables,
} from "../../src/trace/trace.ts";
import { NO_CHOICES } from "../../src/trace/what-if.ts";

export interface Setting {
  readonly title?: string;
  readonly model?: string;
  readonly modelTitle?: string;
  readonly cores?: number;
  readonly threadsPerCore?: number;
  readonly python?: TraceHeader["python"];
}

/** A step table's line: `step("cpu", 40)` is `cpu 40 ms`. */
export const step = (kind: string, milliseconds = 0, text = `${kind} ${milliseconds} ms`): StepFacts => ({
  kind,
  text,
  amount: ms(milliseconds),
});

/** Appends events at a clock that the test moves (`at`, in milliseconds); each is caused by the one before unless said. */
export class TraceBuilder {
  readonly header: TraceHeader;
  readonly tables: TraceTables = emptyTables();
  readonly log = new EventLog();
  now = ms(0);
  #last = NO_CAUSE;

  constructor(setting: Setting = {}) {
    const { title = "A run by hand", model = "threads-gil", modelTitle = "threads + GIL", cores = 2 } = setting;
    this.header = {
      scenario: { title, about: "" },
      model,
      modelTitle,
      seed: 1,
      machine: { cores, threadsPerCore: setting.threadsPerCore ?? 1, scheduler: "fair", quantum: ms(4), costs: "none" },
      python: setting.python === undefined ? { version: "3.12", switchInterval: ms(5) } : setting.python,
      whatIf: [],
    };
  }

  // Tables; each returns the identity.
  process(name = "python"): number {
    return this.tables.processes.push({ name }) - 1;
  }
  gil(process = 0): number {
    return this.tables.gils.push({ name: "GIL", process }) - 1;
  }
  device(name: string): number {
    return this.tables.devices.push({ name }) - 1;
  }
  lock(name: string): number {
    return this.tables.locks.push({ name }) - 1;
  }
  loop(process = 0): number {
    return this.tables.loops.push({ name: "event loop", process, kind: "event-loop" }) - 1;
  }
  executor(workers: number, process = 0): number {
    return this.tables.executors.push({ name: "thread pool", process, workers }) - 1;
  }
  variable(name: string, initial = 0): number {
    return this.tables.variables.push({ name, initial }) - 1;
  }
  task(name: string, steps: readonly StepFacts[] = [], parent: number | null = null): number {
    return this.tables.tasks.push({ name, arrival: this.now, steps, parent }) - 1;
  }
  thread(name: string, role: ThreadFacts["role"], task: number | null = null, process = 0): number {
    return this.tables.threads.push({ name, process, role, task }) - 1;
  }

  /** Moves the clock to an instant in milliseconds. */
  at(milliseconds: number): this {
    this.now = ms(milliseconds);
    return this;
  }
  /** Moves the clock on by microseconds. */
  later(microseconds: number): this {
    this.now = (this.now + us(microseconds)) as Ns;
    return this;
  }
  /** The next event is caused by this one instead of by its neighbour. */
  because(seq: number): this {
    this.#last = seq;
    return this;
  }
  /** The next event is a beginning. */
  afresh(): this {
    return this.because(NO_CAUSE);
  }

  /** Appends one event and returns its sequence number. */
  add<Name extends string, const Fields extends EventDefinition["fields"]>(
    definition: EventDefinition<Name, Fields>,
    ...operands: Operands<Fields>
  ): number {
    this.#last = this.log.append(definition, this.now, this.#last, ...operands);
    return this.#last;
  }

  // The kernel's phrases.
  /** A thread (and its task, where it has one) comes to be and is put on a core's queue. */
  create(thread: number, core: number): void {
    const { process, task } = this.tables.threads[thread] as ThreadFacts;
    this.afresh();
    if (task !== null)
      this.add(events.taskCreated, task, (this.tables.tasks[task] as { parent: number | null }).parent);
    this.add(events.threadCreated, thread, process, null);
    this.add(events.schedWoken, thread, core, null);
  }
  /** An idle core takes a thread; its first time where `start`. */
  enter(thread: number, core: number, start = false): void {
    this.add(events.schedSwitched, core, null, thread, "idle", us(0));
    if (!start) return;
    this.add(events.threadStarted, thread);
    const { task } = this.tables.threads[thread] as ThreadFacts;
    if (task !== null) this.add(events.taskStarted, task, thread);
  }
  /** A free GIL is taken. */
  takeGil(gil: number, thread: number, switched = true): void {
    this.add(events.gilRequested, gil, thread);
    this.add(events.gilAcquired, gil, thread, switched);
  }
  /** A GIL in use: asks, and leaves the core to wait one interval. */
  awaitGil(gil: number, thread: number, core: number, interval = 5): void {
    this.add(events.gilRequested, gil, thread);
    this.add(events.threadParked, thread, "gil", gil, (this.now + ms(interval)) as Ns);
    this.leave(thread, core, "blocked");
  }
  leave(thread: number, core: number, reason: events.SwitchReason): void {
    this.add(events.schedSwitched, core, thread, null, reason, us(0));
  }
  compute(thread: number, task: number | null, code: events.Code, milliseconds: number): void {
    this.add(events.cpuStarted, thread, task, code, ms(milliseconds));
  }
  stop(thread: number, remaining = 0): void {
    this.add(events.cpuStopped, thread, ms(remaining));
  }
  /** Submits an operation and leaves the core until it is done. */
  awaitIo(io: number, device: number, task: number, thread: number, core: number, milliseconds: number): void {
    const due = (this.now + ms(milliseconds)) as Ns;
    this.add(events.ioSubmitted, io, device, task, thread, due, true);
    this.add(events.threadParked, thread, "io", device, NEVER);
    this.leave(thread, core, "blocked");
  }
  end(outcome: events.Outcome = "completed"): Trace {
    this.add(events.runEnded, outcome);
    return this.build();
  }
  build(): Trace {
    return { header: this.header, tables: this.tables, log: this.log, choices: NO_CHOICES, peakBytes: 0 };
  }
}

/**
 * Two threads that want the GIL and one that mostly waits for the network, on two cores, 26 ms long.
 *
 * Ann runs 0..5, is forced out; Bob 5..10, is forced out; Cat 10..11, then waits for fries until 21; Ann 11..16, Bob 16..21, Ann 21..24, Cat 24..26.
 */
export function threeFriends(): Trace {
  const b = new TraceBuilder({ title: "Three friends at the counter", cores: 2 });
  b.process();
  const gil = b.gil();
  const fryer = b.device("network");
  const ann = b.task("Ann", [step("cpu", 13)]);
  const bob = b.task("Bob", [step("cpu", 10)]);
  const cat = b.task("Cat", [step("cpu", 1), step("io", 10, "io 10 ms on network"), step("cpu", 2)]);
  for (const [task, name] of ["Ann", "Bob", "Cat"].entries()) b.thread(name, "task", task);
  b.add(events.processForked, 0, null, "none");
  b.add(events.processStarted, 0);
  b.create(0, 0);
  b.enter(0, 0, true);
  b.takeGil(gil, 0);
  b.add(events.taskStepped, ann, 0, 0, ms(13));
  b.compute(0, ann, "python", 13);
  b.at(0.02).create(1, 1);
  b.enter(1, 1, true);
  b.awaitGil(gil, 1, 1);
  b.at(0.04).create(2, 1);
  b.enter(2, 1, true);
  b.awaitGil(gil, 2, 1);

  /** The thread that waited longest asks, the holder leaves, `next` (asleep, so on `core` first) takes over. */
  const handOver = (from: number, asks: number, next: number, core: number, to: number, remaining: number) => {
    b.afresh().add(events.threadTimedOut, asks, "gil", gil);
    b.add(events.gilTimedOut, gil, asks, false);
    const asked = b.add(events.gilDropRequested, gil, asks, from);
    b.later(1);
    b.stop(from, remaining);
    const released = b.because(asked).add(events.gilReleased, gil, from, true);
    b.add(events.threadParked, from, "gil-switch", gil, NEVER);
    b.leave(from, core, "blocked");
    b.because(released).add(events.schedWoken, next, to, from);
    b.enter(next, to);
    b.because(released).add(events.gilAcquired, gil, next, true);
    b.add(events.schedWoken, from, core, next);
    b.enter(from, core);
    b.awaitGil(gil, from, core);
  };
  b.at(5);
  handOver(0, 1, 1, 0, 1, 8);
  b.add(events.taskStepped, bob, 0, 0, ms(10));
  b.compute(1, bob, "python", 10);
  b.at(10);
  handOver(1, 2, 2, 1, 0, 5);
  b.add(events.taskStepped, cat, 0, 0, ms(1));
  b.compute(2, cat, "python", 1);
  b.at(11);
  b.stop(2);
  b.add(events.taskStepped, cat, 1, 0, ms(10));
  const freed = b.add(events.gilReleased, gil, 2, false);
  b.awaitIo(0, fryer, cat, 2, 0, 10);
  b.because(freed).add(events.schedWoken, 0, 0, 2);
  b.enter(0, 0);
  b.add(events.gilAcquired, gil, 0, true);
  b.compute(0, ann, "python", 8);
  b.at(16);
  handOver(0, 1, 1, 0, 1, 3);
  b.compute(1, bob, "python", 5);
  b.at(21);
  b.stop(1);
  const ended = b.add(events.gilReleased, gil, 1, false);
  b.add(events.taskFinished, bob);
  b.add(events.threadExited, 1);
  b.leave(1, 1, "exited");
  b.because(ended).add(events.schedWoken, 0, 0, 1);
  b.enter(0, 0);
  b.add(events.gilAcquired, gil, 0, true);
  b.compute(0, ann, "python", 3);
  b.later(20).afresh().add(events.ioCompleted, 0, fryer, cat);
  b.add(events.schedWoken, 2, 1, null);
  b.enter(2, 1);
  b.awaitGil(gil, 2, 1);
  b.at(24);
  b.stop(0);
  const last = b.add(events.gilReleased, gil, 0, false);
  b.add(events.taskFinished, ann);
  b.add(events.threadExited, 0);
  b.leave(0, 0, "exited");
  b.because(last).add(events.schedWoken, 2, 1, 0);
  b.enter(2, 1);
  b.add(events.gilAcquired, gil, 2, true);
  b.add(events.taskStepped, cat, 2, 0, ms(2));
  b.compute(2, cat, "python", 2);
  b.at(26);
  b.stop(2);
  b.add(events.gilReleased, gil, 2, false);
  b.add(events.taskFinished, cat);
  b.add(events.threadExited, 2);
  b.leave(2, 1, "exited");
  return b.end();
}
