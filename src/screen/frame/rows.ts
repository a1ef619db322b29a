/** The list of tasks: where each of them stands. */
import { atMost, minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import {
  hasEnded,
  type TaskPhase,
  type TaskState,
  type ThreadState,
  type WaitState,
  type World,
} from "../../trace/world.ts";
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
  const rows: TaskRow[] = [];
  for (let id = 0; id < moment.world.tasks.length; id++) rows.push(taskRow(moment, id, id === selected));
  return rows;
}

/** Of very many tasks hardly any does something else than in the frame before: what is known of it holds, and time goes by. */
export function taskRow(moment: Moment, id: number, selected = false): TaskRow {
  const { run, world, now } = moment;
  const known = run.lastTasks;
  if (!known.holds(world, id)) known.keep(world, id, factsOf(moment, world.tasks[id] as TaskState, id));
  const row = known.rows[id] as Row | null;
  return row !== null && !selected ? row : new Row(known.facts[id] as Facts, now, selected);
}

/** The rows of the last frame, by task: what they were made of, and after which events. */
export class LastRows {
  readonly facts: Facts[] = [];
  /** Rows that do not change as time goes by. */
  readonly rows: (Row | null)[] = [];
  readonly #touched: Float64Array;
  /** The thread that it has or had last; -1 for none. */
  readonly #threads: Int32Array;
  /** After which event that thread was as it is told, where it works for the task; else -1, and only its core is told. */
  readonly #served: Float64Array;
  readonly #cores: Int32Array;

  constructor(tasks: number) {
    this.#touched = new Float64Array(tasks).fill(-1);
    this.#threads = new Int32Array(tasks);
    this.#served = new Float64Array(tasks);
    this.#cores = new Int32Array(tasks);
  }

  /** Whether all that is known of a task is still so. */
  holds({ touched, threads }: Readonly<World>, id: number): boolean {
    if (this.#touched[id] !== touched.tasks[id]) return false;
    const thread = this.#threads[id] as number;
    if (thread < 0) return true;
    const served = this.#served[id] as number;
    return served < 0 ? threads[thread]?.core === this.#cores[id] : touched.threads[thread] === served;
  }

  keep({ touched, tasks, threads }: Readonly<World>, id: number, facts: Facts): void {
    const { thread } = tasks[id] as TaskState;
    this.#touched[id] = touched.tasks[id] as number;
    this.#threads[id] = thread ?? -1;
    if (thread !== null) {
      this.#served[id] = facts.served ? (touched.threads[thread] as number) : -1;
      this.#cores[id] = threads[thread]?.core ?? -1;
    }
    this.facts[id] = facts;
    this.rows[id] = isTimeless(facts) ? new Row(facts, ZERO, false) : null;
  }
}

/** What holds of a task until an event is about it: all of its row but how far it is. */
interface Facts extends Omit<TaskRow, "wait" | "step" | "selected"> {
  /** Whether its thread works for it, or is to. */
  readonly served: boolean;
  /** A wait that has an end. */
  readonly timed: { readonly since: Ns; readonly total: Ns } | null;
  readonly leaf: Leaf | null;
}

/** The step it is on. */
interface Leaf extends NonNullable<TaskRow["step"]> {
  /** What comes to what is done while it computes; null where it does not. */
  readonly going: { readonly since: Ns; readonly amount: Ns } | null;
  /** Whether the step is the wait. */
  readonly waits: boolean;
}

const isTimeless = ({ timed, leaf }: Facts): boolean => timed === null && (leaf === null || leaf.going === null);

/** Facts at an instant. */
class Row implements TaskRow {
  readonly facts: Facts;
  readonly now: Ns;
  readonly selected: boolean;

  constructor(facts: Facts, now: Ns, selected: boolean) {
    this.facts = facts;
    this.now = now;
    this.selected = selected;
  }

