/** The events that concern one task, for whoever follows it. */
import { definitionOf } from "../../trace/definition.ts";
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";

/** By code of event: which of its operands are tasks and threads. */
interface Who {
  readonly task: number;
  readonly threads: readonly number[];
}

const ENTERS: ReadonlySet<number> = new Set([events.taskStarted.code, events.taskResumed.code]);
const LEAVES: ReadonlySet<number> = new Set(
  [events.taskSuspended, events.taskFinished, events.taskFailed, events.taskCancelled, events.taskCrashed].map(
    ({ code }) => code,
  ),
);

/** Read from the vocabulary itself: a new kind of event that names a task or a thread is in without a line here. */
function whoIn(code: number): Who {
  const names = definitionOf(code).fields.map(({ name }) => name);
  const isSwitch = code === events.schedSwitched.code;
  const threads = names.flatMap((name, index) =>
    name === "thread" || (isSwitch && (name === "from" || name === "to")) ? [index] : [],
  );
  return { task: names.indexOf("task"), threads };
}

/** Ascending: those that name the task, its own thread, or a thread that serves it meanwhile. */
export function eventsOf({ log, tables }: Trace, task: number): readonly number[] {
  const own = new Set(tables.threads.flatMap((thread, index) => (thread.task === task ? [index] : [])));
  const known = new Map<number, Who>();
  const found: number[] = [];
  /** The thread it is on, where that is not its own. */
  let borrowed = -1;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    let who = known.get(code);
    if (who === undefined) {
      who = whoIn(code);
      known.set(code, who);
    }
    const named = who.task >= 0 && log.operandAt(seq, who.task) === task;
    if (named && ENTERS.has(code)) borrowed = log.operandAt(seq, 1);
    const serves = who.threads.some((index) => {
      const thread = log.operandAt(seq, index);
      return own.has(thread) || (borrowed >= 0 && thread === borrowed);
    });
    if (named || serves) found.push(seq);
    if (named && LEAVES.has(code)) borrowed = -1;
  }
  return found;
}
