/** The transitions behind the events: a thread or a task goes from one state to the next, and the time spent is booked. */
import { assertNever } from "../base/errors.ts";
import { minus, type Ns } from "../base/time.ts";
import type { TraceEvent, Wait } from "./event.ts";
import {
  type GilState,
  hasEnded,
  type LockState,
  type TaskPhase,
  type TaskState,
  type ThreadState,
  type WaitState,
  type World,
} from "./world.ts";

/** An item, to be changed: one that is shared with a keyframe is replaced by a copy of its own first. */
export function at<Item extends object>(items: Item[], index: number): Item {
  const item = items[index] as Item;
  if (!Object.isFrozen(item)) return item;
  const own = { ...item };
  items[index] = own;
  return own;
}

/** A task, to be changed by the event at hand. */
export function taskAt(world: World, id: number): TaskState {
  world.touched.tasks[id] = world.events;
  return at(world.tasks, id);
}

/** A thread, to be changed by the event at hand. */
export function threadAt(world: World, id: number): ThreadState {
  world.touched.threads[id] = world.events;
  return at(world.threads, id);
}

/** What a task waits for outside has changed, and so how it stands. */
export function touch(world: World, task: number | null): void {
  if (task !== null) world.touched.tasks[task] = world.events;
}

/** The same for a GIL, whose queue has to be its own as well. */
function gilAt(world: World, index: number): GilState {
  const gil = world.gils[index] as GilState;
  if (!Object.isFrozen(gil)) return gil;
  const own = { ...gil, wanted: new Set(gil.wanted) };
  world.gils[index] = own;
  return own;
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
export const phaseOf = (wait: Wait): TaskPhase => PHASE_OF_WAIT[wait];

/** Books the time spent in the old state and enters the new one; the thread's task follows it. */
export function enter(world: World, thread: ThreadState, state: ThreadState["state"], time: Ns): void {
  const spent = time - thread.since;
  if (thread.state === "running") thread.running += spent;
  else if (thread.state === "runnable" || thread.state === "created") thread.runnable += spent;
  else if (thread.state === "waiting") thread.waiting += spent;
  thread.state = state;
  thread.since = time;
  if (thread.task === null) return;
  const task = taskAt(world, thread.task);
  if (state === "running") enterPhase(task, "running", time, null);
  else if (state === "runnable") enterPhase(task, "core", time, null);
  else if (state === "waiting" && thread.wait !== null) enterPhase(task, phaseOf(thread.wait.on), time, thread.wait);
}

export function enterPhase(task: TaskState, phase: TaskPhase, time: Ns, wait: WaitState | null): void {
  if (hasEnded(task.phase)) return;
  if (task.phase !== "pending" && time > task.since) {
    task.waited = { ...task.waited, [task.phase]: (task.waited[task.phase] ?? 0) + (time - task.since) };
  }
  task.phase = phase;
  task.since = time;
  task.wait = wait;
}

export function occupy(world: World, task: TaskState, id: number, threadId: number, time: Ns): void {
  const thread = threadAt(world, threadId);
  thread.task = id;
  task.thread = threadId;
  if (thread.state === "running") enterPhase(task, "running", time, null);
}

export function vacate(world: World, task: TaskState): void {
  if (task.thread === null) return;
  const thread = threadAt(world, task.thread);
  thread.task = null;
  for (const loop of world.loops)
    loop.running = loop.running !== null && world.tasks[loop.running] === task ? null : loop.running;
}

export function endTask(world: World, id: number, phase: TaskPhase, time: Ns): void {
  const task = taskAt(world, id);
  if (task.thread !== null && world.threads[task.thread]?.task === id) vacate(world, task);
  if (phase === "cancelled" || phase === "crashed") forgetWaiting(world, id, task.thread);
  enterPhase(task, phase, time, null);
  task.endedAt = time;
}

/** A task that was stopped may have been waiting for a timer, which is cancelled with it, or a lock; a worker that goes on for it still does. */
function forgetWaiting(world: World, id: number, thread: number | null): void {
  for (const lock of world.locks) {
    const left = lock.waiters.filter((each) => each.task !== id || each.thread !== thread);
    if (left.length < lock.waiters.length) lock.waiters = left;
  }
  for (const [timer, { task, thread: setter }] of world.timers) {
    if (task === id && world.threads[setter]?.wait?.on !== "timer") world.timers.delete(timer);
  }
}

export function exitThread(world: World, id: number, time: Ns): void {
  const thread = threadAt(world, id);
  if (thread.state === "running") at(world.cores, thread.core).running = null;
  enter(world, thread, "exited", time);
  // A thread that is killed may have been waiting: nobody hears of the end of that any more.
  if (thread.wait !== null) {
    for (const pending of [world.io, world.timers]) {
      for (const each of pending.values()) {
        if (each.thread !== id) continue;
        pending.delete(each.id);
        touch(world, each.task);
      }
    }
  }
  // A task that gave the thread back waits on without it.
  const isGone = (each: LockState["waiters"][number]): boolean => {
    if (each.thread !== id) return false;
    return each.task === null || each.task === thread.task || hasEnded((world.tasks[each.task] as TaskState).phase);
  };
  for (const lock of world.locks) {
    if (lock.waiters.some(isGone)) lock.waiters = lock.waiters.filter((each) => !isGone(each));
  }
  if (thread.gilSince !== null) {
    for (const [gil, { wanted }] of world.gils.entries()) {
      if (wanted.has(id)) gilAt(world, gil).wanted.delete(id);
    }
  }
  thread.wait = null;
  thread.burst = null;
  thread.gilSince = null;
}

export function switchCore(world: World, event: Extract<TraceEvent, { kind: "sched.switched" }>): void {
  const { time } = event;
  const core = at(world.cores, event.core);
  if (event.from !== null) {
    core.busy += time - core.since;
    const thread = threadAt(world, event.from);
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
    const thread = threadAt(world, event.to);
    thread.core = event.core;
    enter(world, thread, "running", time);
  }
}

export function stopBurst(world: World, thread: ThreadState, remaining: Ns): void {
  const { burst } = thread;
  if (burst === null) return;
  thread.burst = null;
  if (burst.task === null || (burst.code !== "python" && burst.code !== "native")) return;
  const task = taskAt(world, burst.task);
  const done = minus(burst.amount, remaining);
  task.done += done;
  task.cpu += done;
}

/** Whether two waits are the same one's: a task's, which may have changed its thread meanwhile, or a thread's that works for none. */
export function isSame(
  one: { readonly thread: number; readonly task: number | null },
  other: { readonly thread: number; readonly task: number | null },
): boolean {
  return one.task === other.task && (one.task !== null || one.thread === other.thread);
}

type GilEvent = Extract<TraceEvent, { kind: `gil.${string}` }>;

export function changeGil(world: World, event: GilEvent): void {
  const gil = gilAt(world, event.gil);
  const thread = threadAt(world, event.thread);
  switch (event.kind) {
    case "gil.requested":
      thread.gilSince = event.time;
      gil.wanted.add(event.thread);
      return;
    case "gil.timed-out":
    case "gil.missed":
      return;
    case "gil.drop-requested":
      gil.dropRequestedBy = event.thread;
      return;
    case "gil.acquired":
      if (thread.gilSince !== null) gil.waited += event.time - thread.gilSince;
      thread.gilSince = null;
      gil.wanted.delete(event.thread);
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
export function endRun(world: World, outcome: NonNullable<World["outcome"]>, time: Ns): void {
  world.outcome = outcome;
  for (const [id, { state }] of world.threads.entries()) {
    if (state !== "exited") enter(world, threadAt(world, id), state, time);
  }
  for (const [id, { phase, wait }] of world.tasks.entries()) {
    if (!hasEnded(phase)) enterPhase(taskAt(world, id), phase, time, wait);
  }
  for (const core of world.cores) {
    if (core.running !== null) core.busy += time - core.since;
    core.since = time;
  }
  for (const id of world.gils.keys()) {
    const gil = gilAt(world, id);
    if (gil.holder !== null) gil.held += time - gil.since;
    gil.since = time;
  }
}
