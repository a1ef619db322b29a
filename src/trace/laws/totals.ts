/** A finished run: what went in came out, and its outcome is what happened. */
import { WAITING_PHASES } from "../metrics.ts";
import type { TraceTables } from "../trace.ts";
import {
  type GilState,
  hasEnded,
  type LockState,
  type Pending,
  type TaskState,
  type ThreadState,
  type World,
} from "../world.ts";

/** @param world after the last event. */
export function totalViolations(tables: TraceTables, world: Readonly<World>): readonly string[] {
  return [
    ...world.threads.flatMap(threadTime),
    ...world.threads.flatMap(({ state }, id) => {
      const process = tables.threads[id]?.process as number;
      const crashed = world.processes[process]?.state === "crashed";
      return crashed && state !== "exited" ? [`thread ${id} is ${state}, and its process crashed`] : [];
    }),
    ...world.tasks.flatMap((task, id) => taskTime(task, id, world)),
    ...coreTime(world),
    ...gilTime(world),
    ...ending(tables, world),
    ...world.locks.flatMap((lock, id) => lockWaiters(lock, id, world)),
    ...world.gils.flatMap((gil, id) => gilWaiters(gil, id, world)),
  ];
}

function threadTime(thread: ThreadState, id: number): readonly string[] {
  const sum = thread.running + thread.runnable + thread.waiting;
  const life = thread.since - thread.createdAt;
  return sum === life ? [] : [`thread ${id} lived ${life}, and ${sum} is accounted for`];
}

function taskTime(task: TaskState, id: number, world: Readonly<World>): readonly string[] {
  if (task.createdAt === null) return [];
  const life = (task.endedAt ?? world.time) - task.createdAt;
  const sum = (["running", ...WAITING_PHASES] as const).reduce((all, phase) => all + (task.waited[phase] ?? 0), 0);
  if (sum !== life) return [`task ${id} lived ${life}, and ${sum} is accounted for`];
  // What a worker has begun goes on when the task is cancelled.
  return task.phase !== "cancelled" && task.cpu > (task.waited.running ?? 0)
    ? [`task ${id} computed longer than it ran`]
    : [];
}

function coreTime(world: Readonly<World>): readonly string[] {
  const busy = world.cores.reduce((sum, core) => sum + core.busy, 0);
  const running = world.threads.reduce((sum, thread) => sum + thread.running, 0);
  if (busy !== running) return [`cores were busy for ${busy}, and threads ran for ${running}`];
  return world.cores.flatMap((core, id) => (core.busy > world.time ? [`core ${id} was busy for ${core.busy}`] : []));
}

const gilTime = (world: Readonly<World>): readonly string[] =>
  world.gils.flatMap((gil, id) => (gil.held > world.time ? [`GIL ${id} was held for ${gil.held}`] : []));

function ending(tables: TraceTables, world: Readonly<World>): readonly string[] {
  const { outcome, threads, tasks, io, timers } = world;
  if (outcome === null) return ["the run has no end"];
  if (outcome === "budget-exhausted") return [];
  const unfinished = tasks.filter((task, id) => tables.tasks[id]?.parent === null && !hasEnded(task.phase)).length;
  const able = threads.filter((thread) => thread.state === "running" || thread.state === "runnable").length;
  const left = threads.filter(({ state }) => state !== "exited").length;
  const crashed = world.processes[0]?.state === "crashed";
  const found: string[] = [];
  if ((outcome === "crashed") !== crashed) found.push(`${outcome}, and the first process ${world.processes[0]?.state}`);
  if (able > 0) found.push(`${outcome}, and ${able} threads could run`);
  const open = (pending: Pending) => threads[pending.thread]?.state !== "exited";
  const operations = [...io.values()].filter(open).length;
  if (operations > 0) found.push(`${outcome}, and ${operations} operations are under way`);
  if (outcome === "completed" && unfinished > 0) found.push(`completed, and ${unfinished} tasks are open`);
  if (outcome === "completed" && left > 0) found.push(`completed, and ${left} threads are there`);
  if (outcome === "deadlocked" && unfinished + left === 0) found.push("deadlocked, and no task and no thread is open");
  if (outcome === "deadlocked" && timers.size > 0) found.push(`deadlocked, and ${timers.size} timers are set`);
  return found;
}

function lockWaiters(lock: LockState, id: number, world: Readonly<World>): readonly string[] {
  const gone = lock.waiters.filter(({ task, thread }) => {
    const ended = task !== null && hasEnded((world.tasks[task] as TaskState).phase);
    return ended && world.threads[thread]?.wait?.on !== "lock";
  });
  return gone.length === 0 ? [] : [`lock ${id} is waited for by ${gone.length} tasks that have ended`];
}

function gilWaiters(gil: GilState, id: number, world: Readonly<World>): readonly string[] {
  const gone = [...gil.wanted].filter((thread) => world.threads[thread]?.state === "exited");
  return gone.length === 0 ? [] : [`GIL ${id} is wanted by ${gone.length} threads that have exited`];
}
