import type { Ns } from "../../base/time.ts";
import type { Code } from "../../trace/event.ts";
import type { Pending, ThreadState, World } from "../../trace/world.ts";
import type { PreparedRun } from "./prepared.ts";

/** A world, and an instant at or after its last event. */
export interface Moment {
  readonly run: PreparedRun;
  readonly world: Readonly<World>;
  readonly now: Ns;
  /** What each task waits for outside. Put together when first asked for. */
  readonly pending: ReadonlyMap<number, Pending>;
}

export function momentOf(run: PreparedRun, world: Readonly<World>, now: Ns): Moment {
  let pending: ReadonlyMap<number, Pending> | null = null;
  return {
    run,
    world,
    now,
    get pending() {
      pending ??= pendingIn(world);
      return pending;
    },
  };
}

function pendingIn({ timers, io }: Readonly<World>): ReadonlyMap<number, Pending> {
  const pending = new Map<number, Pending>();
  for (const timer of timers.values()) if (timer.task !== null) pending.set(timer.task, timer);
  for (const each of io.values()) if (each.task !== null) pending.set(each.task, each);
  return pending;
}

/** What a thread on a core computes; between two stretches it is the system's turn. */
export function codeOn(thread: ThreadState): Code | null {
  if (thread.state !== "running") return null;
  return thread.burst?.code ?? "system";
}
