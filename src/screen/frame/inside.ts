/** The machinery of a model at one moment: locks, loops, pools, Go's scheduler and the system's, as far as the run has them. */

import { minus, NEVER, type Ns, ZERO } from "../../base/time.ts";
import { executorFinished, gilAcquired, goroutineScheduled } from "../../trace/event.ts";
import type { SpanTrack } from "../../trace/span-track.ts";
import type { GilState, ThreadState } from "../../trace/world.ts";
import type { ExecutorRow, LoopRow, ProcRow, Tile } from "./frame.ts";
import type { Moment } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { executorRows, goroutineTile, loopRows, procRows, threadRows } from "./services.ts";

/** Where a GIL stands: nobody has it; somebody has it; and is asked to leave; has left; another one has it from this moment on. */
export type GilStand = "free" | "held" | "asked" | "released" | "handed";

export interface InsideGil {
  readonly owner: string;
  readonly stand: GilStand;
  /** Whether it counts ticks instead of time, as CPython 2's. */
  readonly ticks: boolean;
  readonly holder: Tile | null;
  readonly last: Tile | null;
  /** Since it was taken, or let go. */
  readonly since: Ns;
  readonly askedBy: Tile | null;
  /** Must wait until somebody else has had it: it honoured a request to leave. */
  readonly mustWait: Tile | null;
  /** In the order of their requests. */
  readonly waiters: readonly {
    readonly tile: Tile;
    /** In the present timed wait, or in all where there is none. */
    readonly waited: Ns;
    /** After which it asks the holder to leave; null where it waits without a clock. */
    readonly interval: Ns | null;
    /** Awake: it takes the GIL as soon as it gets to it and finds it free. */
    readonly awake: boolean;
  }[];
  readonly acquisitions: number;
  readonly handoffs: number;
  readonly forced: number;
}

/** A task that waits outside, and for how long yet where that is known. */
export interface Outside {
  readonly tile: Tile;
  readonly what: string;
  readonly left: Ns | null;
}

export interface InsideLoop extends LoopRow {
  readonly hub: boolean;
  /** Its timers, the next one first; those that are over and not looked at yet have less than nothing left. */
  readonly due: readonly { readonly tile: Tile | null; readonly left: Ns }[];
  /** How long it has had the thread. */
  readonly runningFor: Ns;
  /** Who waits for news from outside. */
  readonly outside: readonly Outside[];
  /** Whose news is there, and the loop has not asked the system for any since. */
  readonly answered: readonly Tile[];
}

export interface InsideWorker {
  readonly name: string;
  readonly tile: Tile | null;
  readonly busyFor: Ns;
  /** What its thread does, in a word or two. */
  readonly words: string;
}

export interface InsidePool extends ExecutorRow {
  readonly staff: readonly InsideWorker[];
  /** Its machinery in the parent process. */
  readonly helpers: readonly InsideWorker[];
  readonly done: number;
  /** Whether calls go to other processes. */
  readonly posts: boolean;
}

export interface InsideProc extends ProcRow {
  readonly running: Tile | null;
  /** How long its present time slice has lasted. */
  readonly slice: Ns;
}

export interface InsideGo {
  readonly procs: readonly InsideProc[];
  readonly global: readonly Tile[];
  /** Threads in system calls, and for whom. */
  readonly calls: readonly InsideWorker[];
  readonly idle: number;
  readonly outside: readonly Outside[];
  /** The system monitor, where it has a thread. */
  readonly monitor: InsideWorker | null;
}

export interface InsideCore {
  readonly label: string;
  readonly running: Tile | null;
  readonly since: Ns;
  /** Runnable threads on its queue. */
  readonly queue: readonly Tile[];
}

export interface Inside {
  readonly gils: readonly InsideGil[];
  readonly loops: readonly InsideLoop[];
  readonly pools: readonly InsidePool[];
  readonly go: InsideGo | null;
  readonly cores: readonly InsideCore[];
}

export function insideAt(moment: Moment): Inside {
  const { world } = moment;
  return {
    gils: world.gils.map((gil, id) => gilAt(moment, gil, id)),
    loops: loopsAt(moment),
    pools: poolsAt(moment),
    go: world.procs.length === 0 ? null : goAt(moment),
    cores: coresAt(moment),
  };
}

const tileOf = ({ run, world }: Moment, thread: number): Tile => {
  const { burst, task } = world.threads[thread] as ThreadState;
  return run.tileOn(thread, burst?.task ?? task);
};

