/** Who has which P of the Go scheduler, and which goroutines wait at it. */
import { assertNever } from "../base/errors.ts";
import type { TraceEvent } from "./event.ts";
import { at } from "./transitions.ts";
import type { GoroutineQueue, ProcState, World } from "./world.ts";

type ProcEvent = Extract<
  TraceEvent,
  {
    kind: `proc.${string}` | `goroutine.${"queued" | "scheduled" | "stolen" | "fetched" | "spilled"}`;
  }
>;

export function changeProcs(world: World, event: ProcEvent): void {
  switch (event.kind) {
    case "proc.acquired":
      at(world.procs, event.proc).thread = event.thread;
      return;
    case "proc.released":
    case "proc.handed-off":
      at(world.procs, event.proc).thread = null;
      return;
    case "goroutine.queued":
      queue(world, event);
      return;
    case "goroutine.scheduled": {
      const proc = at(world.procs, event.proc);
      if (!event.inherits) proc.slices++;
      if (event.from === "runnext") proc.runnext = null;
      else if (event.from === "local" || event.from === "stolen") proc.queue.delete(event.task);
      else if (event.from === "global" && !world.runnable.delete(event.task)) proc.queue.delete(event.task);
      return;
    }
    case "goroutine.stolen": {
      const from = at(world.procs, event.from);
      const to = at(world.procs, event.to);
      if (from.queue.size > 0) move(from.queue, to.queue, event.count);
      else if (from.runnext !== null) {
        to.queue.add(from.runnext.task);
        from.runnext = null;
      }
      return;
    }
    case "goroutine.fetched":
      move(world.runnable, at(world.procs, event.proc).queue, event.count);
      return;
    case "goroutine.spilled":
      move(at(world.procs, event.proc).queue, world.runnable, event.count);
      return;
    default:
      assertNever(event);
  }
}

function queue(world: World, event: Extract<ProcEvent, { kind: "goroutine.queued" }>): void {
  const proc: ProcState | null = event.proc === null ? null : at(world.procs, event.proc);
  if (event.where === "global") {
    world.runnable.add(event.task);
    // Displaced from the slot that runs next, with no room left in the queue.
    if (proc?.runnext?.task === event.task) proc.runnext = null;
  } else if (event.where === "local") proc?.queue.add(event.task);
  else if (proc !== null) {
    if (proc.runnext !== null) proc.queue.add(proc.runnext.task);
    proc.runnext = { task: event.task };
  }
}

function move(from: GoroutineQueue, to: GoroutineQueue, count: number): void {
  let left = count;
  for (const task of from) {
    if (left-- === 0) return;
    from.delete(task);
    to.add(task);
  }
}
