/** Tasks, queues and executors. */
import type { EventNamed, TraceEvent } from "../event.ts";
import type { TraceTables } from "../trace.ts";
import { hasEnded, type World } from "../world.ts";
import type { Law } from "./law.ts";

/**
 * A task is created, started and ended, in that order and each once; its code runs on the thread that carries it.
 *
 * What a worker has begun for a task goes on when the task is cancelled.
 */
export function taskLaw(tables: TraceTables): Law {
  /** Tasks that a worker has taken up. */
  const taken = new Set<number>();
  return (event, world) => {
    switch (event.kind) {
      case "task.created":
        return world.tasks[event.task]?.createdAt === null ? null : "it has been created already";
      case "task.started":
        return (
          alive(event, world) ?? (world.tasks[event.task]?.startedAt === null ? null : "it has been started already")
        );
      case "task.stepped": {
        const known = event.step >= 0 && event.step < (tables.tasks[event.task]?.steps.length ?? 0);
        if (!known) return `it has no step ${event.step}`;
        const goesOn = world.tasks[event.task]?.phase === "cancelled" && taken.has(event.task);
        return goesOn ? null : begun(event, world);
      }
      case "task.suspended":
      case "task.resumed":
      case "task.finished":
        return begun(event, world);
      // A call can fail before it begins: its pool broke.
      case "task.failed":
      case "task.readied":
      case "task.cancelled":
      case "task.crashed":
      case "task.cancel-requested":
        return alive(event, world);
      case "cpu.started":
        return computes(event, world, taken);
      case "queue.put":
      case "queue.got":
        return queued(event, world, tables.queues[event.queue]?.capacity ?? null);
      case "executor.taken": {
        const executor = world.executors[event.executor];
        const [first] = executor?.queued.keys() ?? [];
        if (executor === undefined || first !== event.item) return `item ${first} is first`;
        if (event.task !== null) taken.add(event.task);
        const { workers = 0 } = tables.executors[event.executor] ?? {};
        return executor.busy < workers ? null : `all ${workers} workers are busy`;
      }
      case "executor.finished":
        if (event.task !== null) taken.delete(event.task);
        return null;
      default:
        return null;
    }
  };
}

type OfTask = Extract<TraceEvent, { kind: `task.${string}` }>;

function alive(event: OfTask, world: Readonly<World>): string | null {
  const task = world.tasks[event.task];
  if (task === undefined || task.createdAt === null) return "there is no such task yet";
  return hasEnded(task.phase) ? `it has ${task.phase}` : null;
}

function begun(event: OfTask, world: Readonly<World>): string | null {
  return alive(event, world) ?? (world.tasks[event.task]?.startedAt === null ? "it has not been started" : null);
}

function computes(event: EventNamed<"cpu.started">, world: Readonly<World>, taken: ReadonlySet<number>): string | null {
  if (event.task === null) return null;
  const carried = world.threads[event.thread]?.task ?? null;
  if (carried === null && taken.has(event.task) && world.tasks[event.task]?.cancelRequested === true) return null;
  return carried === event.task ? null : `thread ${event.thread} carries task ${carried}, not ${event.task}`;
}

function queued(
  event: EventNamed<"queue.put" | "queue.got">,
  world: Readonly<World>,
  capacity: number | null,
): string | null {
  const length = world.queues[event.queue]?.length ?? 0;
  const expected = event.kind === "queue.put" ? length + 1 : length - 1;
  if (event.length !== expected) return `there were ${length} in it`;
  return event.length >= 0 && (capacity === null || event.length <= capacity) ? null : `its capacity is ${capacity}`;
}
