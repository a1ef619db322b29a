import { formatPercent } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf, type Trace } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { listed, plural } from "./names.ts";
import { endedAs } from "./outcome.ts";

/** While less than this share of the run passes with preparations only, they cost less than what an uneven share-out of the work does. */
const MUCH = 0.25;

const STARTUP = events.CODES.indexOf("startup");
const OWN_CODE: ReadonlySet<number> = new Set([events.CODES.indexOf("python"), events.CODES.indexOf("native")]);
const UNASKED = events.START_METHODS.indexOf("none");
const NOBODY = -1;
const [NOTHING, PREPARES, WORKS] = [0, 1, 2];

/** Starting processes, interpreters or threads and packing what passes between them takes a large part of the run. */
export const startupCost: Insight = {
  id: "startup-cost",
  find(trace) {
    const { log } = trace;
    const length = endOf(trace);
    // Nobody asks what a run cost that came to nothing.
    if (length === 0 || endedAs(trace, "deadlocked") || endedAs(trace, "crashed")) return null;
    // An event loop's own turns are code without a task too.
    const packs = trace.tables.loops.length === 0;
    const does = new Uint8Array(trace.tables.threads.length);
    let preparing = 0;
    let working = 0;
    let prepared = 0;
    let worked = 0;
    let now = 0;
    let first = -1;
    let firstOwn = -1;
    const set = (thread: number, what: number): void => {
      const was = does[thread];
      if (was === PREPARES) preparing--;
      else if (was === WORKS) working--;
      does[thread] = what;
      if (what === PREPARES) preparing++;
      else if (what === WORKS) working++;
    };
    for (let seq = 0; seq < log.length; seq++) {
      const code = log.codeAt(seq);
      if (code !== events.cpuStarted.code && code !== events.cpuStopped.code) continue;
      const passed = log.timeAt(seq) - now;
      now += passed;
      if (working > 0) worked += passed;
      else if (preparing > 0) prepared += passed;
      const thread = log.operandAt(seq, 0);
      if (code === events.cpuStopped.code) {
        set(thread, NOTHING);
        continue;
      }
      const what = log.operandAt(seq, 2);
      const isTasks = log.operandAt(seq, 1) !== NOBODY && OWN_CODE.has(what);
      const isPreparation = what === STARTUP || (packs && !isTasks);
      set(thread, isTasks ? WORKS : isPreparation ? PREPARES : NOTHING);
      if (isPreparation && first < 0) first = seq;
      if (isTasks && firstOwn < 0) firstOwn = seq;
    }
    if (first < 0 || prepared < MUCH * length) return null;
    const sentence =
      `Start-up cost: for ${formatDuration(prepared as Ns)} of ${formatDuration(length)} (${formatPercent(prepared / length)}) ` +
      `nothing was done but ${whatFor(trace)}; the tasks' own code ran for ${formatDuration(worked as Ns)}.`;
    return { id: "startup-cost", sentence, seq: Math.max(first, firstOwn) };
  },
};

/** What there was to prepare. */
function whatFor({ log, tables }: Trace): string {
  let processes = 0;
  let threads = 0;
  let calls = 0;
  let messages = 0;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    if (code === events.processForked.code && log.operandAt(seq, 2) !== UNASKED) processes++;
    else if (code === events.threadCreated.code && tables.threads[log.operandAt(seq, 0)]?.role !== "main") threads++;
    else if (code === events.executorSubmitted.code) calls++;
    else if (code === events.ipcSent.code) messages++;
  }
  // More GILs than processes: interpreters of their own in one.
  const interpreters = tables.gils.length - new Set(tables.gils.map(({ process }) => process)).size;
  const started =
    processes > 0
      ? plural(processes, "process", "processes")
      : interpreters > 0
        ? plural(interpreters, "interpreter")
        : plural(threads, "thread");
  const passed = messages > 0 ? `passing ${plural(messages, "message")}` : `passing ${plural(calls, "call")}`;
  return listed([`starting ${started}`, ...(messages + calls > 0 ? [passed] : [])]);
}
