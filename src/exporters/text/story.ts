/** A run as sentences with their times, to be read from top to bottom or to be listened to. */
import type { Finding } from "../../analysis/insights/finding.ts";
import { narrate } from "../../analysis/narration/narrate.ts";
import { asciiText, cellText, written } from "../../base/cells.ts";
import { formatDuration } from "../../base/time.ts";
import {
  gilAcquired,
  processCrashed,
  schedSwitched,
  taskCancelled,
  taskCrashed,
  taskFailed,
  taskFinished,
  taskResumed,
  taskStarted,
} from "../../trace/event.ts";
import type { Trace } from "../../trace/trace.ts";
import { headline } from "./totals.ts";

/** The turns of a task's life; those of an event loop's tasks are all there is to tell of it. */
const TURNS: ReadonlySet<number> = new Set(
  [taskStarted, taskResumed, taskFinished, taskFailed, taskCancelled, taskCrashed, processCrashed].map(
    ({ code }) => code,
  ),
);

/**
 * A line an event: those at which a core changes threads, a GIL changes hands, a task begins, goes on or ends, or a finding shows.
 *
 * @param all every event, however small
 */
export function* storyLines(
  trace: Trace,
  findings: readonly Finding[],
  all: boolean,
  unicode: boolean,
): Generator<string> {
  const spelt = unicode ? written : asciiText;
  const { log } = trace;
  const events = all ? Array.from({ length: log.length }, (_, seq) => seq) : tellable(trace, findings);
  yield `${spelt(headline(trace))}.\n\n`;
  for (const seq of events) {
    yield `${spelt(`${formatDuration(log.timeAt(seq))}: ${sentenceAt(trace, seq)}`)}\n`;
    for (const finding of findings) {
      if (finding.seq === seq) yield `${spelt(`To be learnt here: ${cellText(finding.sentence)}`)}\n`;
    }
  }
  const left = log.length - events.length;
  if (left > 0) yield `\n${left} smaller events are left out; --all tells them too.\n`;
}

/** The first and the last event too: where it begins, and how it ends. */
function tellable({ log }: Trace, findings: readonly Finding[]): readonly number[] {
  const told = new Set(findings.map(({ seq }) => seq));
  const events: number[] = [];
  for (let seq = 0; seq < log.length; seq++) {
    const code = log.codeAt(seq);
    const isTold =
      seq === 0 ||
      seq === log.length - 1 ||
      told.has(seq) ||
      TURNS.has(code) ||
      // A core that was idle lost nobody: that is no switch, as in the run's totals.
      (code === schedSwitched.code && log.operandAt(seq, 1) >= 0) ||
      (code === gilAcquired.code && log.operandAt(seq, 2) === 1);
    if (isTold) events.push(seq);
  }
  return events;
}

const sentenceAt = (trace: Trace, seq: number): string =>
  cellText(
    narrate(trace, seq, "technical")
      .map(({ text }) => text)
      .join(""),
  );
