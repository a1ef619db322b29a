/**
 * What is true of every run, whichever model and scenario made it: each event against the world before it, then the totals.
 *
 * Knows the vocabulary and nothing of kernels or models, so that a recording of a real program can be held to it too.
 */
import { apply } from "./apply.ts";
import type { EventKind, EventNamed, TraceEvent } from "./event.ts";
import { memoryLaw } from "./invariants-memory.ts";
import { taskLaw } from "./invariants-tasks.ts";
import { totalViolations } from "./invariants-totals.ts";
import type { Trace } from "./trace.ts";
import { initialWorld, type ThreadState, type World } from "./world.ts";

/** Says what is wrong with an event, given the world before it; null where nothing is. */
export type Law = (event: TraceEvent, world: Readonly<World>) => string | null;

/** Enough to see what is wrong; a broken run can break a law at every event. */
const MOST = 20;

/** Every sentence names the event's number, its kind and its instant. An empty list is a run that obeys. */
export function violations(trace: Trace): readonly string[] {
  const { log, header, tables } = trace;
  const laws: readonly Law[] = [
    order,
    schedulerLaw(),
    acting,
    gilLaw(trace),
    locks,
    devices,
    loops,
    taskLaw(trace),
    memoryLaw(trace),
  ];
  const world = initialWorld(header, tables);
  const found: string[] = [];
  for (let seq = 0; seq < log.length && found.length < MOST; seq++) {
    const event = log.at(seq);
    for (const law of laws) {
      const wrong = law(event, world);
      if (wrong !== null) found.push(`#${seq} ${event.kind} at ${event.time}: ${wrong}`);
    }
    apply(world, event);
  }
  return found.length > 0 ? found : totalViolations(trace, world);
}

const order: Law = (event, world) => {
  if (event.time < world.time) return `time went back from ${world.time}`;
  if (event.cause !== null && (event.cause < 0 || event.cause >= event.seq))
    return `cause ${event.cause} is not earlier`;
  return world.outcome === null ? null : "the run has ended";
};

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
  "task.started",
  "task.resumed",
  "executor.taken",
  "executor.finished",
]);

const acting: Law = (event, world) => {
  if (!ACTS.has(event.kind) || !("thread" in event) || event.thread === null) return null;
  const thread = world.threads[event.thread];
  if (thread?.state !== "running") return `thread ${event.thread} acts while ${thread?.state}`;
  return thread.wait === null ? null : `thread ${event.thread} acts after it parked`;
};

/** One thread a hardware thread and the reverse; a thread leaves, waits and comes back in that order. */
function schedulerLaw(): Law {
  const created = new Set<number>();
  const ranOn = new Map<number, number>();
  /** Threads that have parked and must leave their cores at this instant. */
  const leaving = new Set<number>();
  let before: TraceEvent | null = null;

  function switched(event: EventNamed<"sched.switched">, world: Readonly<World>): string | null {
    const { core, from, to, reason } = event;
    const running = world.cores[core]?.running ?? null;
    if ((reason === "idle") !== (from === null)) return `reason ${reason} with thread ${from} leaving`;
    if (from === null && to === null) return "nobody left and nobody came";
    if (reason === "exited") {
      if (running !== null || world.threads[from as number]?.state !== "exited") return `thread ${from} has not exited`;
    } else if (running !== from) return `core ${core} runs thread ${running}`;
    if (from !== null && (reason === "blocked") !== leaving.delete(from) && reason !== "exited") {
      return reason === "blocked" ? `thread ${from} did not park` : `thread ${from} parked and left as ${reason}`;
    }
    if (to === null) return null;
    const next = world.threads[to];
    if (next?.state !== "runnable") return `thread ${to} comes while ${next?.state}`;
    const last = ranOn.get(to);
    ranOn.set(to, core);
    const moved = before?.kind === "sched.migrated" && before.thread === to ? before : null;
    if (moved === null)
      return last === undefined || last === core ? null : `thread ${to} moved from core ${last} unsaid`;
    return moved.from === last && moved.to === core ? null : `thread ${to} ran on core ${last} last`;
  }

  function one(event: TraceEvent, world: Readonly<World>): string | null {
    for (const thread of leaving) if (event.time > world.time) return `thread ${thread} parked and is still there`;
    switch (event.kind) {
      case "thread.created":
        if (created.has(event.thread)) return "it was created before";
        created.add(event.thread);
        return null;
      case "thread.parked":
        leaving.add(event.thread);
        return event.until >= event.time ? null : "it waits until an instant that has passed";
      case "thread.exited":
        leaving.delete(event.thread);
        return world.threads[event.thread]?.state === "exited" ? "it exited before" : null;
      case "sched.woken":
        if (!created.has(event.thread)) return "there is no such thread yet";
        return isAsleep(world.threads[event.thread]) ? null : `it is ${world.threads[event.thread]?.state}`;
      case "sched.switched":
        return switched(event, world);
      case "cpu.started":
        if (event.amount <= 0) return "nothing to compute";
        return world.threads[event.thread]?.burst === null ? null : "it computes already";
      case "cpu.stopped":
        return stopped(event, world);
      default:
        return null;
    }
  }

  function stopped(event: EventNamed<"cpu.stopped">, world: Readonly<World>): string | null {
    const burst = world.threads[event.thread]?.burst ?? null;
    if (burst === null) return "it did not compute";
    const done = burst.amount - event.remaining;
    const passed = event.time - burst.since;
    if (event.remaining < 0 || done < 0) return `${event.remaining} of ${burst.amount} is left`;
    // A busy sibling slows a hardware thread down; alone, computing takes the time it takes.
    const alone = world.cores.length === 1 || world.cores.every((core) => core.running === null);
    return done > passed || (alone && done < passed) ? `computed ${done} in ${passed}` : null;
  }

  return (event, world) => {
    const wrong = one(event, world) ?? follows(before, event);
    before = event;
    return wrong;
  };
}

