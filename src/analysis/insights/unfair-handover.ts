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

/** One wait for the GIL: by whom, from which hand-over (an index of the list of takers) to which. */
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
    const found = trace.tables.gils.map((_, gil) => longestOf(trace, gil, Math.max(FELT, INTERVALS * interval)));
    const worst = found.reduce(
      (most, each) => ((each?.passed.wait ?? 0) > (most?.passed.wait ?? 0) ? each : most),
      null,
    );
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

/** The longest wait, of at least `least`, in which somebody else took the GIL over several times; and all who took it over, in order. */
function longestOf(trace: Trace, gil: number, least: number): { passed: Passed; takers: readonly number[] } | null {
  const { log, tables } = trace;
  const takers: number[] = [];
  /** By thread, from its last take-over back. */
  const recent = tables.threads.map(() => new Array<number>(TURNS).fill(NEVER_YET));
  /** Whoever has waited since this take-over or before it has been passed over. */
  let latest = NEVER_YET;
  const requests = new Float64Array(tables.threads.length).fill(NEVER_YET);
  const begun = new Int32Array(tables.threads.length);
  let worst: Passed | null = null;
  const close = (thread: number, now: number): void => {
    const request = requests[thread] ?? NEVER_YET;
    requests[thread] = NEVER_YET;
    const from = begun[thread] ?? 0;
    if (request < 0 || from > latest) return;
    const wait = now - log.timeAt(request);
    if (wait >= least && wait > (worst?.wait ?? 0)) worst = { thread, seq: request, wait, from, to: takers.length };
  };
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if ((code !== events.gilRequested.code && code !== events.gilAcquired.code) || log.operandAt(seq, 0) !== gil)
      continue;
    const thread = log.operandAt(seq, 1);
    if (code === events.gilRequested.code) {
      requests[thread] = seq;
      begun[thread] = takers.length;
      continue;
    }
    close(thread, log.timeAt(seq));
    if (log.operandAt(seq, 2) === 0) continue;
    const own = recent[thread] as number[];
    own.pop();
    own.unshift(takers.length);
    takers.push(thread);
    latest = Math.max(latest, own[TURNS - 1] ?? NEVER_YET);
  }
  for (const thread of requests.keys()) close(thread, endOf(trace));
  return worst === null ? null : { passed: worst, takers };
}
