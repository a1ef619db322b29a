/** How each event changes the world. The kernel never runs backwards; going back is folding again from an earlier keyframe. */
import { assertNever } from "../base/errors.ts";
import { minus, type Ns } from "../base/time.ts";
import type { TraceEvent, Wait } from "./event.ts";
import { hasEnded, type TaskPhase, type TaskState, type ThreadState, type WaitState, type World } from "./world.ts";

const at = <Item>(items: readonly Item[], index: number): Item => items[index] as Item;

/** Applies one event in place. Events must be applied in order, each once. */
export function apply(world: World, event: TraceEvent): void {
  world.time = event.time;
  world.events = event.seq + 1;
  change(world, event);
}

function change(world: World, event: TraceEvent): void {
  const { time } = event;
  switch (event.kind) {
    case "process.forked":
      at(world.processes, event.process).state = event.method === "none" ? "running" : "starting";
      return;
    case "process.started":
      at(world.processes, event.process).state = "running";
      return;
    case "process.exited":
      at(world.processes, event.process).state = "exited";
      return;
    case "process.crashed":
      at(world.processes, event.process).state = "crashed";
      return;
    case "thread.created": {
      const thread = at(world.threads, event.thread);
      thread.state = "created";
      thread.since = thread.createdAt = time;
      if (thread.own !== null) occupy(world, at(world.tasks, thread.own), thread.own, event.thread, time);
      return;
    }
    case "thread.started":
      return;
    case "thread.parked":
      at(world.threads, event.thread).wait = { on: event.on, object: event.object, since: time, until: event.until };
      return;
    case "thread.timed-out":
      return;
    case "thread.exited":
      exitThread(world, event.thread, time);
      return;
    case "sched.woken": {
      const thread = at(world.threads, event.thread);
      thread.wait = null;
      thread.core = event.core;
      enter(world, thread, "runnable", time);
      return;
    }
    case "sched.switched":
      switchCore(world, event);
      return;
    case "sched.migrated":
      at(world.threads, event.thread).core = event.to;
      world.migrations++;
      return;
    case "cpu.started":
      at(world.threads, event.thread).burst = { code: event.code, task: event.task, amount: event.amount, since: time };
      return;
    case "cpu.stopped":
      stopBurst(world, at(world.threads, event.thread), event.remaining);
      return;
    case "io.submitted":
      world.io.set(event.io, {
        id: event.io,
        device: event.device,
        task: event.task,
        thread: event.thread,
        since: time,
        due: event.due,
      });
      return;
    case "io.completed":
      world.io.delete(event.io);
      return;
    case "timer.set":
      world.timers.set(event.timer, {
        id: event.timer,
        device: null,
        task: event.task,
        thread: event.thread,
        since: time,
        due: event.due,
      });
      return;
    case "timer.fired":
      world.timers.delete(event.timer);
      return;
    case "lock.requested": {
      const lock = at(world.locks, event.lock);
      lock.waiters = [...lock.waiters, { thread: event.thread, task: event.task }];
      return;
    }
    case "lock.acquired": {
      const lock = at(world.locks, event.lock);
      const first = lock.waiters.findIndex((each) => each.thread === event.thread && each.task === event.task);
      lock.waiters = lock.waiters.filter((_, index) => index !== first);
      lock.holder = { thread: event.thread, task: event.task };
      return;
    }
    case "lock.released":
      at(world.locks, event.lock).holder = null;
      return;
    case "queue.put":
    case "queue.got":
      at(world.queues, event.queue).length = event.length;
      return;
    case "gil.requested":
    case "gil.timed-out":
    case "gil.drop-requested":
    case "gil.acquired":
    case "gil.released":
      changeGil(world, event);
      return;
    case "task.created": {
      const task = at(world.tasks, event.task);
      task.createdAt = time;
      enterPhase(task, "start", time, null);
      return;
    }
    case "task.started": {
      const task = at(world.tasks, event.task);
      task.startedAt ??= time;
      occupy(world, task, event.task, event.thread, time);
      return;
    }
    case "task.stepped": {
      const task = at(world.tasks, event.task);
      task.step = event.step;
      task.turn = event.turn;
      task.amount = event.amount;
      task.done = 0;
      return;
    }
    case "task.suspended": {
      const task = at(world.tasks, event.task);
      vacate(world, task);
      const wait = { on: event.on, object: event.object, since: time, until: event.until };
      enterPhase(task, phaseOf(event.on), time, wait);
      return;
    }
    case "task.readied": {
      const task = at(world.tasks, event.task);
      if (task.thread !== null && at(world.threads, task.thread).task === event.task) vacate(world, task);
      enterPhase(task, "loop", time, null);
      return;
    }
    case "task.resumed":
      occupy(world, at(world.tasks, event.task), event.task, event.thread, time);
      return;
    case "task.finished":
      endTask(world, event.task, "finished", time);
      return;
    case "task.failed":
      endTask(world, event.task, "failed", time);
      return;
    case "task.cancel-requested":
      at(world.tasks, event.task).cancelRequested = true;
      return;
    case "task.cancelled":
      endTask(world, event.task, "cancelled", time);
      return;
    case "task.crashed":
      endTask(world, event.task, "crashed", time);
      return;
    case "loop.polled":
      at(world.loops, event.loop).state = "selecting";
      return;
    case "loop.iterated": {
      const loop = at(world.loops, event.loop);
      loop.state = "running";
      loop.iteration = event.iteration;
      return;
    }
    case "callback.scheduled": {
      const loop = at(world.loops, event.loop);
      loop.ready = [...loop.ready, event.task];
      return;
    }
    case "callback.started": {
      const loop = at(world.loops, event.loop);
      loop.ready = loop.ready.slice(1);
      loop.running = event.task;
      return;
    }
    case "executor.submitted": {
      const executor = at(world.executors, event.executor);
      executor.queued = [...executor.queued, { item: event.item, task: event.task }];
      return;
    }
    case "executor.taken": {
      const executor = at(world.executors, event.executor);
      executor.queued = executor.queued.filter((each) => each.item !== event.item);
      executor.busy++;
      return;
    }
    case "executor.finished": {
      const thread = at(world.threads, event.thread);
      if (thread.task === event.task) thread.task = null;
      at(world.executors, event.executor).busy--;
      return;
    }
    case "ipc.sent":
    case "ipc.received":
      return;
    case "variable.read":
      return;
    case "variable.written": {
      const variable = at(world.variables, event.variable);
      variable.values = { ...variable.values, [event.process]: event.value };
      variable.lost += event.lost;
      return;
    }
    case "run.ended":
      endRun(world, event.outcome, time);
      return;
    default:
      assertNever(event);
  }
}

