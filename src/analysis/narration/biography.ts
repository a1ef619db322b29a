/** The events worth telling of one task's life. */
import * as events from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";

/** Most events a biography has; of longer lives the busy middle is thinned out, never the beginning and the end. */
const LONGEST_LIFE = 2000;

/** By the task itself: the events whose operand at this index is the task. */
const OF_TASK: ReadonlyMap<number, number> = new Map([
  [events.taskCreated.code, 0],
  [events.taskStarted.code, 0],
  [events.taskSuspended.code, 0],
  [events.taskReadied.code, 0],
  [events.goroutinePreempted.code, 0],
  [events.taskResumed.code, 0],
  [events.taskFinished.code, 0],
  [events.taskFailed.code, 0],
  [events.taskCancelRequested.code, 0],
  [events.taskCancelled.code, 0],
  [events.taskCrashed.code, 0],
  [events.ioSubmitted.code, 2],
  [events.ioCompleted.code, 2],
  [events.timerSet.code, 1],
  [events.timerFired.code, 1],
  [events.lockRequested.code, 2],
  [events.lockAcquired.code, 2],
  [events.lockReleased.code, 2],
  [events.queuePut.code, 1],
  [events.queueGot.code, 1],
  [events.executorSubmitted.code, 2],
  [events.executorTaken.code, 3],
  [events.executorFinished.code, 3],
  [events.ipcSent.code, 2],
  [events.ipcReceived.code, 2],
]);

/** By the thread it is on: hand-overs of the GIL, and cores taken away. */
const OF_THREAD: ReadonlyMap<number, number> = new Map([
  [events.gilTimedOut.code, 1],
  [events.gilDropRequested.code, 1],
  [events.gilAcquired.code, 1],
  [events.gilReleased.code, 1],
  [events.schedSwitched.code, 1],
  [events.schedMigrated.code, 0],
  [events.processCrashed.code, 1],
]);

const { taskStarted, taskResumed, taskSuspended, schedSwitched, gilAcquired, gilReleased, variableWritten } = events;
const PREEMPTED = events.SWITCH_REASONS.indexOf("preempted");
const ENDS: ReadonlySet<number> = new Set(
  [events.taskFinished, events.taskFailed, events.taskCancelled, events.taskCrashed].map((each) => each.code),
);

/** The sequence numbers of a task's story, in order, in one pass over the log. */
export function biography(trace: Trace, task: number): readonly number[] {
  const { log, tables } = trace;
  const own = new Set(tables.threads.flatMap((thread, index) => (thread.task === task ? [index] : [])));
  const story: number[] = [];
  /** The thread it is on, where that is not its own. */
  let borrowed = -1;
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    const index = OF_TASK.get(code);
    if (index !== undefined) {
      if (log.operandAt(seq, index) !== task) continue;
      if (code === taskStarted.code || code === taskResumed.code) {
        const thread = log.operandAt(seq, 1);
        borrowed = own.has(thread) ? -1 : thread;
      } else if (code === taskSuspended.code || ENDS.has(code)) borrowed = -1;
      story.push(seq);
      continue;
    }
    const at = OF_THREAD.get(code);
    if (at !== undefined) {
      const thread = log.operandAt(seq, at);
      if ((thread === borrowed || own.has(thread)) && isNews(trace, seq, code)) story.push(seq);
    } else if (code === variableWritten.code && log.operandAt(seq, 1) === task && log.operandAt(seq, 4) > 0) {
      story.push(seq);
    }
  }
  return thinned(story);
}

/** Not every event of a thread is news: only forced departures, real hand-overs, stale waits. */
function isNews(trace: Trace, seq: number, code: number): boolean {
  const { log } = trace;
  if (code === schedSwitched.code) return log.operandAt(seq, 3) === PREEMPTED;
  if (code === gilAcquired.code || code === gilReleased.code) return log.operandAt(seq, 2) === 1;
  if (code === events.gilTimedOut.code) return log.operandAt(seq, 2) === 1;
  return true;
}

function thinned(story: readonly number[]): readonly number[] {
  if (story.length <= LONGEST_LIFE) return story;
  const edge = LONGEST_LIFE / 4;
  const middle = story.slice(edge, story.length - edge);
  const every = middle.length / (LONGEST_LIFE / 2);
  const kept = Array.from({ length: LONGEST_LIFE / 2 }, (_, index) => middle[Math.floor(index * every)] as number);
  return [...story.slice(0, edge), ...kept, ...story.slice(story.length - edge)];
}
