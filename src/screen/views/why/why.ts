/** Why: what led to the present event, who kept whom waiting, and all waiting in figures; the lanes above, in few rows. */
import type { Frame } from "../../frame/frame.ts";
import { leftOf, rule, timelineOf } from "../lanes/chrome.ts";
import { compactLanes } from "../lanes/compact.ts";
import { lawful } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";
import { chainHeading, chainRows } from "./chain.ts";
import { totalRows } from "./totals.ts";
import { waitRows } from "./waits.ts";

export const why: View = {
  id: "why",
  title: "causes and waits",
  timelineColumns: timelineOf,
  timelineLeft: leftOf,
  draw: (frame, room) => lawful(compose(frame, room), room),
};

/** The lanes' part of the rows, at most. */
const UPPER = 1 / 3;
/** Rows of a task's wait on an ordinary screen. */
const WAIT_ROWS = 2;
/** From so many rows on there are blank ones between the parts. */
const AIRY = 28;
/** The present sentence and one cause. */
const LEAST_CHAIN = 3;

/** How the rows below the lanes are shared out: the same for the whole run, so that nothing moves. */
function sharesOf(frame: Frame, free: number, kinds: number, airy: number) {
  const rest = free - 3 - 2 * airy;
  const totals = Math.min(kinds, Math.max(1, Math.floor(rest / 4)));
  const wanted = WAIT_ROWS * frame.tasks.length;
  const waits = Math.max(1, Math.min(wanted, Math.floor((rest - totals) * 0.55), rest - totals - LEAST_CHAIN));
  return { airy, totals, waits, chain: Math.max(1, rest - totals - waits) };
}

function compose(frame: Frame, room: Room): Line[] {
  const { blame } = frame;
  const lanes = compactLanes(frame, room, { most: Math.max(7, Math.floor(room.rows * UPPER)), services: false });
  const upper = room.rows < AIRY ? lanes.slice(0, -1) : lanes;
  const shares = sharesOf(frame, room.rows - upper.length, blame.totals.length, room.rows < AIRY ? 0 : 1);
  const blank: Line[] = shares.airy ? [[]] : [];
  return [
    ...upper,
    rule("what led to this", room, [
      { column: room.columns - chainHeading(room).length - 4, text: chainHeading(room) },
    ]),
    ...filled(chainRows(frame, blame, room, shares.chain), shares.chain),
    ...blank,
    rule(blame.crowds === null ? "who kept whom waiting" : "who waits for what", room),
    ...filled(waitRows(frame, blame, room, shares.waits), shares.waits),
    ...blank,
    rule("waited so far for", room),
    ...totalRows(frame, blame, room, shares.totals),
  ];
}

const filled = (lines: readonly Line[], rows: number): Line[] =>
  Array.from({ length: rows }, (_, row): Line => lines[row] ?? []);
