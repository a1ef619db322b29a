/** A run as JSON lines: first what is known besides the events, then one event a line. */
import type { Trace } from "../../trace/trace.ts";

/** The name and version of the form, the first field of the first line. */
export const EVENTS_SCHEMA = "gilgrill/events/1";

/** Lines are handed out in pieces of about this many characters. */
const PIECE = 64 * 1024;

/** The lines in pieces of text, in order; nothing is kept, so a run of any length can be streamed. */
export function* eventLines(trace: Trace): Generator<string, void, void> {
  const { header, tables, peakBytes, log } = trace;
  let piece = `${JSON.stringify({ schema: EVENTS_SCHEMA, header, tables, peakBytes, events: log.length })}\n`;
  for (let seq = 0; seq < log.length; seq++) {
    piece += `${JSON.stringify(log.at(seq))}\n`;
    if (piece.length >= PIECE) {
      yield piece;
      piece = "";
    }
  }
  if (piece !== "") yield piece;
}
