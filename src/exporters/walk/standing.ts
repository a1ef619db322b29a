/** Where a thread or a task stands, in words. */
import { assertNever } from "../../base/errors.ts";
import type { Wait } from "../../trace/event.ts";
import type { TraceTables } from "../../trace/trace.ts";
import { hasEnded, type TaskPhase, type World } from "../../trace/world.ts";

export interface Standing {
  /** What it computes (`python`, `native`, `system`, `startup`), `runnable`, or what it waits for: `gil`, `io`, `selector` … */
  readonly kind: string;
  /** `running`, `runnable`, `waits for the GIL`. */
  readonly text: string;
  /** The name of what it waits for, where it has one. */
  readonly waitsFor: string | null;
  readonly since: number;
}

/** Null before a thread exists and after its end. */
export function threadStanding(id: number, world: Readonly<World>, tables: TraceTables): Standing | null {
  const thread = world.threads[id];
  if (thread === undefined) return null;
  const { since } = thread;
  switch (thread.state) {
    case "created":
    case "exited":
      return null;
    case "running":
      return { kind: thread.burst?.code ?? "system", text: "running", waitsFor: null, since };
    case "runnable":
      return { kind: "runnable", text: "runnable", waitsFor: null, since };
    case "waiting":
      return { ...waitingFor(thread.wait?.on ?? "work", thread.wait?.object ?? null, tables), since };
    default:
      return assertNever(thread.state);
  }
}

/** Null before a task is there and after its end. */
export function taskStanding(id: number, world: Readonly<World>, tables: TraceTables): Standing | null {
  const task = world.tasks[id];
  if (task === undefined || task.phase === "pending" || hasEnded(task.phase)) return null;
  const { phase, since, wait } = task;
  if (phase === "running") {
    const code = task.thread === null ? undefined : world.threads[task.thread]?.burst?.code;
    return { kind: code ?? "system", text: "running", waitsFor: null, since };
  }
  const word = WORDS[phase];
  if (word !== undefined) return { kind: phase === "core" ? "runnable" : phase, text: word, waitsFor: null, since };
  return { ...waitingFor(wait?.on ?? (phase as Wait), wait?.object ?? null, tables), since };
}

const WORDS: Readonly<Partial<Record<TaskPhase, string>>> = {
  start: "waits to be taken up",
  core: "runnable",
  loop: "ready, waits for its turn",
};

/** The name of what is waited for; null where it has none. */
function objectName(on: Wait, object: number | null, tables: TraceTables): string | null {
  if (object === null) return null;
  switch (on) {
    case "gil":
    case "gil-switch":
      return tables.gils[object]?.name ?? null;
    case "lock":
      return tables.locks[object]?.name ?? null;
    case "io":
      return tables.devices[object]?.name ?? null;
    case "queue":
      return tables.queues[object]?.name ?? null;
    default:
      return null;
  }
}

function waitingFor(on: Wait, object: number | null, tables: TraceTables): Omit<Standing, "since"> {
  const name = objectName(on, object, tables);
  return { kind: on, text: wordsOf(on, name), waitsFor: name };
}

function wordsOf(on: Wait, name: string | null): string {
  switch (on) {
    case "gil":
      return "waits for the GIL";
    case "gil-switch":
      return "waits until another thread has the GIL";
    case "lock":
      return name === null ? "waits for a lock" : `waits for lock ${name}`;
    case "io":
      return name === null ? "waits for I/O" : `waits for ${name}`;
    case "timer":
      return "sleeps";
    case "queue":
      return name === null ? "waits at a queue" : `waits at queue ${name}`;
    case "join":
      return "waits for others to end";
    case "work":
      return "waits for work";
    case "selector":
      return "waits in its poll";
    case "start":
      return "waits for a start";
    case "result":
      return "waits for a result";
    default:
      return assertNever(on);
  }
}
