import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";

/** Whether the run has come to its end, and to this one. */
export function endedAs({ log }: Trace, outcome: events.Outcome): boolean {
  const last = log.length - 1;
  return (
    last >= 0 &&
    log.codeAt(last) === events.runEnded.code &&
    log.operandAt(last, 0) === events.OUTCOMES.indexOf(outcome)
  );
}
