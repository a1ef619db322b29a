/**
 * The state of a simulated computer at one event, as far as the trace tells it. `apply` (apply.ts) is the only function that changes it.
 */
import { type Ns, ZERO } from "../base/time.ts";
import type { Code, Outcome, Wait } from "./event.ts";
import type { TraceHeader, TraceTables } from "./trace.ts";

/** Where a task is: on a core, waiting for one of the things people wait for, or at its end. */
export const TASK_PHASES = [
  /** It has not arrived yet. */
  "pending",
  /** It is there, and nobody has taken it up (its thread or process is starting, or the server is busy). */
  "start",
  "running",
  /** It could run and has no core. */
  "core",
  "gil",
  "io",
  "timer",
  "lock",
  "queue",
  /** In the ready queue of an event loop. */
  "loop",
  /** Waits for subtasks. */
  "join",
  /** Waits for a worker's result. */
  "result",
  "finished",
  "failed",
  "cancelled",
  "crashed",
] as const;
export type TaskPhase = (typeof TASK_PHASES)[number];

const ENDS: ReadonlySet<TaskPhase> = new Set<TaskPhase>(["finished", "failed", "cancelled", "crashed"]);
export const hasEnded = (phase: TaskPhase): boolean => ENDS.has(phase);

export interface WaitState {
  readonly on: Wait;
  readonly object: number | null;
  readonly since: Ns;
  /** NEVER where it has no deadline. */
  readonly until: Ns;
}

export interface ThreadState {
  /** The task that it was made for: its waits are the task's from the moment it exists. */
  readonly own: number | null;
  state: "created" | "runnable" | "running" | "waiting" | "exited";
  since: Ns;
  createdAt: Ns;
  /** Where it runs, is queued, or ran last; -1 before. */
  core: number;
  /** What it is about to wait for, or waits for. */
  wait: WaitState | null;
  /** The stretch of computing in progress. */
  burst: { readonly code: Code; readonly task: number | null; readonly amount: Ns; readonly since: Ns } | null;
  /** The task whose steps it executes now. */
  task: number | null;
  /** Since when it wants the GIL; null where it does not. */
  gilSince: Ns | null;
  /** Nanoseconds in each state so far, up to `since`. */
  running: number;
  runnable: number;
  waiting: number;
  voluntary: number;
  involuntary: number;
}

export interface CoreState {
  /** Whether the system may use it. */
  online: boolean;
  running: number | null;
  since: Ns;
  busy: number;
}

export interface GilState {
  holder: number | null;
  lastHolder: number | null;
  since: Ns;
  dropRequestedBy: number | null;
  /** Threads that want it, in the order of their requests. Changed in place, so that a long queue costs no copies. */
  readonly wanted: Set<number>;
  acquisitions: number;
  /** Acquisitions by another thread than the last holder. */
  handoffs: number;
  /** Releases that honoured a drop request. */
  forced: number;
  held: number;
  waited: number;
}

export interface LockState {
  holder: { readonly thread: number; readonly task: number | null } | null;
  waiters: readonly { readonly thread: number; readonly task: number | null }[];
}

/** An I/O operation or a timer under way. */
export interface Pending {
  readonly id: number;
  /** The device, or null for a timer. */
  readonly device: number | null;
  readonly task: number | null;
  readonly thread: number;
  readonly since: Ns;
  readonly due: Ns;
}

export interface TaskState {
  phase: TaskPhase;
  since: Ns;
  /** What it waits for, where the phase is a wait. */
  wait: WaitState | null;
  thread: number | null;
  process: number | null;
  /** Index of its leaf step, or -1 before the first. */
  step: number;
  turn: number;
  amount: Ns;
  /** CPU spent on the present step. */
  done: number;
  /** CPU spent on its own code in all. */
  cpu: number;
  createdAt: Ns | null;
  startedAt: Ns | null;
  endedAt: Ns | null;
  cancelRequested: boolean;
  /** Nanoseconds in each phase so far, up to `since`. */
  waited: Readonly<Partial<Record<TaskPhase, number>>>;
}

export interface LoopState {
  state: "selecting" | "running" | "idle";
  iteration: number;
  /** The ready queue, next first; null for a callback that belongs to no task. */
  ready: readonly (number | null)[];
  running: number | null;
}

export interface ExecutorState {
  /** By item, the next first: its task, or null. Changed in place. */
  readonly queued: Map<number, number | null>;
  busy: number;
}

/** Tasks whose goroutines can run, the next one first; null is the main goroutine. Changed in place, so that a long one costs no copies. */
export type GoroutineQueue = Set<number | null>;

/** A right to run goroutines: Go's P. */
export interface ProcState {
  /** The thread that has it, in a system call too until it is taken away. */
  thread: number | null;
  /** The goroutine that runs next, before the queue. */
  runnext: { readonly task: number | null } | null;
  readonly queue: GoroutineQueue;
  /** How many time slices it has begun (`schedtick`). */
  slices: number;
}

