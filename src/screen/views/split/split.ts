/** Lanes above, another view of the same moment below: one cursor. */
import type { Frame } from "../../frame/frame.ts";
import { axis, header, rule, timelineOf } from "../lanes/chrome.ts";
import { gilFactRows, serviceRows } from "../lanes/facts.ts";
import { lawful } from "../lanes/pen.ts";
import { coreRows, gilRows, parkedRows } from "../lanes/tracks.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";

/** The lanes' part of the rows, at most. */
const UPPER = 0.5;

/** The lanes of a run with `below` under them. */
export function splitView(below: View): View {
  return {
    id: "split",
    title: `lanes and ${below.title}`,
    timelineColumns: timelineOf,
    draw(frame, room) {
      const upper = upperLines(frame, room, Math.max(7, Math.floor(room.rows * UPPER)));
      const lower = below.draw(frame, { ...room, rows: room.rows - upper.length });
      // The first line of a view is its title; here the upper one has said most of it.
      return lawful([...upper, rule(below.title, room), ...lower.slice(1)], room);
    },
  };
}

function upperLines(frame: Frame, room: Room, most: number): Line[] {
  let free = most - 3;
  const take = (wanted: number): number => {
    const taken = Math.max(0, Math.min(wanted, free));
    free -= taken;
    return taken;
  };
  const gils = take(Math.min(frame.gils.length, 2));
  const cores = Math.max(1, take(Math.min(frame.cores.length, Math.max(2, free - 2))));
  const parks = frame.parked.length > 0 ? frame.parked.length : frame.parkedCounts.length;
  const parked = take(Math.min(1, parks));
  const gilFacts = gilFactRows(frame, room).slice(0, take(frame.gils.length === 1 ? 1 : 0));
  const services = serviceRows(frame, room);
  const served = services.slice(0, take(services.length));
  const rest = free >= parks - parked ? parked + take(parks - parked) : parked;
  return [
    header(frame, room),
    axis(frame, room),
    ...coreRows(frame, room, cores, 1),
    ...gilRows(frame, room, gils, 1),
    ...gilFacts,
    ...parkedRows(frame, room, rest),
    ...served,
    [],
  ];
}
