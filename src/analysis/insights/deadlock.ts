import { formatCount } from "../../base/quantities.ts";
import * as events from "../../trace/event.ts";
import { History } from "../../trace/history.ts";
import type { Trace } from "../../trace/trace.ts";
import { hasEnded, type WaitState, type World } from "../../trace/world.ts";
import type { Insight } from "./finding.ts";
import { listed, plural, taskName, threadName } from "./names.ts";
import { endedAs } from "./outcome.ts";
import { stuckPool } from "./stuck-pool.ts";

/** One side of a wait: a task, or a thread that is nobody's. */
interface Party {
  readonly key: string;
  /** Tasks first, in their order: the cycle is told from its first task on. */
  readonly order: number;
  readonly name: string;
}

interface Edge {
  readonly lock: number;
  readonly to: Party;
}

/** Nobody can ever go on: names the cycle of who waits for whom. */
export const deadlock: Insight = {
  id: "deadlock",
  find(trace) {
    const { log } = trace;
    const last = log.length - 1;
    if (!endedAs(trace, "deadlocked")) return null;
    const world = new History(trace).worldAt(last);
    const cycle = findCycle(trace, world);
    const noticed = isNoticed(trace)
      ? ' The Go runtime noticed and ended the program: "fatal error: all goroutines are asleep - deadlock!"'
      : "";
    if (cycle === null) {
      const pool = stuckPool(trace, world);
      const sentence = `Deadlock: ${pool?.sentence ?? stranded(trace, world)}.${noticed}`;
      return { id: "deadlock", sentence, seq: pool?.seq ?? last };
    }
    const hops = cycle.map(
      ({ from, lock, to }) => `${from.name} waits for ${lockName(trace, lock)}, which ${to.name} holds`,
    );
    const shown =
      hops.length > 3 ? [...hops.slice(0, 2), `and ${plural(hops.length - 2, "more wait")}, back to the first`] : hops;
    return {
      id: "deadlock",
      sentence: `Deadlock: ${shown.join("; ")}.${noticed}`,
      seq: closing(
        trace,
        cycle.map((each) => each.lock),
      ),
    };
  },
};

/** Whether the program's own runtime saw that nobody can go on: the last that happens in it. */
function isNoticed({ log, tables }: Trace): boolean {
  if (tables.procs.length === 0) return false;
  for (let seq = log.length - 1; seq >= 0 && log.timeAt(seq) === log.timeAt(log.length - 1); seq--) {
    if (log.codeAt(seq) === events.runtimeDeadlocked.code) return true;
  }
  return false;
}

/** More reasons than this are counted. */
const MOST_REASONS = 3;

/** Without a cycle: who waits for what, and why it will never come. */
function stranded(trace: Trace, world: Readonly<World>): string {
  const byReason = new Map<string, string[]>();
  const others: string[] = [];
  const sort = (name: string, reason: string | null): void => {
    if (reason === null) others.push(name);
    else byReason.set(reason, [...(byReason.get(reason) ?? []), name]);
  };
  world.tasks.forEach((task, index) => {
    if (!hasEnded(task.phase)) sort(taskName(trace, index), whyNever(trace, world, task.wait));
  });
  // Its task may be over where the thread still hangs.
  world.threads.forEach((thread, index) => {
    if (thread.state === "exited" || isCarrying(world, index)) return;
    const reason = whyNever(trace, world, thread.wait);
    if (reason !== null) sort(threadName(trace, index), reason);
  });
  const told = [...byReason].map(([reason, names]) => `${listed(names)} can never go on: ${reason}`);
  if (told.length > MOST_REASONS)
    return `${told.slice(0, MOST_REASONS - 1).join("; ")}; and ${plural(told.length - MOST_REASONS + 1, "more wait")} of the kind`;
  if (told.length > 0) return told.join("; ");
  const hanging = world.threads.flatMap(({ state }, index) => (state === "exited" ? [] : [threadName(trace, index)]));
  return `${listed(others.length > 0 ? others : hanging)} can never go on, and nothing else is left to happen`;
}

const isCarrying = (world: Readonly<World>, thread: number): boolean =>
  world.tasks.some((task) => task.thread === thread && !hasEnded(task.phase) && task.wait !== null);

const PARTINGS = {
  finished: "finished",
  failed: "failed",
  cancelled: "was cancelled",
  crashed: "crashed",
} as const;

/** Why what is waited for will never come; null where it is the end of somebody who waits too. */
function whyNever(trace: Trace, world: Readonly<World>, wait: WaitState | null): string | null {
  if (wait === null || wait.object === null) return null;
  if (wait.on === "lock") {
    const holder = world.locks[wait.object]?.holder ?? null;
    if (holder === null) return null;
    const name = lockName(trace, wait.object);
    const phase = holder.task === null ? undefined : world.tasks[holder.task]?.phase;
    const who = holder.task === null ? threadName(trace, holder.thread) : taskName(trace, holder.task);
    const parting =
      phase !== undefined && phase in PARTINGS
        ? PARTINGS[phase as keyof typeof PARTINGS]
        : world.threads[holder.thread]?.state === "exited"
          ? "ended"
          : null;
    return parting === null ? `${who} holds ${name}` : `${who} took ${name} and ${parting} without giving it back`;
  }
  if (wait.on === "queue") {
    const queue = trace.tables.queues[wait.object];
    const length = world.queues[wait.object]?.length;
    if (queue === undefined || length === undefined) return null;
    if (length === 0) return `the queue ${queue.name} is empty, and nobody puts anything in any more`;
    return `the queue ${queue.name} is full (${formatCount(length)} of ${formatCount(queue.capacity ?? length)}), and nobody takes anything out any more`;
  }
  return null;
}

const lockName = (trace: Trace, lock: number): string => trace.tables.locks[lock]?.name ?? `lock ${lock}`;

function findCycle(trace: Trace, world: Readonly<World>): readonly { from: Party; lock: number; to: Party }[] | null {
  const party = (side: { readonly thread: number; readonly task: number | null }): Party =>
    side.task !== null
      ? { key: `task ${side.task}`, order: side.task, name: taskName(trace, side.task) }
      : {
          key: `thread ${side.thread}`,
          order: trace.tables.tasks.length + side.thread,
          name: threadName(trace, side.thread),
        };
  const edges = new Map<string, Edge>();
  const parties = new Map<string, Party>();
  world.locks.forEach((state, lock) => {
    if (state.holder === null) return;
    for (const waiter of state.waiters) {
      const from = party(waiter);
      parties.set(from.key, from);
      edges.set(from.key, { lock, to: party(state.holder) });
    }
  });
  for (const start of [...parties.values()].sort((a, b) => a.order - b.order)) {
    const path: { from: Party; lock: number; to: Party }[] = [];
    const seen = new Set<string>();
    for (let at: Party = start; !seen.has(at.key); ) {
      seen.add(at.key);
      const edge = edges.get(at.key);
      if (edge === undefined) break;
      path.push({ from: at, lock: edge.lock, to: edge.to });
      at = edge.to;
      if (at.key === start.key) return path;
    }
  }
  return null;
}

/** The request with which the cycle closed: the last one for any of its locks. */
function closing(trace: Trace, locks: readonly number[]): number {
  const { log } = trace;
  for (let seq = log.length - 1; seq >= 0; seq--) {
    if (log.codeAt(seq) === events.lockRequested.code && locks.includes(log.operandAt(seq, 0))) return seq;
  }
  return log.length - 1;
}
