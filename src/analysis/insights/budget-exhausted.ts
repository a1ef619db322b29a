import { formatCount } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import * as events from "../../trace/event.ts";
import { endOf } from "../../trace/trace.ts";
import type { Insight } from "./finding.ts";
import { plural } from "./names.ts";
import { endedAs } from "./outcome.ts";

const ENDS: ReadonlySet<number> = new Set([
  events.taskFinished.code,
  events.taskFailed.code,
  events.taskCancelled.code,
  events.taskCrashed.code,
]);

/** The run was cut off: what it shows is a beginning. */
export const budgetExhausted: Insight = {
  id: "budget-exhausted",
  find(trace) {
    const { log, tables } = trace;
    const last = log.length - 1;
    if (!endedAs(trace, "budget-exhausted")) return null;
    const ended = new Set<number>();
    for (let seq = 0; seq < last; seq++) {
      const task = log.operandAt(seq, 0);
      if (ENDS.has(log.codeAt(seq)) && tables.tasks[task]?.parent === null) ended.add(task);
    }
    const tasks = tables.tasks.filter(({ parent }) => parent === null).length;
    const left = tasks - ended.size;
    const sentence =
      `Stopped by its budget: at ${formatDuration(endOf(trace))}, after ${plural(last, "event")}, ` +
      `${formatCount(left)} of ${plural(tasks, "task")} had not ended; ` +
      "to see the end, allow more time (--until) or make the scenario's counts smaller.";
    return { id: "budget-exhausted", sentence, seq: last };
  },
};
