/** The lists of a frame: where every task, thread, loop and process stands. */
import { atMost, minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import type { Code } from "../../trace/event.ts";
import { hasEnded, type Pending, type TaskPhase, type TaskState, type ThreadState, type World } from "../../trace/world.ts";
import type { ExecutorRow, LoopRow, ProcessRow, TaskRow, ThreadRow } from "./frame.ts";
import type { PreparedRun } from "./prepared.ts";

/** A world, and an instant at or after its last event. */
export interface Moment {
  readonly run: PreparedRun;
  readonly world: Readonly<World>;
  readonly now: Ns;
  /** What each task waits for outside. */
  readonly pending: ReadonlyMap<number, Pending>;
}

export function momentOf(run: PreparedRun, world: Readonly<World>, now: Ns): Moment {
  const pending = new Map<number, Pending>();
  for (const timer of world.timers.values()) if (timer.task !== null) pending.set(timer.task, timer);
  for (const io of world.io.values()) if (io.task !== null) pending.set(io.task, io);
  return { run, world, now, pending };
}

/** What a thread on a core computes; between two stretches it is the system's turn. */
export function codeOn(thread: ThreadState): Code | null {
  if (thread.state !== "running") return null;
  return thread.burst?.code ?? "system";
}

export function taskRows(moment: Moment, selected: number | null): TaskRow[] {
  const { run, world } = moment;
  const holders = new Set(world.gils.map((gil) => gil.holder));
  return world.tasks.map((task, id): TaskRow => {
    const thread = task.thread === null ? undefined : world.threads[task.thread];
    const serves = thread !== undefined && thread.task === id;
    const facts = run.trace.tables.tasks[id] as PreparedRun["trace"]["tables"]["tasks"][number];
    const process = task.process ?? (task.thread === null ? 0 : run.trace.tables.threads[task.thread]?.process) ?? 0;
    return {
      tile: run.tiles.tasks[id] as TaskRow["tile"],
      phase: task.phase,
      since: task.since,
      core: thread === undefined || thread.core < 0 ? null : thread.core,
      process,
      thread: task.thread,
      holdsGil: serves && holders.has(task.thread),
      code: task.phase === "running" && serves ? codeOn(thread) : null,
      waitsFor: waitsFor(moment, task, id),
      wait: waitOf(moment, task, id),
      step: stepOf(moment, task, id, serves ? thread : undefined),
      waited: waitedOf(task, moment.now),
      arrival: facts.arrival,
      finishedAt: task.endedAt,
      selected: id === selected,
    };
  });
}

function waitsFor({ run, world, pending }: Moment, task: TaskState, id: number): string {
  const object = task.wait?.object ?? null;
  switch (task.phase) {
    case "gil":
      return "the GIL";
    case "io": {
      const device = pending.get(id)?.device ?? object;
      return device === null ? "I/O" : (run.names.devices[device] ?? "I/O");
    }
    case "timer":
      return "a timer";
    case "lock":
      return object === null ? "a lock" : (run.names.locks[object] ?? "a lock");
    case "queue":
      return object === null ? "a queue" : (run.names.queues[object] ?? "a queue");
    case "join":
      return "its parts";
    case "result":
      return "a worker";
    case "core":
      return "a core";
    case "loop":
      return "the event loop";
    case "start":
      return task.thread === null && world.executors.length > 0 ? "a worker" : "its turn";
    default:
      return "";
  }
}

/** Progress of a wait that has an end. */
function waitOf({ pending, now }: Moment, task: TaskState, id: number): TaskRow["wait"] {
  const outside = task.phase === "io" || task.phase === "timer" ? pending.get(id) : undefined;
  const since = outside?.since ?? task.wait?.since;
  const until = outside?.due ?? task.wait?.until;
  if (since === undefined || until === undefined || until === NEVER || hasEnded(task.phase)) return null;
  const total = minus(until, since);
  return { done: atMost(minus(now, since), total), total };
}

function stepOf(moment: Moment, task: TaskState, id: number, thread: ThreadState | undefined): TaskRow["step"] {
  const steps = moment.run.trace.tables.tasks[id]?.steps ?? [];
  const facts = steps[task.step];
  if (facts === undefined || hasEnded(task.phase)) return null;
  const place = { number: task.step + 1, of: steps.length, kind: facts.kind, text: facts.text };
  const computes = facts.kind === "cpu" || facts.kind === "native";
  if (computes) {
    const burst = thread?.state === "running" && thread.burst?.task === id ? thread.burst : null;
    const total = task.amount > 0 ? task.amount : facts.amount;
    const going = burst === null || burst.code === "system" ? ZERO : atMost(minus(moment.now, burst.since), burst.amount);
    return { ...place, done: atMost((task.done + going) as Ns, total), total };
  }
  const wait = waitOf(moment, task, id);
  if (facts.kind !== "io" && facts.kind !== "sleep") return { ...place, done: ZERO, total: ZERO };
  if (wait !== null && (task.phase === "io" || task.phase === "timer")) return { ...place, ...wait };
  // Before the operation begins, or after it is over and the task has not come to itself.
  const begun = task.phase !== "running" && task.phase !== "start";
  return { ...place, done: begun ? facts.amount : ZERO, total: facts.amount };
}

function waitedOf(task: TaskState, now: Ns): TaskRow["waited"] {
  const waited = task.waited as Readonly<Partial<Record<TaskPhase, Ns>>>;
  if (task.phase === "pending" || task.phase === "running" || hasEnded(task.phase)) return waited;
  return { ...waited, [task.phase]: ((waited[task.phase] ?? 0) + minus(now, task.since)) as Ns };
}

export function threadRows({ run, world }: Moment): ThreadRow[] {
  return world.threads.map((thread, id): ThreadRow => {
    const facts = run.trace.tables.threads[id] as PreparedRun["trace"]["tables"]["threads"][number];
    return {
      thread: id,
      name: run.tiles.threads[id]?.name ?? facts.name,
      process: facts.process,
      role: facts.role,
      state: thread.state,
      waitsFor: thread.state === "waiting" ? (thread.wait?.on ?? "") : "",
      core: thread.state === "running" ? thread.core : null,
      task: run.tileOf(thread.task),
    };
  });
}

export function loopRows({ run, world, now }: Moment): LoopRow[] {
  const { loops, threads } = run.trace.tables;
  return world.loops.map((loop, id): LoopRow => {
    const facts = loops[id] as PreparedRun["trace"]["tables"]["loops"][number];
    const own = [...world.timers.values()].filter((timer) => threads[timer.thread]?.process === facts.process);
    own.sort((a, b) => a.due - b.due);
    return {
      label: loops.length === 1 ? "event loop" : facts.name,
      process: facts.process,
      iteration: loop.iteration,
      state: loop.state,
      ready: loop.ready.map((task) => run.tileOf(task)),
      timers: own.map((timer) => ({ tile: run.tileOf(timer.task), inNs: Math.max(0, timer.due - now) as Ns })),
      running: run.tileOf(loop.running),
    };
  });
}

export function executorRows({ run, world }: Moment): ExecutorRow[] {
  return world.executors.map((executor, id): ExecutorRow => {
    const facts = run.trace.tables.executors[id] as PreparedRun["trace"]["tables"]["executors"][number];
    return {
      label: facts.name,
      workers: facts.workers,
      busy: executor.busy,
      queued: executor.queued.map(({ task }) => run.tileOf(task)),
    };
  });
}

export function processRows({ run, world }: Moment): ProcessRow[] {
  return world.processes.flatMap(({ state }, id): ProcessRow[] =>
    state === "none" ? [] : [{ process: id, name: run.names.processes[id] ?? "", state }],
  );
}
