import { formatCount } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { plural } from "./names.ts";
import { endedAs } from "./outcome.ts";

/** With calls in the queue and nobody at work for less than this share of the run, the pool had a busy moment. */
const MUCH = 0.2;

/** A worker in one of these waits would not go on if it had a core: more workers would help, more cores would not. */
const OUTSIDE: ReadonlySet<number> = new Set(
  (["lock", "io", "timer", "queue", "join", "result"] as const).map((wait) => events.WAITS.indexOf(wait)),
);
const NOBODY = -1;

interface Pool {
  readonly workers: number;
  /** When each call was submitted, by its number. */
  readonly submitted: number[];
  queued: number;
  /** Workers with a call that wait for something outside. */
  waiting: number;
  /** Nanoseconds with calls in the queue while every worker waited, where that began, and the longest queue in them. */
  starved: number;
  seq: number;
  longest: number;
  /** The longest any call stood in the queue. */
  worst: number;
}

/** Calls stand in a pool's queue while all its workers wait and do not compute: the pool is too small, not the machine. */
export const poolStarved: Insight = {
  id: "pool-starved",
  find(trace) {
    const { log, tables } = trace;
    const last = log.length - 1;
    if (tables.executors.length === 0 || last < 0) return null;
    // A pool that waits for itself is a deadlock, which says so.
    if (endedAs(trace, "deadlocked")) return null;
    const pools = starvationOf(trace);
    let worst = 0;
    for (const [id, pool] of pools.entries()) if (pool.starved > (pools[worst]?.starved ?? 0)) worst = id;
    const pool = pools[worst];
    const length = endOf(trace);
    if (pool === undefined || pool.starved === 0 || pool.starved < MUCH * length) return null;
    const name = tables.executors[worst]?.name ?? "pool";
    const all =
      pool.workers === 1
        ? "its only worker"
        : pool.workers === 2
          ? "both its workers"
          : `all its ${formatCount(pool.workers)} workers`;
    const sentence =
      `Starved pool: ${plural(pool.longest, "call")} stood in the queue of the ${name} while ${all} waited and computed nothing, ` +
      `for ${formatDuration(pool.starved as Ns)} of ${formatDuration(length)}; ` +
      `the longest wait in the queue was ${formatDuration(pool.worst as Ns)}: more workers would help.`;
    return { id: "pool-starved", sentence, seq: pool.seq };
  },
};

function starvationOf({ log, tables }: Trace): readonly Pool[] {
  const pools = tables.executors.map(
    ({ workers }): Pool => ({
      workers,
      submitted: [],
      queued: 0,
      waiting: 0,
      starved: 0,
      seq: -1,
      longest: 0,
      worst: 0,
    }),
  );
  /** By thread: the pool whose call it executes. */
  const serves = new Int32Array(tables.threads.length).fill(NOBODY);
  const waits = new Uint8Array(tables.threads.length);
  const goOn = (thread: number): void => {
    if (waits[thread] === 0) return;
    waits[thread] = 0;
    const pool = pools[serves[thread] ?? NOBODY];
    if (pool !== undefined) pool.waiting--;
  };
  let now = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const passed = log.timeAt(seq) - now;
    if (passed > 0) {
      now += passed;
      for (const pool of pools) {
        if (pool.queued === 0 || pool.waiting < pool.workers) continue;
        if (pool.seq < 0) pool.seq = seq - 1;
        pool.starved += passed;
        pool.longest = Math.max(pool.longest, pool.queued);
      }
    }
    const first = log.operandAt(seq, 0);
    switch (log.codeAt(seq)) {
      case events.executorSubmitted.code: {
        const pool = pools[first] as Pool;
        pool.submitted[log.operandAt(seq, 1)] = now;
        pool.queued++;
        break;
      }
      case events.executorTaken.code: {
        const pool = pools[first] as Pool;
        pool.queued--;
        pool.worst = Math.max(pool.worst, now - (pool.submitted[log.operandAt(seq, 1)] ?? now));
        serves[log.operandAt(seq, 2)] = first;
        break;
      }
      case events.executorFinished.code:
        goOn(log.operandAt(seq, 2));
        serves[log.operandAt(seq, 2)] = NOBODY;
        break;
      case events.threadParked.code: {
        const pool = pools[serves[first] ?? NOBODY];
        if (pool === undefined || waits[first] === 1 || !OUTSIDE.has(log.operandAt(seq, 1))) break;
        waits[first] = 1;
        pool.waiting++;
        break;
      }
      case events.schedWoken.code:
      case events.threadExited.code:
        goOn(first);
        break;
      default:
    }
  }
  return pools;
}
