/** A run instant by instant: the world after each, and who was touched in it. What begins and ends at one instant is not seen between. */
import type { Ns } from "../../base/time.ts";
import { apply } from "../../trace/apply.ts";
import type { TraceEvent } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import { initialWorld, type World } from "../../trace/world.ts";

/** By identity, the last event that touched it. */
type Touched = Map<number, number>;

export interface Instant {
  readonly time: Ns;
  readonly events: readonly TraceEvent[];
  readonly threads: Touched;
  readonly tasks: Touched;
  readonly cores: Touched;
  readonly gils: Touched;
  readonly loops: Touched;
  readonly executors: Touched;
  readonly procs: Touched;
  /** How the state in which a thread, a task or a core was came to its end, where an event says so. */
  readonly threadEnds: Map<number, string>;
  readonly taskEnds: Map<number, string>;
  readonly coreEnds: Map<number, string>;
}

/**
 * The instants in order; each belongs to the walk and is used before the next is asked for.
 *
 * @param world of the walk: `walkOf` makes both.
 * @param see told each event right after it was applied.
 */
export function* instantsOf(
  trace: Trace,
  world: World,
  see: (event: TraceEvent) => void = () => {},
): Generator<Instant, void, void> {
  const { log, tables } = trace;
  /** The thread made for a task, and where threads, tasks and processors were at the last instant. */
  const own = new Map(
    tables.threads.flatMap(({ role, task }, id) => (role === "task" && task !== null ? [[task, id]] : [])),
  );
  const place = new Follower(world, own);
  let seq = 0;
  while (seq < log.length) {
    const time = log.timeAt(seq);
    const events: TraceEvent[] = [];
    const instant = newInstant(time, events);
    for (; seq < log.length && log.timeAt(seq) === time; seq++) {
      const event = log.at(seq);
      apply(world, event);
      events.push(event);
      touch(instant, event);
      tell(instant, event);
      if (event.kind === "run.ended") touchAll(instant, world, seq);
      see(event);
    }
    place.follow(instant);
    yield instant;
  }
}

/** The world of a walk, before its first event. */
export const worldOf = ({ header, tables }: Trace): World => initialWorld(header, tables);

const newInstant = (time: Ns, events: readonly TraceEvent[]): Instant => ({
  time,
  events,
  threads: new Map(),
  tasks: new Map(),
  cores: new Map(),
  gils: new Map(),
  loops: new Map(),
  executors: new Map(),
  procs: new Map(),
  threadEnds: new Map(),
  taskEnds: new Map(),
  coreEnds: new Map(),
});

/** Which of an event's fields name whom. */
const FIELDS = [
  ["thread", "threads"],
  ["holder", "threads"],
  ["task", "tasks"],
  ["core", "cores"],
  ["gil", "gils"],
  ["loop", "loops"],
  ["executor", "executors"],
  ["proc", "procs"],
] as const;

function touch(instant: Instant, event: TraceEvent): void {
  const { seq } = event;
  const facts = event as unknown as Readonly<Record<string, unknown>>;
  for (const [field, list] of FIELDS) {
    const id = facts[field];
    if (typeof id === "number") instant[list].set(id, seq);
  }
  if (event.kind === "sched.switched") {
    if (event.from !== null) instant.threads.set(event.from, seq);
    if (event.to !== null) instant.threads.set(event.to, seq);
  } else if (event.kind === "goroutine.stolen") {
    instant.procs.set(event.from, seq);
    instant.procs.set(event.to, seq);
  }
}

/** At the end of a run everybody is looked at once more. */
function touchAll(instant: Instant, world: World, seq: number): void {
  const lists = ["threads", "tasks", "cores", "gils", "loops", "executors", "procs"] as const;
  for (const list of lists) for (const id of world[list].keys()) instant[list].set(id, seq);
  for (const [id, { state }] of world.threads.entries()) {
    if (state !== "exited" && !instant.threadEnds.has(id)) instant.threadEnds.set(id, "run ended");
  }
}

function tell({ threadEnds, taskEnds, coreEnds }: Instant, event: TraceEvent): void {
  switch (event.kind) {
    case "gil.released":
      if (event.forced) first(threadEnds, event.thread, "told to let go of the GIL");
      return;
    case "sched.switched":
      if (event.to !== null) first(threadEnds, event.to, "got a core");
      if (event.from === null) return;
      first(threadEnds, event.from, event.reason);
      first(coreEnds, event.core, threadEnds.get(event.from) ?? event.reason);
      return;
    case "thread.timed-out":
      return first(threadEnds, event.thread, "timed out");
    case "thread.exited":
      return first(threadEnds, event.thread, "exited");
    case "sched.woken":
      return first(threadEnds, event.thread, "woken");
    case "goroutine.preempted":
      if (event.task !== null) first(taskEnds, event.task, "preempted");
      return;
    case "task.suspended":
    case "task.readied":
    case "task.resumed":
    case "task.finished":
    case "task.failed":
    case "task.cancelled":
    case "task.crashed":
      return first(taskEnds, event.task, event.kind.slice("task.".length));
  }
}

/** What was until this instant ended with the first that happened; the rest came and went in no time. */
function first(ends: Map<number, string>, id: number, ended: string): void {
  if (!ends.has(id)) ends.set(id, ended);
}

/** Where a thread was touched, so were its core, its task, its processor; where a task was, so was who carries it. */
class Follower {
  readonly #world: World;
  readonly #own: ReadonlyMap<number, number>;
  readonly #coreOf: number[] = [];
  readonly #taskOf: (number | null)[] = [];
  readonly #procOf = new Map<number, number>();

  constructor(world: World, own: ReadonlyMap<number, number>) {
    this.#world = world;
    this.#own = own;
  }

  follow(instant: Instant): void {
    const { threads, tasks, cores, procs } = instant;
    for (const [task, seq] of tasks) {
      const thread = this.#own.get(task) ?? this.#world.tasks[task]?.thread ?? null;
      if (thread !== null && !threads.has(thread)) threads.set(thread, seq);
    }
    for (const event of instant.events) {
      if (event.kind === "proc.acquired") this.#procOf.set(event.thread, event.proc);
      else if (event.kind === "proc.released" || event.kind === "proc.handed-off") this.#procOf.delete(event.thread);
    }
    for (const [id, seq] of threads) {
      const thread = this.#world.threads[id];
      if (thread === undefined) continue;
      for (const core of [thread.core, this.#coreOf[id] ?? -1]) if (core >= 0 && !cores.has(core)) cores.set(core, seq);
      for (const task of [thread.task, this.#taskOf[id] ?? null]) {
        if (task !== null && !tasks.has(task)) tasks.set(task, seq);
      }
      const proc = this.#procOf.get(id);
      if (proc !== undefined && !procs.has(proc)) procs.set(proc, seq);
      this.#coreOf[id] = thread.core;
      this.#taskOf[id] = thread.task;
    }
  }
}
