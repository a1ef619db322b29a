import { formatDecimal } from "../../base/quantities.ts";
import { formatDuration, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import type { Insight } from "./finding.ts";
import { listed, switchIntervalOf, threadName, times } from "./names.ts";

const WAITED_OUTSIDE: ReadonlySet<number> = new Set(
  (["io", "timer", "queue"] as const).map((wait) => events.WAITS.indexOf(wait)),
);
/** A return that waits this much of a switch interval was held up by the interval, not by bad luck. */
const SHARE = 0.9;

/** Threads that come back from waiting queue behind a busy one, a whole switch interval each time. */
export const gilConvoy: Insight = {
  id: "gil-convoy",
  find(trace) {
    const interval = switchIntervalOf(trace);
    if (interval === null) return null;
    const { log } = trace;
    /** Threads back from a wait that have not had the GIL since. */
    const back = new Set<number>();
    const asked = new Map<number, number>();
    const slow = new Set<number>();
    let returns = 0;
    let waited = 0;
    let longest = 0;
    let place = -1;
    for (let seq = 0; seq < log.length; seq++) {
      const code = log.codeAt(seq);
      if (code === events.threadParked.code) {
        if (WAITED_OUTSIDE.has(log.operandAt(seq, 1))) back.add(log.operandAt(seq, 0));
      } else if (code === events.gilRequested.code) {
        const thread = log.operandAt(seq, 1);
        if (back.has(thread)) asked.set(thread, seq);
      } else if (code === events.gilAcquired.code) {
        const thread = log.operandAt(seq, 1);
        const request = asked.get(thread);
        back.delete(thread);
        asked.delete(thread);
        if (request === undefined) continue;
        const wait = log.timeAt(seq) - log.timeAt(request);
        if (wait < interval * SHARE) continue;
        if (wait > longest) {
          longest = wait;
          place = seq;
        }
        returns++;
        waited += wait;
        slow.add(thread);
      }
    }
    if (returns === 0) return null;
    const who = listed([...slow].map((thread) => threadName(trace, thread)));
    const each = Math.round(waited / returns) as Ns;
    const lost = formatDecimal(each / interval);
    const sentence =
      `GIL convoy: ${who} came back from waiting ${times(returns)} and queued for the GIL behind computing threads, ` +
      `${formatDuration(each)} a return${returns > 1 ? ` (${formatDuration(waited as Ns)} in all)` : ""}: ` +
      `${lost} switch ${lost === "1.0" ? "interval" : "intervals"} of ${formatDuration(interval)} lost each time.`;
    return { id: "gil-convoy", sentence, seq: place };
  },
};