const PHASE_OF_WAIT: Readonly<Record<Wait, TaskPhase>> = {
  gil: "gil",
  "gil-switch": "gil",
  lock: "lock",
  io: "io",
  timer: "timer",
  queue: "queue",
  join: "join",
  work: "start",
  selector: "loop",
  start: "start",
  result: "result",
};
const phaseOf = (wait: Wait): TaskPhase => PHASE_OF_WAIT[wait];

/** Books the time spent in the old state and enters the new one; the thread's task follows it. */
function enter(world: World, thread: ThreadState, state: ThreadState["state"], time: Ns): void {
  const spent = time - thread.since;
  if (thread.state === "running") thread.running += spent;
  else if (thread.state === "runnable" || thread.state === "created") thread.runnable += spent;
  else if (thread.state === "waiting") thread.waiting += spent;
  thread.state = state;
  thread.since = time;
  if (thread.task === null) return;
  const task = at(world.tasks, thread.task);
  if (state === "running") enterPhase(task, "running", time, null);
  else if (state === "runnable") enterPhase(task, "core", time, null);
  else if (state === "waiting" && thread.wait !== null) enterPhase(task, phaseOf(thread.wait.on), time, thread.wait);
}

function enterPhase(task: TaskState, phase: TaskPhase, time: Ns, wait: WaitState | null): void {
  if (hasEnded(task.phase)) return;
  if (task.phase !== "pending" && time > task.since) {
    task.waited = { ...task.waited, [task.phase]: (task.waited[task.phase] ?? 0) + (time - task.since) };
  }
  task.phase = phase;
  task.since = time;
  task.wait = wait;
}

function occupy(world: World, task: TaskState, id: number, threadId: number, time: Ns): void {
  const thread = at(world.threads, threadId);
  thread.task = id;
  task.thread = threadId;
  if (thread.state === "running") enterPhase(task, "running", time, null);
}

function vacate(world: World, task: TaskState): void {
  if (task.thread === null) return;
  const thread = at(world.threads, task.thread);
  thread.task = null;
  for (const loop of world.loops)
    loop.running = loop.running !== null && at(world.tasks, loop.running) === task ? null : loop.running;
}

