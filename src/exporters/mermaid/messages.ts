/** Which events are messages of one to another, and what is said. */
import { threadName } from "../../analysis/insights/names.ts";
import { formatDuration, minus, NEVER, type Ns } from "../../base/time.ts";
import { type TraceEvent, threadCreated } from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";

/** Who takes part. */
export interface Part {
  readonly kind: "task" | "thread" | "gil" | "lock" | "loop" | "pool" | "proc" | "kernel" | "device";
  readonly id: number;
  readonly name: string;
}

export interface Message {
  readonly time: Ns;
  readonly from: Part;
  /** Null for a note about `from`. */
  readonly to: Part | null;
  readonly arrow: "->>" | "-->>" | "-x";
  readonly text: string;
}

const KERNEL: Part = { kind: "kernel", id: 0, name: "scheduler" };

/** One message, or none where the event is nobody's word to another. */
export function messagesOf(trace: Trace, event: TraceEvent): readonly Message[] {
  const { tables } = trace;
  const { time } = event;
  const named = (kind: Part["kind"], id: number, name: string | undefined): Part => ({ kind, id, name: name ?? kind });
  const task = (id: number): Part => named("task", id, tables.tasks[id]?.name);
  const thread = (id: number): Part => {
    const facts = tables.threads[id];
    return facts?.role === "task" && facts.task !== null
      ? task(facts.task)
      : named("thread", id, threadName(trace, id));
  };
  const gil = (id: number): Part =>
    named("gil", id, tables.gils.length === 1 ? "GIL" : `GIL of ${tables.gils[id]?.name}`);
  const lock = (id: number): Part => named("lock", id, `lock ${tables.locks[id]?.name}`);
  const device = (id: number): Part => named("device", id, tables.devices[id]?.name);
  const loop = (id: number): Part => named("loop", id, tables.loops[id]?.name);
  const pool = (id: number): Part => named("pool", id, tables.executors[id]?.name);
  const proc = (id: number): Part => named("proc", id, tables.procs[id]?.name);
  const who = (own: number | null, carrier: number): Part => (own === null ? thread(carrier) : task(own));
  const say = (from: Part, to: Part | null, text: string, arrow: Message["arrow"] = "->>"): readonly Message[] => [
    { time, from, to, arrow, text },
  ];

  switch (event.kind) {
    case "thread.created":
      return event.parent === null ? [] : say(thread(event.parent), thread(event.thread), "starts");
    case "sched.woken":
      // Who starts a thread wakes it for the first time.
      if (event.by === null || (event.cause !== null && trace.log.codeAt(event.cause) === threadCreated.code))
        return [];
      return say(thread(event.by), thread(event.thread), "wakes");
    case "sched.switched":
      if (event.to !== null) return say(KERNEL, thread(event.to), `runs on core ${event.core}`);
      return event.from !== null && event.reason === "preempted"
        ? say(KERNEL, thread(event.from), "preempted", "-x")
        : [];
    case "thread.timed-out":
      return say(KERNEL, thread(event.thread), "its time is up", "-->>");
    case "gil.requested":
      return say(thread(event.thread), gil(event.gil), "wants it");
    case "gil.drop-requested":
      if (event.holder === null) return say(thread(event.thread), gil(event.gil), "asks for it to be let go");
      return say(thread(event.thread), thread(event.holder), "please let go of the GIL");
    case "gil.acquired":
      return say(gil(event.gil), thread(event.thread), "has it", "-->>");
    case "gil.released":
      return say(thread(event.thread), gil(event.gil), event.forced ? "lets go, as asked" : "lets go");
    case "gil.missed":
      return say(gil(event.gil), thread(event.thread), "taken again, woken in vain", "-x");
    case "lock.requested":
      return say(who(event.task, event.thread), lock(event.lock), "wants it");
    case "lock.acquired":
      return say(lock(event.lock), who(event.task, event.thread), "has it", "-->>");
    case "lock.released":
      return say(who(event.task, event.thread), lock(event.lock), "lets go");
    case "io.submitted":
      return say(who(event.task, event.thread), device(event.device), `asks${lasting(event.time, event.due)}`);
    case "io.completed":
      return event.task === null ? [] : say(device(event.device), task(event.task), "answers", "-->>");
    case "timer.set":
      return say(who(event.task, event.thread), KERNEL, `timer${lasting(event.time, event.due)}`);
    case "timer.fired":
      return event.task === null ? [] : say(KERNEL, task(event.task), "timer", "-->>");
    case "callback.started":
      return event.task === null ? [] : say(loop(event.loop), task(event.task), "runs it");
    case "task.suspended":
      return tables.loops[0] === undefined ? [] : say(task(event.task), loop(0), "awaits");
    case "executor.submitted":
      return event.task === null ? [] : say(task(event.task), pool(event.executor), "a call");
    case "executor.taken":
      return say(pool(event.executor), thread(event.thread), "takes a call");
    case "goroutine.scheduled":
      return event.task === null ? [] : say(proc(event.proc), task(event.task), "runs it");
    case "task.finished":
    case "task.failed":
    case "task.cancelled":
    case "task.crashed":
      return say(task(event.task), null, event.kind.slice("task.".length));
    default:
      return [];
  }
}

const lasting = (from: Ns, due: Ns): string => (due >= NEVER ? "" : `, ${formatDuration(minus(due, from))}`);
