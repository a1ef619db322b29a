/** The lists of what serves the tasks: threads, event loops, pools, locks, processes. */
import type { Ns } from "../../base/time.ts";
import type { ThreadFacts } from "../../trace/trace.ts";
import type { ThreadState } from "../../trace/world.ts";
import type { ExecutorRow, LockRow, LoopRow, ProcessRow, ProcRow, ThreadRow, Tile } from "./frame.ts";
import type { Moment } from "./moment.ts";
import type { PreparedRun } from "./prepared.ts";
import { MACHINERY } from "./tiles.ts";

export function threadRows({ run, world }: Moment): ThreadRow[] {
  const { touched } = world;
  const { rows, made } = run.lastThreads;
  for (let id = 0; id < world.threads.length; id++) {
    const at = touched.threads[id] as number;
    // Of ten thousand threads hardly any does something else than in the frame before.
    if (made[id] === at) continue;
    made[id] = at;
    rows[id] = threadRow(run, world.threads[id] as ThreadState, id);
  }
  return rows.slice();
}

/** By thread: its row in the last frame, and after which event it was made. */
export class LastThreads {
  readonly rows: ThreadRow[] = [];
  readonly made: Float64Array;

  constructor(threads: number) {
    this.made = new Float64Array(threads).fill(-1);
  }
}

function threadRow(run: PreparedRun, thread: ThreadState, id: number): ThreadRow {
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
}

export function loopRows({ run, world, now }: Moment): LoopRow[] {
  const { loops, threads } = run.trace.tables;
  return world.loops.map((loop, id): LoopRow => {
    const facts = loops[id] as PreparedRun["trace"]["tables"]["loops"][number];
    const own = [...world.timers.values()].filter((timer) => threads[timer.thread]?.process === facts.process);
    own.sort((a, b) => a.due - b.due);
    return {
      label: facts.name,
      process: facts.process,
      iteration: loop.iteration,
      state: loop.state,
      ready: loop.ready.map((task) => run.tileOf(task)),
      timers: own.map((timer) => ({ tile: run.tileOf(timer.task), inNs: Math.max(0, timer.due - now) as Ns })),
      running: run.tileOf(loop.running ?? carriedBy(world, threads, facts.process)),
    };
  });
}

/** What a loop's thread carries out without a callback of the ready queue: a hub's watchers switch to greenlets themselves. */
function carriedBy(world: Moment["world"], threads: readonly ThreadFacts[], process: number): number | null {
  const own = threads.findIndex((each) => each.process === process && each.role === "main");
  return world.threads[own]?.task ?? null;
}

export function executorRows({ run, world }: Moment): ExecutorRow[] {
  return world.executors.map((executor, id): ExecutorRow => {
    const facts = run.trace.tables.executors[id] as PreparedRun["trace"]["tables"]["executors"][number];
    return {
      label: facts.name,
      workers: facts.workers,
      busy: executor.busy,
      queued: [...executor.queued.values()].map((task) => run.tileOf(task)),
      posted: [...executor.queued.values()].flatMap((task) =>
        task !== null && (run.postedAt.get(task) ?? world.events) < world.events ? [run.tiles.tasks[task] as Tile] : [],
      ),
    };
  });
}

export function processRows({ run, world }: Moment): ProcessRow[] {
  return world.processes.flatMap(({ state }, id): ProcessRow[] =>
    state === "none" ? [] : [{ process: id, name: run.names.processes[id] ?? "", state }],
  );
}

export function lockRows({ run, world }: Moment): LockRow[] {
  const tileOf = ({ thread, task }: { readonly thread: number; readonly task: number | null }): Tile =>
    run.tileOn(thread, task);
  return world.locks.map(
    ({ holder, waiters }, id): LockRow => ({
      name: run.names.locks[id] ?? "",
      holder: holder === null ? null : tileOf(holder),
      waiters: waiters.map(tileOf),
    }),
  );
}

/** A goroutine in a run queue: a task's, or the program's own. */
export const goroutineTile = (run: PreparedRun, task: number | null): Tile => run.tileOf(task) ?? MAIN_GOROUTINE;

const MAIN_GOROUTINE: Tile = { letter: MACHINERY, hue: null, name: "main goroutine", task: null };

export function procRows({ run, world }: Moment, threads: readonly ThreadRow[]): ProcRow[] {
  return world.procs.map(
    ({ thread, runnext, queue }, id): ProcRow => ({
      label: run.trace.tables.procs[id]?.name ?? `P${id}`,
      thread: thread === null ? null : (threads[thread] ?? null),
      next: runnext === null ? null : goroutineTile(run, runnext.task),
      queue: [...queue].map((task) => goroutineTile(run, task)),
    }),
  );
}
