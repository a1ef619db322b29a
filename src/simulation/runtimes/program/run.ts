/** One workload being carried out: what every model's program needs besides the kernel. */
import { Random } from "../../../base/random.ts";
import { type Ns, ZERO } from "../../../base/time.ts";
import * as events from "../../../trace/event.ts";
import { NO_CAUSE } from "../../../trace/log.ts";
import type { StepFacts } from "../../../trace/trace.ts";
import type { Kernel } from "../../kernel/kernel.ts";
import { Latch } from "../../kernel/sync.ts";
import type { Process, Thread } from "../../kernel/thread.ts";
import type { CostTable } from "../../profiles/costs.ts";
import type { ParallelStep } from "../../workload/steps.ts";
import { factsOf, type Step } from "../../workload/steps.ts";
import type { TaskPlan, Workload } from "../../workload/workload.ts";
import { Memory } from "./memory.ts";

/** A task of the workload (or a part that one split into) on its way. */
export interface Task {
  readonly id: number;
  readonly name: string;
  readonly plan: TaskPlan;
  readonly steps: readonly Step[];
  /** The value it loaded last, for `add` and `write`. */
  register: number;
  /** How many writes each variable had seen when the task last loaded or stored it, and how many of them its value built on. */
  readonly known: Map<string, { readonly writes: number; readonly updates: number }>;
  /** The process whose memory it uses. */
  process: Process | null;
  /** The interpreter in it whose memory it uses, where tasks run in interpreters of their own (`ThreadFacts.interpreter`). */
  interpreter: number | null;
  state: "created" | "started" | "ended";
  /** The exception that ended it. */
  failure: TaskFailure | null;
  cancelRequested: boolean;
  /** Called once when it ends, however it ends. */
  readonly atEnd: ((by: Thread | null, cause: number) => void)[];
}

/** An operation under way at a device. */
interface Operation {
  readonly device: number;
  readonly since: Ns;
  due: Ns;
  readonly complete: () => void;
}

/** An exception raised by a task's own steps. */
export class TaskFailure extends Error {
  override readonly name = "TaskFailure";
}

/** Opens when the task ends. */
export function endOf(run: Run, task: Task): Latch {
  const latch = new Latch(run.kernel);
  task.atEnd.push((by, cause) => latch.release(by, cause));
  return latch;
}

export class Run {
  readonly kernel: Kernel;
  readonly workload: Workload;
  readonly costs: CostTable;
  readonly memory: Memory;
  /** sys.getswitchinterval() of every interpreter. */
  switchInterval: Ns;
  /** Of the workload, in file order; parts of split tasks are not among them. */
  readonly tasks: readonly Task[];
  /** Those and the parts that split off. */
  readonly everyTask: Task[] = [];
  #ended = 0;
  #crashed = false;
  readonly #factsOf = new Map<readonly Step[], readonly StepFacts[]>();
  readonly #devices = new Map<string, number>();
  #operations = 0;
  /** How long operations at a device take, where that is otherwise than their steps say. */
  readonly #lengths = new Map<number, Ns>();
  /** What is under way, where a change may come over it. */
  readonly #watched: Set<Operation> | null;
  #timers = 0;