const isAsleep = (thread: ThreadState | undefined): boolean =>
  thread?.state === "created" || thread?.state === "waiting";

/** What must come next, whatever else happens. */
function follows(before: TraceEvent | null, event: TraceEvent): string | null {
  if (before?.kind === "thread.timed-out" && !(event.kind === "sched.woken" && event.thread === before.thread)) {
    return `thread ${before.thread}'s wait ran out and it was not woken`;
  }
  if (before?.kind === "sched.migrated" && !(event.kind === "sched.switched" && event.to === before.thread)) {
    return `thread ${before.thread} migrated and did not run`;
  }
  return null;
}

/** One holder a GIL; interpreted code only with it; asked for before it is taken. */
function gilLaw({ tables }: Trace): Law {
  return (event, world) => {
    switch (event.kind) {
      case "gil.requested":
        if (world.gils[event.gil]?.holder === event.thread) return "it has the GIL";
        return world.threads[event.thread]?.gilSince === null ? null : "it has asked already";
      case "gil.acquired": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== null) return `thread ${gil?.holder} holds it`;
        if (!gil.wanted.includes(event.thread)) return `thread ${event.thread} did not ask`;
        return event.switched === (gil.lastHolder !== event.thread) ? null : `thread ${gil.lastHolder} held it last`;
      }
      case "gil.released": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== event.thread) return `thread ${gil?.holder} holds it`;
        if (event.forced && gil.dropRequestedBy === null) return "nobody asked for that";
        return world.threads[event.thread]?.burst === null ? null : "in the middle of computing";
      }
      case "gil.drop-requested": {
        const gil = world.gils[event.gil];
        if (gil?.holder !== event.holder) return `thread ${gil?.holder} holds it`;
        return gil?.wanted.includes(event.thread) ? null : `thread ${event.thread} does not want it`;
      }
      case "cpu.started": {
        if (event.code !== "python") return null;
        const process = tables.threads[event.thread]?.process;
        const own = world.gils.filter((_, id) => tables.gils[id]?.process === process);
        const holds = own.length === 0 || own.some((gil) => gil.holder === event.thread);
        return holds ? null : `thread ${event.thread} runs Python without the GIL`;
      }
      default:
        return null;
    }
  };
}

const locks: Law = (event, world) => {
  switch (event.kind) {
    case "lock.acquired": {
      const lock = world.locks[event.lock];
      if (lock?.holder !== null) return `task ${lock?.holder.task} holds it`;
      const asked = lock.waiters.some((each) => each.thread === event.thread && each.task === event.task);
      return asked ? null : "it was not asked for";
    }
    case "lock.released":
      return world.locks[event.lock]?.holder === null ? "nobody holds it" : null;
    default:
      return null;
  }
};

const devices: Law = (event, world) => {
  switch (event.kind) {
    case "io.completed": {
      const io = world.io.get(event.io);
      if (io === undefined) return "it was not submitted";
      if (io.device !== event.device || io.task !== event.task) return "it was another's";
      return event.time === io.due ? null : `it was due at ${io.due}`;
    }
    case "timer.fired": {
      const timer = world.timers.get(event.timer);
      if (timer === undefined) return "it was not set";
      return event.time >= timer.due ? null : `it is due at ${timer.due}`;
    }
    case "io.submitted":
      return event.due >= event.time && !world.io.has(event.io) ? null : "a number or an instant that has passed";
    case "timer.set":
      return event.due >= event.time && !world.timers.has(event.timer)
        ? null
        : "a number or an instant that has passed";
    default:
      return null;
  }
};

/** The ready queue is first in, first out, and an iteration runs what stood in it when it began. */
const loops: Law = (event, world) => {
  switch (event.kind) {
    case "loop.iterated": {
      const loop = world.loops[event.loop];
      if (loop?.iteration !== event.iteration - 1) return `iteration ${loop?.iteration} came last`;
      return loop.ready.length === event.ready ? null : `${loop.ready.length} are ready`;
    }
    case "callback.started": {
      const loop = world.loops[event.loop];
      if (loop === undefined || loop.ready.length === 0) return "nothing is ready";
      return loop.ready[0] === event.task ? null : `task ${loop.ready[0]} is first`;
    }
    default:
      return null;
  }
};
