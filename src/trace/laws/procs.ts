/** The Go scheduler's: one thread a P and the reverse, Go code only with a P, every goroutine in one run queue at most. */
import type { EventNamed, TraceEvent } from "../event.ts";
import type { TraceTables } from "../trace.ts";
import type { ProcState, World } from "../world.ts";
import type { Law } from "./law.ts";

/** Goroutines that the queue of one P holds (src/runtime/runtime2.go). */
const RING = 256;
/** Every so many time slices the global queue comes first (src/runtime/proc.go, schedule). */
const GLOBAL_FIRST = 61;

export function procLaw(tables: TraceTables): Law {
  if (tables.procs.length === 0) return () => null;
  /** By thread: the P it has. */
  const held = new Map<number, number>();

  function ownership(event: TraceEvent): string | null {
    switch (event.kind) {
      case "proc.acquired": {
        const has = held.get(event.thread);
        if (has !== undefined) return `thread ${event.thread} has P${has}`;
        if ([...held.values()].includes(event.proc)) return "another thread has it";
        held.set(event.thread, event.proc);
        return null;
      }
      case "proc.released":
      case "proc.handed-off":
        if (held.get(event.thread) !== event.proc) return `thread ${event.thread} does not have it`;
        held.delete(event.thread);
        return null;
      case "cpu.started":
        return event.code === "python" && !held.has(event.thread) ? `thread ${event.thread} has no P` : null;
      case "goroutine.scheduled":
        return held.get(event.thread) === event.proc ? null : `thread ${event.thread} does not have P${event.proc}`;
      default:
        return null;
    }
  }

  return (event, world) => ownership(event) ?? queues(event, world);
}

function queues(event: TraceEvent, world: Readonly<World>): string | null {
  switch (event.kind) {
    case "goroutine.queued": {
      const proc = event.proc === null ? undefined : world.procs[event.proc];
      const displaced = event.where === "global" && proc?.runnext?.task === event.task;
      if (!displaced && isQueued(event.task, world)) return "it is in a queue already";
      return event.where === "local" && proc !== undefined && proc.queue.size >= RING ? "the queue is full" : null;
    }
    case "goroutine.scheduled":
      return scheduled(event, world.procs[event.proc] as ProcState, world);
    case "goroutine.stolen": {
      const length = world.procs[event.from]?.queue.size ?? 0;
      if (length > 0) return event.count === length - Math.floor(length / 2) ? null : `there were ${length}`;
      return event.count === 1 && world.procs[event.from]?.runnext !== null ? null : "there is nothing to steal";
    }
    case "goroutine.fetched":
      return event.count <= world.runnable.size ? null : `there are ${world.runnable.size}`;
    case "goroutine.spilled":
      return event.count <= (world.procs[event.proc]?.queue.size ?? 0) ? null : "there are not so many";
    default:
      return null;
  }
}

function scheduled(
  { task, from, inherits }: EventNamed<"goroutine.scheduled">,
  proc: ProcState,
  world: Readonly<World>,
): string | null {
  if (inherits && from !== "runnext") return `it comes from ${from} and inherits a time slice`;
  switch (from) {
    case "runnext":
    case "local": {
      const first = proc.runnext === null ? [...proc.queue].slice(0, 1) : [proc.runnext.task];
      if (first.length === 0 || first[0] !== task || (from === "runnext") !== (proc.runnext !== null))
        return "it is not first";
      const due = proc.slices % GLOBAL_FIRST === 0 && world.runnable.size > 0;
      return due ? "it is the global queue's turn" : null;
    }
    case "stolen":
    case "global":
      return proc.queue.has(task) || world.runnable.has(task) ? null : "it is in no queue";
    default:
      return isQueued(task, world) ? "it is in a queue" : null;
  }
}

const isQueued = (task: number | null, world: Readonly<World>): boolean =>
  world.runnable.has(task) || world.procs.some((proc) => proc.queue.has(task) || proc.runnext?.task === task);
