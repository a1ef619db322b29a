/** How each event changes the world. The kernel never runs backwards; going back is folding again from an earlier keyframe. */
import { assertNever } from "../base/errors.ts";
import type { Ns } from "../base/time.ts";
import type { TraceEvent } from "./event.ts";
import { changeProcs } from "./procs.ts";
import {
  at,
  changeGil,
  endRun,
  endTask,
  enter,
  enterPhase,
  exitThread,
  isSame,
  occupy,
  phaseOf,
  stopBurst,
  switchCore,
  taskAt,
  threadAt,
  touch,
  vacate,
} from "./transitions.ts";
import type { World } from "./world.ts";

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
      const thread = threadAt(world, event.thread);
      thread.state = "created";
      thread.since = thread.createdAt = time;
      if (thread.own !== null) occupy(world, taskAt(world, thread.own), thread.own, event.thread, time);
      return;
    }
    case "thread.started":
      return;
    case "thread.parked":
      threadAt(world, event.thread).wait = { on: event.on, object: event.object, since: time, until: event.until };
      return;
    case "thread.timed-out":
      return;
    case "thread.exited":
      exitThread(world, event.thread, time);
      return;
    case "sched.woken": {
      const thread = threadAt(world, event.thread);
      thread.wait = null;
      thread.core = event.core;
      enter(world, thread, "runnable", time);
      return;
    }
    case "sched.switched":
      switchCore(world, event);
      return;
    case "sched.migrated":
      threadAt(world, event.thread).core = event.to;
      world.migrations++;
      return;
    case "core.offlined":
      at(world.cores, event.core).online = false;
      return;
    case "core.onlined":
      at(world.cores, event.core).online = true;
      return;
    case "cpu.started":
      threadAt(world, event.thread).burst = { code: event.code, task: event.task, amount: event.amount, since: time };
      return;
    case "cpu.stopped":
      stopBurst(world, threadAt(world, event.thread), event.remaining);
      return;
    case "io.submitted":
      touch(world, event.task);
      world.io.set(event.io, {
        id: event.io,
        device: event.device,
        task: event.task,
        thread: event.thread,
        since: time,
        due: event.due,
      });
      return;
    case "io.completed": {
      world.io.delete(event.io);
      // With no thread of its own it waits for its event loop from here on, which may take a while to look.
      const task = event.task === null ? null : taskAt(world, event.task);
      const isCarried = task?.thread != null && world.threads[task.thread]?.task === event.task;
      if (task?.phase === "io" && !isCarried) enterPhase(task, "loop", time, null);
      return;
    }
    case "device.retimed":
      for (const [io, pending] of world.io) {
        if (pending.device !== event.device) continue;
        touch(world, pending.task);
        world.io.set(io, { ...pending, due: Math.max(time, pending.since + event.length) as Ns });
      }
      return;
    case "timer.set":
      touch(world, event.task);
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
      touch(world, world.timers.get(event.timer)?.task ?? null);
      world.timers.delete(event.timer);
      return;
    case "lock.requested": {
      const lock = at(world.locks, event.lock);
      lock.waiters = [...lock.waiters, { thread: event.thread, task: event.task }];
      return;
    }
    case "lock.acquired": {
      const lock = at(world.locks, event.lock);
      const first = lock.waiters.findIndex((each) => isSame(each, event));
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
    case "gil.missed":
      changeGil(world, event);
      return;
    case "interval.set":
      world.switchInterval = event.interval;
      return;
    case "task.created": {
      const task = taskAt(world, event.task);
      task.createdAt = time;
      enterPhase(task, "start", time, null);
      return;
    }
    case "task.started": {
      const task = taskAt(world, event.task);
      task.startedAt ??= time;
      occupy(world, task, event.task, event.thread, time);
      return;
    }
    case "task.stepped": {
      const task = taskAt(world, event.task);
      task.step = event.step;
      task.turn = event.turn;
      task.amount = event.amount;
      task.done = 0;
      return;
    }
    case "task.suspended": {
      const task = taskAt(world, event.task);
      vacate(world, task);
      const wait = { on: event.on, object: event.object, since: time, until: event.until };
      enterPhase(task, phaseOf(event.on), time, wait);
      return;
    }
    case "task.readied": {
      const task = taskAt(world, event.task);
      if (task.thread !== null && world.threads[task.thread]?.task === event.task) vacate(world, task);
      enterPhase(task, "loop", time, null);
      return;
    }
    case "task.resumed":
      occupy(world, taskAt(world, event.task), event.task, event.thread, time);
      return;
    case "task.finished":
      endTask(world, event.task, "finished", time);
      return;
    case "task.failed":
      endTask(world, event.task, "failed", time);
      return;
    case "task.cancel-requested":
      taskAt(world, event.task).cancelRequested = true;
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
      executor.queued.set(event.item, event.task);
      return;
    }
    case "executor.taken": {
      const executor = at(world.executors, event.executor);
      executor.queued.delete(event.item);
      executor.busy++;
      return;
    }
    case "executor.finished": {
      const thread = threadAt(world, event.thread);
      if (thread.task === event.task) thread.task = null;
      at(world.executors, event.executor).busy--;
      return;
    }
    case "executor.dropped": {
      const executor = at(world.executors, event.executor);
      executor.queued.delete(event.item);
      return;
    }
    case "executor.broken": {
      const executor = at(world.executors, event.executor);
      executor.queued.clear();
      executor.busy = 0;
      return;
    }
    case "ipc.sent":
    case "ipc.received":
      return;
    case "proc.acquired":
    case "proc.released":
    case "proc.handed-off":
    case "goroutine.queued":
    case "goroutine.scheduled":
    case "goroutine.stolen":
    case "goroutine.fetched":
    case "goroutine.spilled":
      changeProcs(world, event);
      return;
    case "goroutine.preempted":
    case "runtime.deadlocked":
      return;
    case "variable.read":
      return;
    case "variable.written": {
      const variable = at(world.variables, event.variable);
      variable.lost += (variable.updates[event.space] ?? 0) + 1 - event.updates;
      variable.values = { ...variable.values, [event.space]: event.value };
      variable.updates = { ...variable.updates, [event.space]: event.updates };
      return;
    }
    case "run.ended":
      endRun(world, event.outcome, time);
      return;
    default:
      assertNever(event);
  }
}
