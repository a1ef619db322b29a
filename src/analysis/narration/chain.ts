/** The chain of causes, without the links that say nothing of their own. */
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";

/** Kinds that only pass a cause on: what they say is said by the event before or after them. */
const NOISE: ReadonlySet<number> = new Set(
  [
    events.threadParked,
    events.threadTimedOut,
    events.threadCreated,
    events.threadStarted,
    events.schedWoken,
    events.schedMigrated,
    events.cpuStarted,
    events.cpuStopped,
    events.timerSet,
    events.gilRequested,
    events.taskStepped,
    events.taskStarted,
    events.taskResumed,
    events.loopIterated,
    events.callbackScheduled,
    events.callbackStarted,
    events.variableRead,
  ].map((definition) => definition.code),
);

/** The next cause back from an event that is worth telling, or null at a beginning. */
export function explains(trace: Trace, seq: number): number | null {
  const { log } = trace;
  for (let cause = log.causeAt(seq); cause !== null; cause = log.causeAt(cause)) {
    if (!NOISE.has(log.codeAt(cause)) && !isRoutine(trace, cause)) return cause;
  }
  return null;
}

/** Events that matter only sometimes: a timed wait that led to a request, which says so itself; a switch from an idle core, or to a helper, which says itself what it does. */
function isRoutine(trace: Trace, seq: number): boolean {
  const { log } = trace;
  const code = log.codeAt(seq);
  if (code === events.gilTimedOut.code) return log.operandAt(seq, 2) === 0;
  if (code !== events.schedSwitched.code) return false;
  return log.operandAt(seq, 1) === -1 || trace.tables.threads[log.operandAt(seq, 2)]?.role === "helper";
}
