/** One holder a lock; with a GIL, one thread at a time runs Python. */
import type { EventNamed } from "../event.ts";
import type { TraceTables } from "../trace.ts";
import { isSame } from "../transitions.ts";
import type { World } from "../world.ts";
import type { Law } from "./law.ts";

/** Asked for before it is taken, given back by its holder between two stretches of computing; interpreted code only with it. */
export function gilLaw(tables: TraceTables): Law {
  const ofProcess = new Map<number, number[]>();
  for (const [gil, { process }] of tables.gils.entries()) {
    const own = ofProcess.get(process);
    if (own === undefined) ofProcess.set(process, [gil]);
    else own.push(gil);
  }

  function runsPython(event: EventNamed<"cpu.started">, world: Readonly<World>): string | null {
    if (event.code !== "python") return null;
    const own = ofProcess.get(tables.threads[event.thread]?.process ?? -1) ?? [];
    const holds = own.length === 0 || own.some((gil) => world.gils[gil]?.holder === event.thread);
    return holds ? null : `thread ${event.thread} has no GIL`;
  }

  return (event, world) => {
    switch (event.kind) {
      case "gil.requested":
        if (world.gils[event.gil]?.holder === event.thread) return "it holds it";
        return world.threads[event.thread]?.gilSince === null ? null : "it has asked already";
      case "gil.acquired": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== null) return `thread ${gil?.holder} holds it`;
        if (!gil.wanted.has(event.thread)) return `thread ${event.thread} did not ask`;
        return event.switched === (gil.lastHolder !== event.thread) ? null : `thread ${gil.lastHolder} held it last`;
      }
      case "gil.released": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== event.thread) return `thread ${gil?.holder} holds it`;
        if (event.forced && gil.dropRequestedBy === null) return "nobody asked for it";
        return world.threads[event.thread]?.burst === null ? null : "it computes";
      }
      case "gil.missed":
        return world.gils[event.gil]?.holder === null ? "nobody holds it" : null;
      case "gil.drop-requested": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== event.holder) return `thread ${gil?.holder} holds it`;
        return gil?.wanted.has(event.thread) ? null : `thread ${event.thread} does not want it`;
      }
      case "cpu.started":
        return runsPython(event, world);
      default:
        return null;
    }
  };
}

export const locks: Law = (event, world) => {
  switch (event.kind) {
    case "lock.acquired": {
      const lock = world.locks[event.lock];
      if (lock?.holder !== null) return `task ${lock?.holder.task} holds it`;
      const asked = lock.waiters.some((each) => isSame(each, event));
      return asked ? null : `task ${event.task} did not ask`;
    }
    case "lock.released":
      return world.locks[event.lock]?.holder === null ? "nobody holds it" : null;
    default:
      return null;
  }
};
