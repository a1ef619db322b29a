/** Lanes above, another view of the same moment below: one cursor. */
import { leftOf, rule, timelineOf } from "../lanes/chrome.ts";
import { compactLanes } from "../lanes/compact.ts";
import { lawful } from "../lanes/pen.ts";
import type { View } from "../view.ts";

/** The lanes' part of the rows, at most. */
const UPPER = 0.5;

/** The lanes of a run with `below` under them. */
export function splitView(below: View): View {
  return {
    id: "split",
    title: `lanes and ${below.title}`,
    timelineColumns: timelineOf,
    timelineLeft: leftOf,
    draw(frame, room) {
      const upper = compactLanes(frame, room, { most: Math.max(7, Math.floor(room.rows * UPPER)) });
      const lower = below.draw(frame, { ...room, rows: room.rows - upper.length });
      // The first line of a view is its title; here the upper one has said most of it.
      return lawful([...upper, rule(below.title, room), ...lower.slice(1)], room);
    },
  };
}
