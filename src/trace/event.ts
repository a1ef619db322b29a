/**
 * The vocabulary of a run: every event there is, in the terms of ftrace, the Go execution tracer and asyncio.
 *
 * Past tense, `noun.verbed`. Numbers are identities (indices of the trace's tables) or nanoseconds.
 */
import { count, define, type EventOf, flag, id, oneOf, optional, time } from "./definition.ts";

/** Why a thread left its core. `preempted` is involuntary; `idle` means that nobody left. */
export const SWITCH_REASONS = ["preempted", "blocked", "yielded", "exited", "idle"] as const;
/** What a thread (or a task of an event loop) waits for. */
export const WAITS = [
  /** The GIL, in a timed wait of one switch interval. */
  "gil",
  /** Forced switching: after a requested drop, until somebody else has taken the GIL. */
  "gil-switch",
  "lock",
  "io",
  "timer",
  "queue",
  /** The end of a thread, a process or a subtask. */
  "join",
  /** Something to do: an idle worker, a server between arrivals. */
  "work",
  /** Ready events or the next timer: an event loop in select(). */
  "selector",
  /** A new thread's or process's sign of life. */
  "start",
  /** A result from a worker. */
  "result",
] as const;
/** What a thread computes: interpreted code, C code that released the GIL, the system's own work, a starting process. */
export const CODES = ["python", "native", "system", "startup"] as const;
export const START_METHODS = ["none", "fork", "spawn", "forkserver"] as const;
export const OUTCOMES = ["completed", "deadlocked", "crashed", "budget-exhausted"] as const;
/** Where a goroutine that can run waits: the slot that runs next, the queue of a P, the global queue. */
export const RUN_QUEUES = ["runnext", "local", "global"] as const;
/** Where the Go scheduler found the goroutine it runs. */
export const GOROUTINE_SOURCES = [...RUN_QUEUES, "stolen", "netpoll", "syscall"] as const;
/** What a callback in an event loop's ready queue does. */
export const CALLBACKS = ["task-step", "future", "timer", "io", "threadsafe", "arrival", "cancel"] as const;

export type SwitchReason = (typeof SWITCH_REASONS)[number];
export type Wait = (typeof WAITS)[number];
export type Code = (typeof CODES)[number];
export type StartMethod = (typeof START_METHODS)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type RunQueue = (typeof RUN_QUEUES)[number];
export type GoroutineSource = (typeof GOROUTINE_SOURCES)[number];
export type CallbackKind = (typeof CALLBACKS)[number];

// Processes and threads.
export const processForked = define(
  "process.forked",
  id("process"),
  optional("parent"),
  oneOf("method", START_METHODS),
);
/** The child's own code begins: start-up is over. */
export const processStarted = define("process.started", id("process"));
export const processExited = define("process.exited", id("process"));
/** A segmentation fault in `thread`, or a kill from outside (no thread): every thread of the process dies with it. */
export const processCrashed = define("process.crashed", id("process"), optional("thread"));
export const threadCreated = define("thread.created", id("thread"), id("process"), optional("parent"));
/** The first instant on a core. */
export const threadStarted = define("thread.started", id("thread"));
/** A running thread decides to wait; `until` is a deadline or NEVER. The switch away follows. */
export const threadParked = define(
  "thread.parked",
  id("thread"),
  oneOf("on", WAITS),
  optional("object"),
  time("until"),
);
/** A timed wait ran out; the wake-up follows. */
export const threadTimedOut = define("thread.timed-out", id("thread"), oneOf("on", WAITS), optional("object"));
export const threadExited = define("thread.exited", id("thread"));

// The scheduler.
/** A waiting thread became runnable on the queue of `core`. */
export const schedWoken = define("sched.woken", id("thread"), id("core"), optional("by"));
/** The core changed threads; `cost` is the time the switch takes before `to` gets on. */
export const schedSwitched = define(
  "sched.switched",
  id("core"),
  optional("from"),
  optional("to"),
  oneOf("reason", SWITCH_REASONS),
  time("cost"),
);
export const schedMigrated = define("sched.migrated", id("thread"), id("from"), id("to"));
/** A core is taken away from the system, from outside: whoever runs there leaves it at this instant, and whoever is queued there is moved. */
export const coreOfflined = define("core.offlined", id("core"));
/** A core is given to the system: idle, with cold caches, and free to take work over. */
export const coreOnlined = define("core.onlined", id("core"));
/** A stretch of computing begins, `amount` long if nothing stops it. */
export const cpuStarted = define("cpu.started", id("thread"), optional("task"), oneOf("code", CODES), time("amount"));
/** It ended or was cut short at a check point, with `remaining` left to do. */
export const cpuStopped = define("cpu.stopped", id("thread"), time("remaining"));