function gilAt(moment: Moment, gil: GilState, id: number): InsideGil {
  const { run, world, now } = moment;
  const optional = (thread: number | null): Tile | null => (thread === null ? null : tileOf(moment, thread));
  const last = gil.holder === null ? gil.lastHolder : null;
  const mustWait = last !== null && world.threads[last]?.wait?.on === "gil-switch" ? last : null;
  return {
    owner: run.names.owners[id] ?? "",
    stand: standOf(moment, gil, id),
    ticks: run.trace.header.python?.switchInterval === null,
    holder: optional(gil.holder),
    last: optional(last),
    since: minus(now, gil.since),
    askedBy: gil.holder === null ? null : optional(gil.dropRequestedBy),
    mustWait: optional(mustWait),
    waiters: [...gil.wanted].map((thread) => {
      const { wait, gilSince, state } = world.threads[thread] as ThreadState;
      const timed = wait?.on === "gil" && wait.until !== NEVER ? wait : null;
      return {
        tile: tileOf(moment, thread),
        waited: minus(now, timed?.since ?? gilSince ?? now),
        interval: timed === null ? null : minus(timed.until, timed.since),
        awake: state === "runnable" || state === "running",
      };
    }),
    acquisitions: gil.acquisitions,
    handoffs: gil.handoffs,
    forced: gil.forced,
  };
}

/** `handed` only at the instant at which another thread takes it. */
function standOf({ run, world, now }: Moment, gil: GilState, id: number): GilStand {
  if (gil.holder === null) return gil.wanted.size > 0 ? "released" : "free";
  if (gil.dropRequestedBy !== null) return "asked";
  const { log } = run.trace;
  const seq = world.events - 1;
  const isTaken = seq >= 0 && log.codeAt(seq) === gilAcquired.code && log.operandAt(seq, 0) === id;
  return isTaken && log.operandAt(seq, 2) === 1 && now === gil.since ? "handed" : "held";
}

/** Since when somebody has had something, at an instant. */
function heldSince(track: SpanTrack | undefined, now: Ns): number | null {
  if (track === undefined) return null;
  const index = track.firstEndingAfter(now);
  return index < track.length && track.fromAt(index) <= now ? track.fromAt(index) : null;
}

const lasts = (since: number | null, now: Ns): Ns => (since === null ? ZERO : minus(now, since as Ns));

/** Tasks that wait for something outside and have no thread meanwhile. */
function outsideOf({ run, world, pending, now }: Moment): Outside[] {
  return world.tasks.flatMap((task, id): Outside[] => {
    if (task.phase !== "io" && task.phase !== "timer") return [];
    if (task.thread !== null && world.threads[task.thread]?.task === id) return [];
    const due = pending.get(id);
    const device = due?.device ?? task.wait?.object ?? null;
    const what = task.phase === "timer" ? "timer" : device === null ? "I/O" : (run.names.devices[device] ?? "I/O");
    return [{ tile: run.tiles.tasks[id] as Tile, what, left: due === undefined ? null : atLeastZero(due.due - now) }];
  });
}

const atLeastZero = (time: number): Ns => Math.max(0, time) as Ns;

function loopsAt(moment: Moment): InsideLoop[] {
  const { run, world, now } = moment;
  const { loops, threads } = run.trace.tables;
  const outside = outsideOf(moment);
  return loopRows(moment).map((row, id): InsideLoop => {
    const thread = threads.findIndex(({ process, role }) => process === row.process && role === "main");
    const since = row.running === null ? null : heldSince(run.waits.turns[thread], now);
    return {
      ...row,
      hub: loops[id]?.kind === "hub",
      due: [...world.timers.values()]
        .filter((timer) => threads[timer.thread]?.process === row.process)
        .sort((a, b) => a.due - b.due || a.id - b.id)
        .map((timer) => ({ tile: run.tileOf(timer.task), left: minus(timer.due, now) })),
      runningFor: lasts(since, now),
      outside: outside.filter(({ what }) => what !== "timer"),
      answered: answeredOf(moment, id),
    };
  });
}

/** What they waited for is there; the loop has not asked the system since, and so does not know. */
function answeredOf({ run, world }: Moment, id: number): Tile[] {
  const loop = world.loops[id];
  const known = new Set([...(loop?.ready ?? []), loop?.running]);
  const own = run.trace.tables.loops[id]?.process;
  return world.tasks.flatMap(({ phase, process }, task): Tile[] =>
    phase === "loop" && !known.has(task) && (process ?? own) === own ? [run.tiles.tasks[task] as Tile] : [],
  );
}

function workerOf(moment: Moment, thread: number): InsideWorker {
  const { run, world, now } = moment;
  const state = world.threads[thread] as ThreadState;
  return {
    name: run.tiles.threads[thread]?.name ?? "",
    tile: run.tileOf(state.task),
    busyFor: state.task === null ? ZERO : lasts(heldSince(run.waits.turns[thread], now), now),
    words: doing(state),
  };
}

function doing({ state, wait, burst, task }: ThreadState): string {
  switch (state) {
    case "created":
      return "not started";
    case "exited":
      return "ended";
    case "runnable":
      return "ready, no core yet";
    case "waiting":
      return WAITING_WORDS[wait?.on ?? "work"] ?? "waits";
    case "running":
      return burst === null || burst.code === "system" ? "at work" : task === null ? "at work" : "computes";
  }
}