function endTask(world: World, id: number, phase: TaskPhase, time: Ns): void {
  const task = at(world.tasks, id);
  if (task.thread !== null && at(world.threads, task.thread).task === id) vacate(world, task);
  if (phase === "cancelled" || phase === "crashed") forgetWaiting(world, id, task.thread);
  enterPhase(task, phase, time, null);
  task.endedAt = time;
}

/** A task that was stopped may have been waiting for a lock; a worker that goes on for it still does. */
function forgetWaiting(world: World, id: number, thread: number | null): void {
  for (const lock of world.locks) {
    const left = lock.waiters.filter((each) => each.task !== id || each.thread !== thread);
    if (left.length < lock.waiters.length) lock.waiters = left;
  }
}

function exitThread(world: World, id: number, time: Ns): void {
  const thread = at(world.threads, id);
  if (thread.state === "running") at(world.cores, thread.core).running = null;
  enter(world, thread, "exited", time);
  // A thread that is killed may have been waiting.
  for (const lock of world.locks) {
    if (lock.waiters.some((each) => each.thread === id))
      lock.waiters = lock.waiters.filter((each) => each.thread !== id);
  }
  if (thread.gilSince !== null) {
    for (const gil of world.gils) gil.wanted = gil.wanted.filter((each) => each !== id);
  }
  thread.wait = null;
  thread.burst = null;
  thread.gilSince = null;
}

function switchCore(world: World, event: Extract<TraceEvent, { kind: "sched.switched" }>): void {
  const { time } = event;
  const core = at(world.cores, event.core);
  if (event.from !== null) {
    core.busy += time - core.since;
    const thread = at(world.threads, event.from);
    if (event.reason === "preempted") {
      thread.involuntary++;
      world.involuntary++;
    } else if (event.reason !== "exited") {
      thread.voluntary++;
      world.voluntary++;
    }
    if (event.reason === "blocked") enter(world, thread, "waiting", time);
    else if (event.reason === "preempted" || event.reason === "yielded") enter(world, thread, "runnable", time);
  }
  core.running = event.to;
  core.since = time;
  if (event.to !== null) {
    const thread = at(world.threads, event.to);
    thread.core = event.core;
    enter(world, thread, "running", time);
  }
}

function stopBurst(world: World, thread: ThreadState, remaining: Ns): void {
  const { burst } = thread;
  if (burst === null) return;
  thread.burst = null;
  if (burst.task === null || (burst.code !== "python" && burst.code !== "native")) return;
  const task = at(world.tasks, burst.task);
  const done = minus(burst.amount, remaining);
  task.done += done;
  task.cpu += done;
}

type GilEvent = Extract<TraceEvent, { kind: `gil.${string}` }>;

function changeGil(world: World, event: GilEvent): void {
  const gil = at(world.gils, event.gil);
  const thread = at(world.threads, event.thread);
  switch (event.kind) {
    case "gil.requested":
      thread.gilSince = event.time;
      gil.wanted = [...gil.wanted, event.thread];
      return;
    case "gil.timed-out":
      return;
    case "gil.drop-requested":
      gil.dropRequestedBy = event.thread;
      return;
    case "gil.acquired":
      if (thread.gilSince !== null) gil.waited += event.time - thread.gilSince;
      thread.gilSince = null;
      gil.wanted = gil.wanted.filter((each) => each !== event.thread);
      gil.holder = gil.lastHolder = event.thread;
      gil.since = event.time;
      gil.dropRequestedBy = null;
      gil.acquisitions++;
      if (event.switched) gil.handoffs++;
      return;
    case "gil.released":
      gil.held += event.time - gil.since;
      gil.holder = null;
      gil.since = event.time;
      if (event.forced) gil.forced++;
      return;
    default:
      assertNever(event);
  }
}

/** Books what is still open, so that totals are complete. */
function endRun(world: World, outcome: NonNullable<World["outcome"]>, time: Ns): void {
  world.outcome = outcome;
  for (const thread of world.threads) {
    if (thread.state !== "exited") enter(world, thread, thread.state, time);
  }
  for (const task of world.tasks) enterPhase(task, task.phase, time, task.wait);
  for (const core of world.cores) {
    if (core.running !== null) core.busy += time - core.since;
    core.since = time;
  }
  for (const gil of world.gils) {
    if (gil.holder !== null) gil.held += time - gil.since;
    gil.since = time;
  }
}