export interface World {
  time: Ns;
  /** Events applied; the world after event k has `events` k + 1. */
  events: number;
  readonly processes: { state: "none" | "starting" | "running" | "exited" | "crashed" }[];
  readonly threads: ThreadState[];
  readonly cores: CoreState[];
  readonly gils: GilState[];
  readonly locks: LockState[];
  readonly tasks: TaskState[];
  readonly loops: LoopState[];
  readonly executors: ExecutorState[];
  readonly procs: ProcState[];
  /** The global run queue of the Go scheduler. */
  readonly runnable: GoroutineQueue;
  readonly queues: { length: number }[];
  /**
   * Value of each variable in each memory space that touched it (a process, or an interpreter in it), and the number of updates in it.
   * `lost` are the updates made that are in none: what a store from an old copy throws away, another one may bring back.
   */
  readonly variables: {
    values: Readonly<Record<number, number>>;
    updates: Readonly<Record<number, number>>;
    lost: number;
  }[];
  /** By id, in order of submission. */
  readonly io: Map<number, Pending>;
  /** Of the interpreters; null where there is no such thing. */
  switchInterval: Ns | null;
  readonly timers: Map<number, Pending>;
  voluntary: number;
  involuntary: number;
  migrations: number;
  outcome: Outcome | null;
  /**
   * By task and by thread: after how many events the last one came that was about it. As long as the number is the same, so is its state,
   * what it waits for outside, and whether it has a GIL: what was made of it holds.
   */
  readonly touched: { readonly tasks: Uint32Array; readonly threads: Uint32Array };
}

const list = <Item>(length: number, make: (index: number) => Item): Item[] =>
  Array.from({ length }, (_, index) => make(index));

/** The world before the first event. */
export function initialWorld({ machine, python }: TraceHeader, tables: TraceTables): World {
  const online = (machine.online ?? machine.cores) * machine.threadsPerCore;
  return {
    time: ZERO,
    events: 0,
    processes: list(tables.processes.length, () => ({ state: "none" })),
    threads: tables.threads.map(({ role, task }) => newThread(role === "task" ? task : null)),
    cores: list(machine.cores * machine.threadsPerCore, (core) => ({
      online: core < online,
      running: null,
      since: ZERO,
      busy: 0,
    })),
    gils: list(tables.gils.length, newGil),
    locks: list(tables.locks.length, () => ({ holder: null, waiters: [] })),
    tasks: list(tables.tasks.length, newTask),
    loops: list(tables.loops.length, () => ({ state: "idle", iteration: 0, ready: [], running: null })),
    executors: list(tables.executors.length, () => ({ queued: new Map(), busy: 0 })),
    procs: list(tables.procs.length, () => ({ thread: null, runnext: null, queue: new Set(), slices: 0 })),
    runnable: new Set(),
    queues: list(tables.queues.length, () => ({ length: 0 })),
    variables: list(tables.variables.length, () => ({ values: {}, updates: {}, lost: 0 })),
    io: new Map(),
    switchInterval: python?.switchInterval ?? null,
    timers: new Map(),
    voluntary: 0,
    involuntary: 0,
    migrations: 0,
    outcome: null,
    touched: { tasks: new Uint32Array(tables.tasks.length), threads: new Uint32Array(tables.threads.length) },
  };
}

const newThread = (own: number | null): ThreadState => ({
  own,
  state: "created",
  since: ZERO,
  createdAt: ZERO,
  core: -1,
  wait: null,
  burst: null,
  task: null,
  gilSince: null,
  running: 0,
  runnable: 0,
  waiting: 0,
  voluntary: 0,
  involuntary: 0,
});

const newGil = (): GilState => ({
  holder: null,
  lastHolder: null,
  since: ZERO,
  dropRequestedBy: null,
  wanted: new Set(),
  acquisitions: 0,
  handoffs: 0,
  forced: 0,
  held: 0,
  waited: 0,
});

const newTask = (): TaskState => ({
  phase: "pending",
  since: ZERO,
  wait: null,
  thread: null,
  process: null,
  step: -1,
  turn: 0,
  amount: ZERO,
  done: 0,
  cpu: 0,
  createdAt: null,
  startedAt: null,
  endedAt: null,
  cancelRequested: false,
  waited: {},
});

/**
 * A copy that can be folded on without changing the world it came from, and the reverse.
 *
 * Threads, tasks, processes and GILs, of which there can be many, are shared until one of the two changes them: they are frozen here,
 * and `at` in transitions.ts replaces what it is about to change.
 */
export function copyWorld(world: World): World {
  for (const thread of world.threads) Object.freeze(thread);
  for (const task of world.tasks) Object.freeze(task);
  for (const process of world.processes) Object.freeze(process);
  for (const gil of world.gils) Object.freeze(gil);
  return worldFrom(world);
}

/** A copy of a world that is a copy itself, and has not been folded on since: nothing is left to freeze. */
export function worldFrom(keyframe: World): World {
  return {
    ...keyframe,
    processes: [...keyframe.processes],
    threads: [...keyframe.threads],
    cores: keyframe.cores.map((each) => ({ ...each })),
    gils: [...keyframe.gils],
    locks: keyframe.locks.map((each) => ({ ...each })),
    tasks: [...keyframe.tasks],
    loops: keyframe.loops.map((each) => ({ ...each })),
    executors: keyframe.executors.map((each) => ({ ...each, queued: new Map(each.queued) })),
    procs: keyframe.procs.map((each) => ({ ...each, queue: new Set(each.queue) })),
    runnable: new Set(keyframe.runnable),
    queues: keyframe.queues.map((each) => ({ ...each })),
    variables: keyframe.variables.map((each) => ({ ...each })),
    io: new Map(keyframe.io),
    timers: new Map(keyframe.timers),
    touched: { tasks: keyframe.touched.tasks.slice(), threads: keyframe.touched.threads.slice() },
  };
}
