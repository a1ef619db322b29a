/** Frames and drawings for tests. */
import type { Ns } from "../../src/base/time.ts";
import { buildFrame, type FrameOptions } from "../../src/screen/frame/build.ts";
import type { Frame, Tile } from "../../src/screen/frame/frame.ts";
import type { PreparedRun } from "../../src/screen/frame/prepared.ts";
import { plain } from "../../src/screen/views/line.ts";
import type { Room, View } from "../../src/screen/views/view.ts";

const NOTHING: FrameOptions = { columns: 0, selectedTask: null, whySeq: null };

/** The frame after event `seq`, at its own time unless said. */
export function frameAt(run: PreparedRun, seq: number, options: Partial<FrameOptions> = {}, time?: Ns): Frame {
  const own = seq < 0 ? (0 as Ns) : run.trace.log.timeAt(seq);
  return buildFrame(run, { seq, time: time ?? own }, { ...NOTHING, ...options });
}

/** The frame at an instant, after its last event. */
export function frameAtTime(run: PreparedRun, time: Ns, options: Partial<FrameOptions> = {}): Frame {
  return frameAt(run, run.trace.log.lastAtOrBefore(time), options, time);
}

export const ascii = (columns: number, rows: number): Room => ({ columns, rows, unicode: false, colour: false });
export const mono = (columns: number, rows: number): Room => ({ columns, rows, unicode: true, colour: false });
export const colour = (columns: number, rows: number): Room => ({ columns, rows, unicode: true, colour: true });

/** A view as text: a line a row, without blanks at their ends. */
export const drawing = (view: View, frame: Frame, room: Room): string =>
  view
    .draw(frame, room)
    .map((line) => plain(line).trimEnd())
    .join("\n");

/** The same frame with sentences that no narrator will ever reword. */
export function withWhy(frame: Frame, who: readonly Tile[]): Frame {
  const [first, second] = who as readonly [Tile, Tile];
  const told = [
    [
      { text: first.name, tile: first },
      { text: " got the GIL: " },
      { text: second.name, tile: second },
      { text: " let go." },
    ],
    [
      { text: first.name, tile: first },
      { text: " asked " },
      { text: second.name, tile: second },
      { text: " to leave." },
    ],
  ];
  const why = told.map((phrases, depth) => ({ time: frame.now, seq: 9 - depth, cause: 8 - depth, phrases, depth }));
  return { ...frame, why };
}
