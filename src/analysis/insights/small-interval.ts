import { formatCount, formatFinePercent } from "../../base/quantities.ts";
import { formatDuration, ms, type Ns } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { switchIntervalOf } from "./names.ts";

/** Nobody's interval is too small who left it at the default, whatever else hand-overs come from. */
const DEFAULT = ms(5);
/** With the default and threads that do nothing but compute it is 0.2 %; ten times that shows. */
const MUCH = 0.02;
/** Fewer forced hand-overs than this are too few to speak of a rate. */
const FEW = 10;
const SECOND = 1e9;

const NOBODY = -1;

/** The switch interval is so small that a good part of the CPU goes into asking for the GIL, giving it up and taking it over. */
export const smallInterval: Insight = {
  id: "small-interval",
  find(trace) {
    const { log, tables } = trace;
    const interval = switchIntervalOf(trace);
    const length = endOf(trace);
    if (interval === null || interval >= DEFAULT || length === 0) return null;
    /** By thread: since when it has been on a core, or NOBODY; and whether it is about the GIL and not its program. */
    const since = new Float64Array(tables.threads.length).fill(NOBODY);
    const asks = new Uint8Array(tables.threads.length);
    let forced = 0;
    let busy = 0;
    let lost = 0;
    let first = -1;
    const book = (thread: number, now: number): void => {
      const from = since[thread] ?? NOBODY;
      if (from === NOBODY) return;
      busy += now - from;
      if (asks[thread] === 1) lost += now - from;
      since[thread] = now;
    };
    for (let seq = 0; seq < log.length; seq++) {
      const now = log.timeAt(seq);
      switch (log.codeAt(seq)) {
        case events.schedSwitched.code: {
          const from = log.operandAt(seq, 1);
          const to = log.operandAt(seq, 2);
          if (from !== NOBODY) {
            book(from, now);
            since[from] = NOBODY;
          }
          if (to !== NOBODY) since[to] = now;
          break;
        }
        case events.gilReleased.code:
          if (log.operandAt(seq, 2) !== 1) break;
          book(log.operandAt(seq, 1), now);
          asks[log.operandAt(seq, 1)] = 1;
          forced++;
          if (first < 0) first = seq;
          break;
        case events.gilRequested.code:
          book(log.operandAt(seq, 1), now);
          asks[log.operandAt(seq, 1)] = 1;
          break;
        case events.cpuStarted.code:
          book(log.operandAt(seq, 0), now);
          asks[log.operandAt(seq, 0)] = 0;
          break;
        default:
      }
    }
    if (forced < FEW || lost < MUCH * busy) return null;
    const rate = formatCount(Math.round((forced * SECOND) / length));
    const sentence =
      `Small switch interval: with ${formatDuration(interval)} the GIL was taken from its holder ${rate} times a second, ` +
      `and ${formatFinePercent(lost / busy)} of the CPU (${formatDuration(lost as Ns)}) went into handing it over.`;
    return { id: "small-interval", sentence, seq: first };
  },
};