const WAITING_WORDS: Readonly<Record<string, string>> = {
  gil: "waits for the GIL",
  "gil-switch": "lets another go first",
  lock: "waits for a lock",
  io: "waits for I/O",
  timer: "sleeps",
  queue: "waits at a queue",
  join: "waits for its parts",
  work: "idle",
  selector: "waits for news",
  start: "waits for a start",
  result: "waits for a result",
};

function poolsAt(moment: Moment): InsidePool[] {
  const { run, world } = moment;
  const { threads, executors } = run.trace.tables;
  const only = executors.length === 1;
  return executorRows(moment).map((row, id): InsidePool => {
    const of = (role: string): InsideWorker[] =>
      threads.flatMap((thread, index) =>
        thread.role === role && (only || thread.process === executors[id]?.process) ? [workerOf(moment, index)] : [],
      );
    const posts = threads.some(({ role, process }) => role === "worker" && process > 0);
    return { ...row, staff: of("worker"), helpers: of("helper"), done: doneBy(run, id, world.events - 1), posts };
  });
}

function goAt(moment: Moment): InsideGo {
  const { run, world, now } = moment;
  const { threads } = run.trace.tables;
  const rows = procRows(moment, threadRows(moment));
  const machines = threads.flatMap(({ role }, index) => (role === "helper" ? [] : [index]));
  const isCalling = (index: number): boolean => {
    const { task, state, wait } = world.threads[index] as ThreadState;
    return task !== null && state === "waiting" && (wait?.on === "io" || wait?.on === "timer");
  };
  const monitor = threads.findIndex(({ role }) => role === "helper");
  return {
    procs: rows.map((row, id): InsideProc => {
      const track = run.waits.procs[id];
      const since = heldSince(track, now);
      const task = since === null || track === undefined ? null : track.taskAt(track.firstEndingAfter(now));
      const isOn = since !== null && world.procs[id]?.thread !== null;
      return {
        ...row,
        running: isOn && task !== null ? goroutineTile(run, task < 0 ? null : task) : null,
        slice: isOn ? lasts(sliceSince(run, id, world.events - 1), now) : ZERO,
      };
    }),
    global: [...world.runnable].map((task) => goroutineTile(run, task)),
    calls: machines.filter(isCalling).map((index) => workerOf(moment, index)),
    idle: machines.filter((index) => world.threads[index]?.state === "waiting" && world.threads[index]?.task === null)
      .length,
    outside: outsideOf(moment),
    monitor: monitor < 0 ? null : workerOf(moment, monitor),
  };
}

function coresAt(moment: Moment): InsideCore[] {
  const { run, world, now } = moment;
  const { threadsPerCore } = run.trace.header.machine;
  const queues: Tile[][] = world.cores.map(() => []);
  for (const [id, { state, core }] of world.threads.entries()) {
    if (state === "runnable" && core >= 0) queues[core]?.push(tileOf(moment, id));
  }
  return world.cores.map(({ running, since }, core): InsideCore => {
    const physical = Math.floor(core / threadsPerCore);
    return {
      label: threadsPerCore === 1 ? `core ${core}` : `core ${physical}.${(core % threadsPerCore) + 1}`,
      running: running === null ? null : tileOf(moment, running),
      since: minus(now, since),
      queue: queues[core] ?? [],
    };
  });
}

/** Where certain events are in a run, ascending by what they are about; read once a run. */
class Places {
  readonly #of = new WeakMap<PreparedRun, number[][]>();
  readonly #pick: (run: PreparedRun, seq: number) => number;

  /** @param pick what an event is about; -1 for another kind of event */
  constructor(pick: (run: PreparedRun, seq: number) => number) {
    this.#pick = pick;
  }

  /** How many of them there are up to an event, and the last of those. */
  upTo(run: PreparedRun, about: number, seq: number): { readonly count: number; readonly last: number } {
    let lists = this.#of.get(run);
    if (lists === undefined) {
      lists = [];
      for (let at = 0; at < run.trace.log.length; at++) {
        const found = this.#pick(run, at);
        if (found < 0) continue;
        lists[found] ??= [];
        lists[found].push(at);
      }
      this.#of.set(run, lists);
    }
    const list = lists[about] ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle] as number) <= seq) low = middle + 1;
      else high = middle;
    }
    return { count: low, last: low === 0 ? -1 : (list[low - 1] as number) };
  }
}

const finished = new Places(({ trace: { log } }, seq) =>
  log.codeAt(seq) === executorFinished.code ? log.operandAt(seq, 0) : -1,
);
/** By P, where a goroutine began a time slice of its own. */
const slices = new Places(({ trace: { log } }, seq) =>
  log.codeAt(seq) === goroutineScheduled.code && log.operandAt(seq, 4) === 0 ? log.operandAt(seq, 1) : -1,
);

const doneBy = (run: PreparedRun, executor: number, seq: number): number => finished.upTo(run, executor, seq).count;

function sliceSince(run: PreparedRun, proc: number, seq: number): number | null {
  const { last } = slices.upTo(run, proc, seq);
  return last < 0 ? null : run.trace.log.timeAt(last);
}