  constructor(kernel: Kernel, workload: Workload) {
    this.kernel = kernel;
    this.workload = workload;
    this.costs = kernel.profile.costs;
    this.switchInterval = workload.python.switchInterval;
    this.#watched = workload.whatIf.some((each) => "io" in each) ? new Set() : null;
    this.memory = new Memory(kernel, workload.shared, new Random(~workload.seed));
    this.tasks = workload.tasks.map((plan) => this.#newTask(plan, plan.name, plan.steps, null));
  }

  get allEnded(): boolean {
    return this.#ended === this.tasks.length;
  }

  /** Whether the program's first process died. */
  get crashed(): boolean {
    return this.#crashed;
  }

  get pythonVersion(): readonly [major: number, minor: number] {
    const [major = 3, minor = 12] = this.workload.python.version.split(".").map(Number);
    return [major, minor];
  }

  /**
   * Calls back at each arrival after the start, in order; tasks that arrive at zero are the caller's at once. Once the program has
   * crashed nobody arrives any more.
   */
  onArrivals(arrive: (task: Task, cause: number) => void): readonly Task[] {
    for (const task of this.tasks) {
      if (task.plan.arrival === 0) continue;
      this.kernel.at(task.plan.arrival, () => {
        if (!this.#crashed) arrive(task, this.created(task, NO_CAUSE));
      });
    }
    return this.tasks.filter((task) => task.plan.arrival === 0);
  }

  /** Calls back when somebody asks for a task to be stopped that has not ended by then. */
  onCancels(cancel: (task: Task) => void): void {
    for (const task of this.tasks) {
      const { cancelAt } = task.plan;
      if (cancelAt === null) continue;
      this.kernel.at(cancelAt, () => {
        if (task.state !== "ended" && !this.#crashed) cancel(task);
      });
    }
  }

  /** Arrivals that nobody in this model listens for are noted in the trace all the same. */
  created(task: Task, cause: number): number {
    return this.kernel.emit(events.taskCreated, cause, task.id, null);
  }

  /** A part of a task that splits, with the steps given. */
  part(parent: Task, step: ParallelStep, index: number, thread: Thread): Task {
    const task = this.#newTask(parent.plan, `${parent.name}.${index + 1}`, step.steps, parent.id);
    task.process = parent.process;
    this.kernel.by(thread, events.taskCreated, task.id, parent.id);
    return task;
  }

  started(task: Task, thread: Thread): void {
    task.state = "started";
    task.process = thread.process;
    this.kernel.by(thread, events.taskStarted, task.id, thread.id);
  }

  finished(task: Task, thread: Thread): void {
    this.ended(task, thread, this.kernel.by(thread, events.taskFinished, task.id));
  }

  failed(task: Task, thread: Thread, failure: TaskFailure): void {
    task.failure = failure;
    this.ended(task, thread, this.kernel.by(thread, events.taskFailed, task.id));
  }

  cancelled(task: Task, thread: Thread | null, cause: number): void {
    this.ended(task, thread, this.kernel.emit(events.taskCancelled, cause, task.id));
  }

  /** A process dies at once: the tasks given die with it. `origin` is the event behind a kill, where there is one. */
  crash(
    process: Process,
    thread: Thread | null,
    victims: readonly Task[],
    killed = false,
    origin = thread?.cause ?? NO_CAUSE,
  ): number {
    process.alive = false;
    const cause = this.kernel.emit(events.processCrashed, origin, process.id, thread?.id ?? null);
    if (process.id === 0) this.#crashed = true;
    for (const task of victims) {
      if (task.state !== "ended") {
        this.ended(task, thread, this.kernel.emit(killed ? events.taskCancelled : events.taskCrashed, cause, task.id));
      }
    }
    return cause;
  }

  ended(task: Task, thread: Thread | null, cause: number): void {
    if (task.state === "ended") return;
    task.state = "ended";
    if (task.steps === task.plan.steps) this.#ended++;
    for (const call of task.atEnd) call(thread, cause);
  }

  device(name: string): number {
    let device = this.#devices.get(name);
    if (device === undefined) {
      device = this.kernel.tables.devices.push({ name }) - 1;
      this.#devices.set(name, device);
    }
    return device;
  }

  /**
   * Submits an operation that ends by itself after `length`; `done` is called with the completion's event. When the thread has gone
   * by then, nobody hears of it.
   */
  submit(thread: Thread, task: Task, on: string, length: Ns, blocking: boolean, done: (cause: number) => void): number {
    const { kernel } = this;
    const io = this.#operations++;
    const device = this.device(on);
    const due = (kernel.now + (this.#watched === null ? length : (this.#lengths.get(device) ?? length))) as Ns;
    const submitted = kernel.by(thread, events.ioSubmitted, io, device, task.id, thread.id, due, blocking);
    const complete = (): void => {
      if (thread.state !== "exited") done(kernel.emit(events.ioCompleted, submitted, io, device, task.id));
    };
    if (this.#watched === null) kernel.at(due, complete);
    else this.#watch({ device, since: kernel.now, due, complete });
    return device;
  }

  #watch(operation: Operation): void {
    this.#watched?.add(operation);
    const { due } = operation;
    this.kernel.at(due, () => {
      // It may have been given another instant meanwhile.
      if (operation.due === due && this.#watched?.delete(operation) === true) operation.complete();
    });
  }

  /** From here on operations at a device take so long, those under way as well: none ends before this instant. */
  retime(name: string, length: Ns): void {
    const { kernel } = this;
    const device = this.device(name);
    this.#lengths.set(device, length);
    kernel.emit(events.deviceRetimed, NO_CAUSE, device, length);
    for (const operation of this.#watched ?? []) {
      const due = Math.max(kernel.now, operation.since + length) as Ns;
      if (operation.device !== device || operation.due === due) continue;
      operation.due = due;
      this.#watch(operation);
    }
  }

  /** From here on the interpreters' switch interval is another one. */
  setSwitchInterval(interval: Ns): void {
    this.switchInterval = interval;
    this.kernel.emit(events.intervalSet, NO_CAUSE, interval);
  }

  /** Sets a timer of the operating system; `done` is called when it fires. */
  timer(thread: Thread, task: Task, length: Ns, done: (cause: number) => void): void {
    const due = (this.kernel.now + length) as Ns;
    const fired = this.noteTimer(thread, task, due);
    this.kernel.timer(thread, due, () => {
      if (thread.state !== "exited") done(fired());
    });
  }

  /** Notes a timer that somebody else watches. @returns what to call when it fires; it gives the event. */
  noteTimer(thread: Thread, task: Task, due: Ns): () => number {
    const timer = this.#timers++;
    const set = this.kernel.by(thread, events.timerSet, timer, task.id, thread.id, due);
    return () => this.kernel.emit(events.timerFired, set, timer, task.id);
  }

  #newTask(plan: TaskPlan, name: string, steps: readonly Step[], parent: number | null): Task {
    let facts = this.#factsOf.get(plan.steps);
    if (facts === undefined) {
      facts = factsOf(plan.steps);
      this.#factsOf.set(plan.steps, facts);
    }
    const { tables } = this.kernel;
    const arrival = parent === null ? plan.arrival : ZERO;
    const id = tables.tasks.push({ name, arrival, steps: facts, parent }) - 1;
    const task: Task = {
      id,
      name,
      plan,
      steps,
      register: 0,
      known: new Map(),
      process: null,
      interpreter: null,
      state: "created",
      failure: null,
      cancelRequested: false,
      atEnd: [],
    };
    this.everyTask.push(task);
    return task;
  }
}
