import * as events from "../../trace/event.ts";
import { History } from "../../trace/history.ts";
import type { Trace } from "../../trace/trace.ts";
import { hasEnded, type World } from "../../trace/world.ts";
import type { Insight } from "./finding.ts";
import { listed, plural, taskName, threadName } from "./names.ts";

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

const DEADLOCKED = events.OUTCOMES.indexOf("deadlocked");

/** Nobody can ever go on: names the cycle of who waits for whom. */
export const deadlock: Insight = {
  id: "deadlock",
  find(trace) {
    const { log } = trace;
    const last = log.length - 1;
    if (last < 0 || log.codeAt(last) !== events.runEnded.code || log.operandAt(last, 0) !== DEADLOCKED) return null;
    const world = new History(trace).worldAt(last);
    const cycle = findCycle(trace, world);
    if (cycle === null) {
      const stuck = world.tasks.flatMap((task, index) => (hasEnded(task.phase) ? [] : [taskName(trace, index)]));
      const sentence = `Deadlock: ${listed(stuck)} can never go on, and nothing else is left to happen.`;
      return { id: "deadlock", sentence, seq: last };
    }
    const hops = cycle.map(
      ({ from, lock, to }) => `${from.name} waits for ${lockName(trace, lock)}, which ${to.name} holds`,
    );
    const shown =
      hops.length > 3 ? [...hops.slice(0, 2), `and ${plural(hops.length - 2, "more wait")}, back to the first`] : hops;
    return {
      id: "deadlock",
      sentence: `Deadlock: ${shown.join("; ")}.`,
      seq: closing(
        trace,
        cycle.map((each) => each.lock),
      ),
    };
  },
};

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