// Waiting for the outside.
export const ioSubmitted = define(
  "io.submitted",
  id("io"),
  id("device"),
  optional("task"),
  id("thread"),
  time("due"),
  flag("blocking"),
);
export const ioCompleted = define("io.completed", id("io"), id("device"), optional("task"));
/** From outside: what is under way there, or given to it later, takes `length` from its submission, and never ends before this instant. */
export const deviceRetimed = define("device.retimed", id("device"), time("length"));
export const timerSet = define("timer.set", id("timer"), optional("task"), id("thread"), time("due"));
export const timerFired = define("timer.fired", id("timer"), optional("task"));

// Locks and queues.
export const lockRequested = define("lock.requested", id("lock"), id("thread"), optional("task"));
export const lockAcquired = define("lock.acquired", id("lock"), id("thread"), optional("task"));
export const lockReleased = define("lock.released", id("lock"), id("thread"), optional("task"));
export const queuePut = define("queue.put", id("queue"), optional("task"), count("length"));
export const queueGot = define("queue.got", id("queue"), optional("task"), count("length"));

// The GIL.
export const gilRequested = define("gil.requested", id("gil"), id("thread"));
/** A whole switch interval passed; `stale` where the GIL changed hands meanwhile, so that nothing is asked. */
export const gilTimedOut = define("gil.timed-out", id("gil"), id("thread"), flag("stale"));
/** "Please leave": `thread` sets the holder's drop request. A request is not a hand-over. */
export const gilDropRequested = define("gil.drop-requested", id("gil"), id("thread"), optional("holder"));
/** `switched` where another thread held it last. */
export const gilAcquired = define("gil.acquired", id("gil"), id("thread"), flag("switched"));
/** `forced` where the holder honoured a drop request. */
export const gilReleased = define("gil.released", id("gil"), id("thread"), flag("forced"));
/** A futile wake-up: woken for the GIL, `thread` found it taken again. Only under a lock without hand-over. */
export const gilMissed = define("gil.missed", id("gil"), id("thread"));

/** sys.setswitchinterval, in every interpreter there is: the next timed wait for a GIL uses it. */
export const intervalSet = define("interval.set", time("interval"));

// Tasks.
export const taskCreated = define("task.created", id("task"), optional("parent"));
/** A thread takes the task up. */
export const taskStarted = define("task.started", id("task"), id("thread"));
/** The task stands on a leaf step (an index of its step table), for the `turn`th time, `amount` of it ahead. */
export const taskStepped = define("task.stepped", id("task"), id("step"), count("turn"), time("amount"));
/** An awaiting task gave the thread back to its event loop. */
export const taskSuspended = define(
  "task.suspended",
  id("task"),
  oneOf("on", WAITS),
  optional("object"),
  time("until"),
);
/** It is in the ready queue. */
export const taskReadied = define("task.readied", id("task"));
export const taskResumed = define("task.resumed", id("task"), id("thread"));
export const taskFinished = define("task.finished", id("task"));
export const taskFailed = define("task.failed", id("task"));
/** Somebody asked for it to be stopped; `heard` where this model can. */
export const taskCancelRequested = define("task.cancel-requested", id("task"), flag("heard"));
export const taskCancelled = define("task.cancelled", id("task"));
export const taskCrashed = define("task.crashed", id("task"));

// Event loops.
export const loopPolled = define("loop.polled", id("loop"), time("until"));
/** One turn begins: this many callbacks are in the snapshot of the ready queue. */
export const loopIterated = define("loop.iterated", id("loop"), count("iteration"), count("ready"));
export const callbackScheduled = define("callback.scheduled", id("loop"), optional("task"), oneOf("what", CALLBACKS));
export const callbackStarted = define("callback.started", id("loop"), optional("task"), oneOf("what", CALLBACKS));

// Executors and messages.
export const executorSubmitted = define("executor.submitted", id("executor"), id("item"), optional("task"));
export const executorTaken = define("executor.taken", id("executor"), id("item"), id("thread"), optional("task"));
export const executorFinished = define("executor.finished", id("executor"), id("item"), id("thread"), optional("task"));
/** Thrown away by who would have taken it: its future was cancelled while it was queued. */
export const executorDropped = define("executor.dropped", id("executor"), id("item"), optional("task"));
/** A worker process died: the executor fails all that is not done, kills the other workers and takes nothing more. */
export const executorBroken = define("executor.broken", id("executor"), id("process"));
/** `to` is open where several processes read the same pipe. */
export const ipcSent = define("ipc.sent", id("from"), optional("to"), optional("task"), count("bytes"));
export const ipcReceived = define("ipc.received", id("from"), id("to"), optional("task"), count("bytes"));

