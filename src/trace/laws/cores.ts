/** Time, and who is on which core: one thread a hardware thread and the reverse. */
import type { EventNamed, TraceEvent } from "../event.ts";
import type { World } from "../world.ts";
import type { Law } from "./law.ts";

/** Time does not go back, a cause comes before what it brings about, and nothing comes after the end. */
export const order: Law = (event, world) => {
  if (event.time < world.time) return `time goes back from ${world.time}`;
  const { cause, seq } = event;
  if (cause !== null && (cause < 0 || cause >= seq)) return `its cause ${cause} is not earlier`;
  return world.outcome === null ? null : "the run has ended";
};

/** Nobody runs on a core that is offline: whoever does when it goes leaves at that instant, and nobody comes. One stays online. */
export function onlineLaw(): Law {
  /** Cores that have gone at this instant, with whoever ran there. */
  const leaving = new Set<number>();
  return (event, world) => {
    const isOnline = (core: number): boolean => world.cores[core]?.online === true;
    for (const core of leaving) {
      if (world.cores[core]?.running === null) leaving.delete(core);
      else if (event.time > world.time) return `core ${core} is offline, and somebody runs there`;
    }
    switch (event.kind) {
      case "core.offlined": {
        if (!isOnline(event.core)) return "it is offline already";
        if (world.cores.filter((core) => core.online).length === 1) return "it is the last one";
        if (world.cores[event.core]?.running !== null) leaving.add(event.core);
        return null;
      }
      case "core.onlined":
        return isOnline(event.core) ? "it is online already" : null;
      case "sched.woken":
        return isOnline(event.core) ? null : `core ${event.core} is offline`;
      case "sched.switched":
        return event.to === null || isOnline(event.core) ? null : `core ${event.core} is offline`;
      default:
        return null;
    }
  };
}

/** What must come next, whatever else happens. */
export function follows(): Law {
  let before: TraceEvent | null = null;
  return (event) => {
    const last = before;
    before = event;
    if (last?.kind === "thread.timed-out" && !(event.kind === "sched.woken" && event.thread === last.thread)) {
      return `thread ${last.thread}'s wait ran out, and it is not woken`;
    }
    if (last?.kind === "sched.migrated" && !(event.kind === "sched.switched" && event.to === last.thread)) {
      return `thread ${last.thread} migrates, and it does not run`;
    }
    return null;
  };
}

/** A thread is created, woken, switched in, parked, switched out; a change of core is said. */
export function schedulerLaw(): Law {
  const created = new Set<number>();
  const ranOn = new Map<number, number>();
  /** Threads that have parked and leave their cores at this instant. */
  const leaving = new Set<number>();
  /** Of the migration just before, where there was one. */
  let migrated: EventNamed<"sched.migrated"> | null = null;

  function leaves(event: EventNamed<"sched.switched">, world: Readonly<World>): string | null {
    const { core, from, reason } = event;
    const running = world.cores[core]?.running ?? null;
    if ((reason === "idle") !== (from === null)) return `thread ${from} leaves as ${reason}`;
    if (reason === "exited") {
      const exited = world.threads[from as number]?.state === "exited" && running === null;
      return exited ? null : `thread ${from} has not exited, core ${core} runs thread ${running}`;
    }
    if (running !== from) return `core ${core} runs thread ${running}`;
    if (from === null) return event.to === null ? "nobody leaves and nobody comes" : null;
    const parked = leaving.delete(from);
    if (parked === (reason === "blocked")) return null;
    return parked ? `thread ${from} parked, and leaves as ${reason}` : `thread ${from} did not park`;
  }

  function comes(thread: number, core: number, world: Readonly<World>): string | null {
    const state = world.threads[thread]?.state;
    if (state !== "runnable") return `thread ${thread} comes, and is ${state}`;
    const last = ranOn.get(thread);
    ranOn.set(thread, core);
    if (migrated === null)
      return last === undefined || last === core ? null : `thread ${thread} left core ${last} unsaid`;
    return migrated.from === last && migrated.to === core ? null : `thread ${thread} ran on core ${last} last`;
  }

  function one(event: TraceEvent, world: Readonly<World>): string | null {
    if (event.time > world.time && leaving.size > 0) return `thread ${[...leaving][0]} parked, and is still there`;
    switch (event.kind) {
      case "thread.created":
        if (created.has(event.thread)) return "it has been created already";
        created.add(event.thread);
        return null;
      case "thread.parked":
        leaving.add(event.thread);
        return event.until >= event.time ? null : "it waits for an instant that has passed";
      case "thread.exited":
        leaving.delete(event.thread);
        return world.threads[event.thread]?.state === "exited" ? "it has exited already" : null;
      case "sched.woken": {
        if (!created.has(event.thread)) return "there is no such thread yet";
        const state = world.threads[event.thread]?.state;
        return state === "created" || state === "waiting" ? null : `it is ${state}`;
      }
      case "sched.switched":
        return leaves(event, world) ?? (event.to === null ? null : comes(event.to, event.core, world));
      default:
        return null;
    }
  }

  return (event, world) => {
    const wrong = one(event, world);
    migrated = event.kind === "sched.migrated" ? event : null;
    return wrong;
  };
}
