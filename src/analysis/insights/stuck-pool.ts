/** A pool that waits for itself: its workers wait for calls that only they could take. */
import { formatCount } from "../../base/quantities.ts";
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import { hasEnded, type World } from "../../trace/world.ts";
import { listed, taskName } from "./names.ts";

interface StuckPool {
  readonly sentence: string;
  /** The last call that found no worker. */
  readonly seq: number;
}

/** Why a deadlocked run can never go on, where all workers of a pool wait for what stands in its queue; null where that is not so. */
export function stuckPool(trace: Trace, world: Readonly<World>): StuckPool | null {
  for (const [pool, { queued, busy }] of world.executors.entries()) {
    const { name, workers } = trace.tables.executors[pool] ?? { name: "pool", workers: 0 };
    if (busy < workers) continue;
    const parts = [...queued.values()].filter((task) => task !== null);
    const parents = parts.flatMap((task) => trace.tables.tasks[task]?.parent ?? []);
    const waiting = [...new Set(parents)].filter((task) => {
      const state = world.tasks[task];
      return state !== undefined && state.startedAt !== null && !hasEnded(state.phase);
    });
    if (waiting.length === 0) continue;
    const missing = parts.filter((task) => waiting.includes(trace.tables.tasks[task]?.parent ?? -1));
    const named = (tasks: readonly number[]) => listed(tasks.map((task) => taskName(trace, task)));
    const all =
      workers === 1 ? "the only worker" : workers === 2 ? "both workers" : `all ${formatCount(workers)} workers`;
    const wait = waiting.length === 1 ? "waits" : "wait";
    const are = missing.length === 1 ? "is" : "are";
    const sentence =
      `${named(waiting)} ${wait} for ${named(missing)}, which ${are} in the queue of the ${name}; ` +
      `${all} of the ${name} ${workers === 1 ? "is" : "are"} taken by those who wait`;
    return { sentence, seq: lastSubmission(trace, pool) };
  }
  return null;
}

function lastSubmission({ log }: Trace, pool: number): number {
  for (let seq = log.length - 1; seq >= 0; seq--) {
    if (log.codeAt(seq) === events.executorSubmitted.code && log.operandAt(seq, 0) === pool) return seq;
  }
  return log.length - 1;
}
