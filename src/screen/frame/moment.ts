import type { Ns } from "../../base/time.ts";
import type { Code } from "../../trace/event.ts";
import type { Pending, ThreadState, World } from "../../trace/world.ts";
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
