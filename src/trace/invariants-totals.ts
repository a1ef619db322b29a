/** Laws of a finished run: what went in came out, and its outcome is what happened. */
import { WAITING_PHASES } from "./metrics.ts";
import type { Trace } from "./trace.ts";
import { hasEnded, type TaskState, type ThreadState, type World } from "./world.ts";

/** @param world after the last event. */
export function totalViolations(trace: Trace, world: Readonly<World>): readonly string[] {
  return [
    ...world.threads.flatMap((thread, id) => lifetime(thread, id)),
    ...world.tasks.flatMap((task, id) => taskTime(task, id, world)),
    ...world.gils.flatMap((gil, id) => (gil.held > world.time ? [`GIL ${id} was held for ${gil.held}`] : [])),
    ...coreTime(world),
    ...ending(trace, world),
  ];
}

function lifetime(thread: ThreadState, id: number): readonly string[] {
  const sum = thread.running + thread.runnable + thread.waiting;
  const life = thread.since - thread.createdAt;
  return sum === life ? [] : [`thread ${id} lived ${life}, of which ${sum} is accounted for`];
}

function taskTime(task: TaskState, id: number, world: Readonly<World>): readonly string[] {
  if (task.createdAt === null) return [];
  const life = (task.endedAt ?? world.time) - task.createdAt;
  const sum = (["running", ...WAITING_PHASES] as const).reduce((all, phase) => all + (task.waited[phase] ?? 0), 0);
  const over = task.cpu > (task.waited.running ?? 0) ? [`task ${id} computed longer than it ran`] : [];
  return sum === life ? over : [...over, `task ${id} lived ${life}, of which ${sum} is accounted for`];
}

function coreTime(world: Readonly<World>): readonly string[] {
  const busy = world.cores.reduce((sum, core) => sum + core.busy, 0);
  const running = world.threads.reduce((sum, thread) => sum + thread.running, 0);
  const over = world.cores.flatMap((core, id) =>
    core.busy > world.time ? [`core ${id} was busy for ${core.busy}`] : [],
  );
  return busy === running ? over : [...over, `cores were busy for ${busy} and threads ran for ${running}`];
}

function ending({ tables }: Trace, world: Readonly<World>): readonly string[] {
  const { outcome } = world;
  const open = world.tasks.filter((task, id) => tables.tasks[id]?.parent === null && !hasEnded(task.phase)).length;
  const active = world.threads.filter((thread) => thread.state === "running" || thread.state === "runnable").length;
  const crashed = world.processes[0]?.state === "crashed";
  if (outcome === null) return ["the run has no end"];
  if (outcome === "budget-exhausted") return [];
  const found: string[] = [];
  if ((outcome === "crashed") !== crashed) found.push(`${outcome}, and the first process ${world.processes[0]?.state}`);
  if (outcome === "completed" && open > 0) found.push(`completed with ${open} tasks open`);
  if (outcome === "deadlocked" && open === 0) found.push("deadlocked with no task open");
  if (active > 0) found.push(`${outcome} with ${active} threads able to run`);
  if (world.io.size > 0) found.push(`${outcome} with ${world.io.size} operations under way`);
  if (outcome === "deadlocked" && world.timers.size > 0) found.push(`deadlocked with ${world.timers.size} timers set`);
  for (const [id, thread] of world.threads.entries()) {
    if (outcome === "completed" && thread.state !== "exited")
      found.push(`completed, and thread ${id} is ${thread.state}`);
  }
  for (const [id, lock] of world.locks.entries()) {
    const gone = lock.waiters.filter(({ task }) => task !== null && hasEnded((world.tasks[task] as TaskState).phase));
    if (gone.length > 0) found.push(`lock ${id} has ${gone.length} waiters that have ended`);
  }
  return found;
}
