/** What a thread does, and how long its computing takes. */
import type { EventKind } from "../event.ts";
import type { World } from "../world.ts";
import type { Law } from "./law.ts";

/** What only a thread on a core can do, and only before it has decided to wait. */
const ACTS: ReadonlySet<EventKind> = new Set<EventKind>([
  "thread.parked",
  "cpu.started",
  "cpu.stopped",
  "io.submitted",
  "timer.set",
  "lock.requested",
  "lock.acquired",
  "lock.released",
  "gil.requested",
  "gil.timed-out",
  "gil.drop-requested",
  "gil.acquired",
  "gil.released",
  "gil.missed",
  "task.started",
  "task.resumed",
  "executor.taken",
  "executor.finished",
  "proc.acquired",
  "proc.released",
  "goroutine.scheduled",
]);

export const acting: Law = (event, world) => {
  if (!ACTS.has(event.kind) || !("thread" in event) || event.thread === null) return null;
  const thread = world.threads[event.thread];
  if (thread?.state !== "running") return `thread ${event.thread} is ${thread?.state}`;
  return thread.wait === null ? null : `thread ${event.thread} has parked`;
};

/** A stretch of computing takes its length; where two hardware threads share a core, at least that. */
export function computing(threadsPerCore: number): Law {
  return (event, world) => {
    if (event.kind === "cpu.started") {
      if (event.amount < 0) return `its length is ${event.amount}`;
      return world.threads[event.thread]?.burst === null ? null : "it computes already";
    }
    if (event.kind !== "cpu.stopped") return null;
    const burst = world.threads[event.thread]?.burst ?? null;
    if (burst === null) return "it does not compute";
    const done = burst.amount - event.remaining;
    const passed = event.time - burst.since;
    if (event.remaining < 0 || done < 0) return `${event.remaining} of ${burst.amount} is left`;
    const right = threadsPerCore === 1 ? done === passed : done <= passed;
    return right ? null : `${done} is computed in ${passed}`;
  };
}

/** A process begins and ends once, and threads come to be only in between. */
export const processes: Law = (event, world) => {
  switch (event.kind) {
    case "process.forked":
      return stateOf(world, event.process) === "none" ? null : `it is ${stateOf(world, event.process)}`;
    case "process.started":
    case "process.exited":
    case "process.crashed":
    case "thread.created":
      return isAlive(stateOf(world, event.process))
        ? null
        : `process ${event.process} is ${stateOf(world, event.process)}`;
    default:
      return null;
  }
};

type ProcessPhase = World["processes"][number]["state"];
const stateOf = (world: Readonly<World>, process: number): ProcessPhase | undefined => world.processes[process]?.state;
const isAlive = (state: ProcessPhase | undefined): boolean => state === "starting" || state === "running";