// The Go scheduler: threads (Ms) take processors (Ps), which are the right to run goroutines. No task means the main goroutine.
export const procAcquired = define("proc.acquired", id("proc"), id("thread"));
/** Its thread found nothing to run. */
export const procReleased = define("proc.released", id("proc"), id("thread"));
/** Taken away from a thread that sits in a system call. */
export const procHandedOff = define("proc.handed-off", id("proc"), id("thread"));
/** A goroutine that can run waits for its turn; where it takes the slot that runs next, the one there goes to the end of the queue. */
export const goroutineQueued = define(
  "goroutine.queued",
  optional("task"),
  oneOf("where", RUN_QUEUES),
  optional("proc"),
);
/** The scheduler chose it; `inherits` where it goes on with the time slice of the one before. */
export const goroutineScheduled = define(
  "goroutine.scheduled",
  optional("task"),
  id("proc"),
  id("thread"),
  oneOf("from", GOROUTINE_SOURCES),
  flag("inherits"),
);
/** The first `count` of one P's queue (or, where that is empty, its next one) go to another P. */
export const goroutineStolen = define("goroutine.stolen", id("from"), id("to"), count("count"));
/** The first `count` of the global queue go to a P. */
export const goroutineFetched = define("goroutine.fetched", id("proc"), count("count"));
/** A P's queue is full: its first `count` go to the global queue. */
export const goroutineSpilled = define("goroutine.spilled", id("proc"), count("count"));
/** The system monitor saw it run for too long, and it was stopped in the middle of its code. */
export const goroutinePreempted = define("goroutine.preempted", optional("task"), id("proc"));
/** "fatal error: all goroutines are asleep - deadlock!": the runtime ends the program, with so many of them asleep. */
export const runtimeDeadlocked = define("runtime.deadlocked", id("process"), count("goroutines"));

// Shared variables.
/** `space` says which copy of the variable: the process's number, or that of the interpreter in it where each has its own (`spaceOf`). */
export const variableRead = define("variable.read", id("variable"), id("task"), id("space"), count("value"));
/**
 * `lost` counts the stores of others since the task last saw the variable, which this store throws away; `updates`, the stores that the
 * new value builds on, itself included.
 */
export const variableWritten = define(
  "variable.written",
  id("variable"),
  id("task"),
  id("space"),
  count("value"),
  count("lost"),
  count("updates"),
);

export const runEnded = define("run.ended", oneOf("outcome", OUTCOMES));

const vocabulary = [
  processForked,
  processStarted,
  processExited,
  processCrashed,
  threadCreated,
  threadStarted,
  threadParked,
  threadTimedOut,
  threadExited,
  schedWoken,
  schedSwitched,
  schedMigrated,
  coreOfflined,
  coreOnlined,
  cpuStarted,
  cpuStopped,
  ioSubmitted,
  ioCompleted,
  deviceRetimed,
  timerSet,
  timerFired,
  lockRequested,
  lockAcquired,
  lockReleased,
  queuePut,
  queueGot,
  gilRequested,
  gilTimedOut,
  gilDropRequested,
  gilAcquired,
  gilReleased,
  gilMissed,
  intervalSet,
  taskCreated,
  taskStarted,
  taskStepped,
  taskSuspended,
  taskReadied,
  taskResumed,
  taskFinished,
  taskFailed,
  taskCancelRequested,
  taskCancelled,
  taskCrashed,
  loopPolled,
  loopIterated,
  callbackScheduled,
  callbackStarted,
  executorSubmitted,
  executorTaken,
  executorFinished,
  executorDropped,
  executorBroken,
  ipcSent,
  ipcReceived,
  procAcquired,
  procReleased,
  procHandedOff,
  goroutineQueued,
  goroutineScheduled,
  goroutineStolen,
  goroutineFetched,
  goroutineSpilled,
  goroutinePreempted,
  runtimeDeadlocked,
  variableRead,
  variableWritten,
  runEnded,
] as const;

/** Any event of a run, decoded. */
export type TraceEvent = EventOf<(typeof vocabulary)[number]>;
export type EventKind = TraceEvent["kind"];
/** The decoded event of one kind. */
export type EventNamed<Kind extends EventKind> = Extract<TraceEvent, { kind: Kind }>;