  get tile(): TaskRow["tile"] {
    return this.facts.tile;
  }
  get parent(): TaskRow["parent"] {
    return this.facts.parent;
  }
  get phase(): TaskRow["phase"] {
    return this.facts.phase;
  }
  get since(): TaskRow["since"] {
    return this.facts.since;
  }
  get core(): TaskRow["core"] {
    return this.facts.core;
  }
  get process(): TaskRow["process"] {
    return this.facts.process;
  }
  get thread(): TaskRow["thread"] {
    return this.facts.thread;
  }
  get holdsGil(): TaskRow["holdsGil"] {
    return this.facts.holdsGil;
  }
  get code(): TaskRow["code"] {
    return this.facts.code;
  }
  get waitsFor(): TaskRow["waitsFor"] {
    return this.facts.waitsFor;
  }
  get answered(): TaskRow["answered"] {
    return this.facts.answered;
  }
  get waited(): TaskRow["waited"] {
    return this.facts.waited;
  }
  get arrival(): TaskRow["arrival"] {
    return this.facts.arrival;
  }
  get finishedAt(): TaskRow["finishedAt"] {
    return this.facts.finishedAt;
  }
  get wait(): TaskRow["wait"] {
    const { timed } = this.facts;
    return timed === null ? null : { done: atMost(minus(this.now, timed.since), timed.total), total: timed.total };
  }

  get step(): TaskRow["step"] {
    const { leaf } = this.facts;
    if (leaf === null) return null;
    const { number, of, kind, text, going, waits, total } = leaf;
    let { done } = leaf;
    if (going !== null) done = atMost((done + atMost(minus(this.now, going.since), going.amount)) as Ns, total);
    else if (waits) done = this.wait?.done ?? ZERO;
    return { number, of, kind, text, done, total };
  }
}

function factsOf(moment: Moment, task: TaskState, id: number): Facts {
  const { run, world } = moment;
  const standing: Standing = task;
  const thread = standing.thread === null ? undefined : world.threads[standing.thread];
  const serves = thread !== undefined && (thread.task === id || task.phase === "start");
  const home = standing.thread === null ? undefined : run.trace.tables.threads[standing.thread];
  const timed = timedOf(moment, standing, id);
  return {
    tile: run.tiles.tasks[id] as TaskRow["tile"],
    parent: run.trace.tables.tasks[id]?.parent ?? null,
    phase: standing.phase,
    since: standing.since,
    core: thread === undefined || thread.core < 0 ? null : thread.core,
    process: task.process ?? home?.process ?? 0,
    thread: standing.thread,
    holdsGil: serves && world.gils.some(({ holder }) => holder === standing.thread),
    code: standing.phase === "running" && serves ? codeOn(thread) : null,
    waitsFor: waitsFor(moment, standing, id),
    answered: isAnswered(moment, standing, id),
    waited: task.waited as TaskRow["waited"],
    arrival: run.trace.tables.tasks[id]?.arrival ?? ZERO,
    finishedAt: task.endedAt,
    served: serves,
    timed,
    leaf: leafOf(moment, task, id, timed, serves ? thread : undefined),
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

function timedOf({ pending }: Moment, { phase, wait }: Standing, id: number): Facts["timed"] {
  const outside = phase === "io" || phase === "timer" ? pending.get(id) : undefined;
  const since = outside?.since ?? wait?.since;
  const until = outside?.due ?? wait?.until;
  if (since === undefined || until === undefined || until === NEVER || hasEnded(phase)) return null;
  return { since, total: minus(until, since) };
}

function leafOf(
  moment: Moment,
  task: TaskState,
  id: number,
  timed: Facts["timed"],
  thread: ThreadState | undefined,
): Leaf | null {
  const steps = moment.run.trace.tables.tasks[id]?.steps ?? [];
  const facts = steps[task.step];
  if (facts === undefined || hasEnded(task.phase)) return null;
  const { kind, text, amount } = facts;
  let done: Ns = ZERO;
  let total: Ns = ZERO;
  let going: Leaf["going"] = null;
  let waits = false;
  if (kind === "cpu" || kind === "native") {
    const burst = thread?.state === "running" && thread.burst?.task === id ? thread.burst : null;
    total = task.amount > 0 ? task.amount : amount;
    done = atMost(task.done as Ns, total);
    if (burst !== null && burst.code !== "system") going = { since: burst.since, amount: burst.amount };
  } else if (kind === "io" || kind === "sleep") {
    waits = timed !== null && (task.phase === "io" || task.phase === "timer");
    total = timed !== null && waits ? timed.total : amount;
    // Before the operation begins nothing; all of it when it is over and the task has not come to itself.
    done = waits || task.phase === "running" || task.phase === "start" ? ZERO : amount;
  }
  return { number: task.step + 1, of: steps.length, kind, text, done, total, going, waits };
}
