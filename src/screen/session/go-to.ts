/** What may be typed after `:`. */
import { formatDuration, ns, parseDuration } from "../../base/time.ts";
import { atEvent, atTime } from "./cursor.ts";
import type { Cursor, Run } from "./state.ts";

/** Events are numbered from 1 for people, as on the status line; 0 is before the first. */
export const eventNumber = (cursor: Cursor): number => cursor.event + 1;

/** A time (`46ms`, `1.5s`), an event (`120`, `e120`) or a share of the run (`50%`); a sentence where it is none of them. */
export function parsePlace(text: string, run: Run): Cursor | string {
  const wanted = text.trim();
  const event = /^[eE#]?\s*(\d+)$/.exec(wanted)?.[1];
  if (event !== undefined) {
    const number = Number.parseInt(event, 10);
    return number > run.events ? `the last event is ${run.events}` : atEvent(run, number - 1);
  }
  const share = /^(\d+(?:\.\d+)?)\s*%$/.exec(wanted)?.[1];
  if (share !== undefined) {
    const percent = Number.parseFloat(share);
    return percent > 100 ? "a run has 100 %" : atTime(run, ns(Math.round((run.end * percent) / 100)));
  }
  const time = parseDuration(wanted);
  if (time === undefined) return `"${wanted}" is neither a time (46ms, 1.5s) nor an event (120) nor a share (50%)`;
  return time > run.end ? `the run ends at ${formatDuration(run.end)}` : atTime(run, time);
}
