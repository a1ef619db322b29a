/** The list of tasks: where each of them stands. */
import { atMost, minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import { hasEnded, type TaskPhase, type TaskState, type ThreadState, type WaitState } from "../../trace/world.ts";
import type { TaskRow } from "./frame.ts";
import { codeOn, type Moment } from "./moment.ts";

/** Where a task stands, as a person would say it. */
interface Standing {
  readonly phase: TaskPhase;
  readonly since: Ns;
  readonly wait: WaitState | null;
  /** The thread that executes it or was made for it. */
  readonly thread: number | null;
}

/** The operation is over, and the task is not on its way: only an event loop that is busy elsewhere does that. */
function isAnswered({ world, pending }: Moment, { phase, thread }: Standing, id: number): boolean {
  if (phase !== "io" && phase !== "timer") return false;
  return !pending.has(id) && (thread === null || world.threads[thread]?.task !== id);
}

export function taskRows(moment: Moment, selected: number | null): TaskRow[] {
  const { run, world } = moment;
  const holders = new Set(world.gils.map((gil) => gil.holder));
  const rows: TaskRow[] = [];
  for (let id = 0; id < world.tasks.length; id++) {
    const task = world.tasks[id] as TaskState;
    const still = task.phase === "pending" ? "before" : hasEnded(task.phase) ? "after" : null;
    if (still === null || id === selected) rows.push(taskRow(moment, task, id, holders, id === selected));
    else rows.push(run.still(still, id, () => taskRow(moment, task, id, holders, false)));
  }
  return rows;
}

function taskRow(
  moment: Moment,
  task: TaskState,
  id: number,
  holders: ReadonlySet<number | null>,
  selected: boolean,
): TaskRow {
  const { run, world } = moment;
  const standing: Standing = task;
  const thread = standing.thread === null ? undefined : world.threads[standing.thread];
  const serves = thread !== undefined && (thread.task === id || task.phase === "start");
  const home = standing.thread === null ? undefined : run.trace.tables.threads[standing.thread];
  const wait = waitOf(moment, standing, id);
  return {
    tile: run.tiles.tasks[id] as TaskRow["tile"],
    parent: run.trace.tables.tasks[id]?.parent ?? null,
    phase: standing.phase,
    since: standing.since,
    core: thread === undefined || thread.core < 0 ? null : thread.core,
    process: task.process ?? home?.process ?? 0,
    thread: standing.thread,
    holdsGil: serves && holders.has(standing.thread),
    code: standing.phase === "running" && serves ? codeOn(thread) : null,
    waitsFor: waitsFor(moment, standing, id),
    answered: isAnswered(moment, standing, id),
    wait,
    step: stepOf(moment, task, id, wait, serves ? thread : undefined),
    waited: task.waited as TaskRow["waited"],
    arrival: run.trace.tables.tasks[id]?.arrival ?? ZERO,
    finishedAt: task.endedAt,
    selected,
  };
}

function waitsFor({ run, world, pending }: Moment, standing: Standing, id: number): string {
  const object = standing.wait?.object ?? null;
  switch (standing.phase) {
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
      return world.procs.length > 0 ? "a P" : `the ${run.trace.tables.loops[0]?.name ?? "event loop"}`;
    case "start":
      return standing.thread === null && world.executors.length > 0 ? "a worker" : "its turn";
    default:
      return "";
  }
}

/** Progress of a wait that has an end. */
function waitOf({ pending, now }: Moment, { phase, wait }: Standing, id: number): TaskRow["wait"] {
  const outside = phase === "io" || phase === "timer" ? pending.get(id) : undefined;
  const since = outside?.since ?? wait?.since;
  const until = outside?.due ?? wait?.until;
  if (since === undefined || until === undefined || until === NEVER || hasEnded(phase)) return null;
  const total = minus(until, since);
  return { done: atMost(minus(now, since), total), total };
}

function stepOf(
  moment: Moment,
  task: TaskState,
  id: number,
  wait: TaskRow["wait"],
  thread: ThreadState | undefined,
): TaskRow["step"] {
  const steps = moment.run.trace.tables.tasks[id]?.steps ?? [];
  const facts = steps[task.step];
  if (facts === undefined || hasEnded(task.phase)) return null;
  const { kind, text, amount } = facts;
  let done: Ns = ZERO;
  let total: Ns = ZERO;
  if (kind === "cpu" || kind === "native") {
    const burst = thread?.state === "running" && thread.burst?.task === id ? thread.burst : null;
    const going =
      burst === null || burst.code === "system" ? ZERO : atMost(minus(moment.now, burst.since), burst.amount);
    total = task.amount > 0 ? task.amount : amount;
    done = atMost((task.done + going) as Ns, total);
  } else if (kind === "io" || kind === "sleep") {
    const waits = wait !== null && (task.phase === "io" || task.phase === "timer");
    total = waits ? wait.total : amount;
    // Before the operation begins nothing; all of it when it is over and the task has not come to itself.
    done = waits ? wait.done : task.phase === "running" || task.phase === "start" ? ZERO : amount;
  }
  return { number: task.step + 1, of: steps.length, kind, text, done, total };
}
