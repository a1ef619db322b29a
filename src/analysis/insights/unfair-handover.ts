import { formatCount } from "../../base/quantities.ts";
import { formatDuration, ms, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { listed, switchIntervalOf, threadName, times } from "./names.ts";

/** Served in turn, nobody has the GIL a second time before a waiter has it once; a third time is not bad luck any more. */
const TURNS = 3;
/** A wait of fewer switch intervals is one that any computing thread may cause. */
const INTERVALS = 4;
/** Nor is a shorter one felt, however small the interval: the default interval is 5 ms. */
const FELT = ms(5);
const NEVER_YET = -1;

/** One wait for the GIL: by whom, the event that ended it, from which hand-over (an index of the list of takers) to which. */
interface Passed {
  readonly thread: number;
  readonly seq: number;
  readonly wait: number;
  readonly from: number;
  readonly to: number;
}

/** The GIL goes to and fro between some threads while another waits for many switch intervals: there is no queue at the GIL. */
export const unfairHandover: Insight = {
  id: "unfair-handover",
  find(trace) {
    const interval = switchIntervalOf(trace);
    if (interval === null) return null;
    const worst = longestOf(trace, Math.max(FELT, INTERVALS * interval));
    if (worst === null) return null;
    const { passed, takers } = worst;
    const turns = new Map<number, number>();
    for (const taker of takers.slice(passed.from, passed.to)) turns.set(taker, (turns.get(taker) ?? 0) + 1);
    const most = [...turns].sort(([, a], [, b]) => b - a).slice(0, 2);
    const others = listed(most.map(([thread, count]) => `${threadName(trace, thread)} (${times(count)})`));
    const sentence =
      `Unfair hand-over: ${waiter(trace, passed.thread)} waited ${formatDuration(passed.wait as Ns)} for the GIL, ` +
      `${formatCount(passed.wait / interval)} switch intervals of ${formatDuration(interval)}, while ${others} got it; ` +
      "whoever asks is not the next to have it.";
    return { id: "unfair-handover", sentence, seq: passed.seq };
  },
};

const waiter = (trace: Trace, thread: number): string =>
  trace.tables.threads[thread]?.role === "main" ? "the main thread" : threadName(trace, thread);

/** What has happened at one GIL so far. */
class Queue {
  /** All who took it over, in order. */
  readonly takers: number[] = [];
  worst: Passed | null = null;
  /** By thread, from its last take-over back. */
  readonly #recent = new Map<number, number[]>();
  /** Whoever has waited since this take-over or before it has been passed over. */
  #latest = NEVER_YET;
  /** By thread that waits. */
  readonly #waits = new Map<number, { readonly since: number; readonly from: number }>();
  /** Shorter waits do not count. */
  readonly #least: number;

  constructor(least: number) {
    this.#least = least;
  }

  requested(thread: number, since: number): void {
    this.#waits.set(thread, { since, from: this.takers.length });
  }

  acquired(thread: number, seq: number, now: number, takenOver: boolean): void {
    this.#close(thread, seq, now);
    this.#waits.delete(thread);
    if (!takenOver) return;
    const own = this.#recent.get(thread) ?? new Array<number>(TURNS).fill(NEVER_YET);
    this.#recent.set(thread, own);
    own.pop();
    own.unshift(this.takers.length);
    this.takers.push(thread);
    this.#latest = Math.max(this.#latest, own[TURNS - 1] ?? NEVER_YET);
  }

  /** Waits that the run did not see the end of. */
  ended(seq: number, now: number): void {
    for (const thread of [...this.#waits.keys()].sort((a, b) => a - b)) this.#close(thread, seq, now);
  }

  #close(thread: number, seq: number, now: number): void {
    const request = this.#waits.get(thread);
    if (request === undefined || request.from > this.#latest) return;
    const { since, from } = request;
    const wait = now - since;
    if (wait < this.#least || wait <= (this.worst?.wait ?? 0)) return;
    this.worst = { thread, seq, wait, from, to: this.takers.length };
  }
}

/** The longest wait, of at least `least`, in which somebody else took the GIL over several times; and all who took it over, in order. */
function longestOf(trace: Trace, least: number): { passed: Passed; takers: readonly number[] } | null {
  const { log, tables } = trace;
  const queues = tables.gils.map(() => new Queue(least));
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code !== events.gilRequested.code && code !== events.gilAcquired.code) continue;
    const queue = queues[log.operandAt(seq, 0)];
    const thread = log.operandAt(seq, 1);
    if (code === events.gilRequested.code) queue?.requested(thread, log.timeAt(seq));
    else queue?.acquired(thread, seq, log.timeAt(seq), log.operandAt(seq, 2) !== 0);
  }
  let worst: { passed: Passed; takers: readonly number[] } | null = null;
  for (const queue of queues) {
    queue.ended(log.length - 1, endOf(trace));
    const passed = queue.worst;
    if (passed !== null && passed.wait > (worst?.passed.wait ?? 0)) worst = { passed, takers: queue.takers };
  }
  return worst;
}
