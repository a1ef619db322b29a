/**
 * All of the run in one row: where much happens, what of it the page shows, where the cursor is, and what is marked. It stands above the
 * axis, which belongs to the page, and is no brighter than it has to be: what happens now is in the lanes.
 */
import { formatDuration } from "../../../base/time.ts";
import type { Density, Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { leftOf } from "./chrome.ts";
import { FACT, FAINT, LABEL, NOW, Pen } from "./pen.ts";

/** On a lower screen its row is worth more to the lanes. */
const LEAST_ROWS = 18;

export const densityCount = (frame: Frame, room: Room): number =>
  frame.density === null || room.rows < LEAST_ROWS ? 0 : 1;

/** One line, or none where there is no room or need for it. */
export function densityRows(frame: Frame, room: Room, left = leftOf(room)): Line[] {
  const { density } = frame;
  if (density === null || densityCount(frame, room) === 0) return [];
  const pen = new Pen(room.columns).write(" ").write("overview", FACT).to(left);
  const most = Math.max(...density.counts);
  const cells = density.counts.map((_, column) => cellAt(density, column, most, room));
  for (const [glyph, style] of cells) pen.write(glyph, style);
  return [pen.write(`  all ${formatDuration(frame.end)}`, LABEL).line];
}

/** What matters most is on top: the cursor, marks, the page's edges, findings, and how much happens. */
function cellAt(density: Density, column: number, most: number, room: Room): readonly [string, Style] {
  const signs = glyphs(room.unicode);
  const { from, to, counts } = density;
  if (column === density.cursor) return [signs.cursor, NOW];
  if (density.marks.includes(column)) return [signs.mark, { ink: "now" }];
  // Its edges stand just outside the page, where there is an outside.
  if (column === (from === 0 ? -1 : from - 1)) return ["[", FACT];
  if (column === (to >= counts.length - 1 ? -1 : to + 1)) return ["]", FACT];
  if (density.findings.includes(column)) return [signs.finding, { ink: "seam" }];
  const isShown = column >= from && column <= to;
  const count = counts[column] as number;
  if (count === 0) return [room.unicode ? signs.idle : signs.free, FAINT];
  const level = Math.min(7, Math.ceil((8 * count) / most) - 1);
  return [signs.levels[level] as string, isShown ? LABEL : FAINT];
}
