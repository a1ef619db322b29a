/**
 * The same run as a burger restaurant: rooms with people in them, moved by the same events as the lanes.
 *
 * The metaphor is the well-known McDonald's one of waiters and cooks; the place is The GIL & Grill. What is where depends only on the
 * screen's size and on the run, so that nothing moves but the people.
 */
import { asciiText, clip } from "../../../base/cells.ts";
import { formatMs } from "../../../base/time.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";
import { castOf } from "./cast.ts";
import { directory, type Floor, heightsOf, leastRows, rowOfRooms, wishes } from "./floor.ts";
import { legendLines, served, storyLines, tickets } from "./frontage.ts";
import { type Kit, kitOf } from "./kit.ts";
import { planOf } from "./plans/index.ts";
import { orders } from "./rooms.ts";
import { clipped, paragraph, spread, text } from "./runs.ts";

/** Fewer rows than this have no room for walls. */
const LEAST_WALLED = 14;
const LONGEST_STORY = 111;

export const restaurant: View = {
  id: "restaurant",
  title: "restaurant",
  // It draws no timeline; one column carries what the cores do at the cursor.
  timelineColumns: () => 1,
  draw(frame, room) {
    const kit = kitOf(frame, room);
    const lines = room.rows < LEAST_WALLED ? compact(kit) : full(kit);
    return lines.slice(0, room.rows).map((line) => finished(line, room));
  },
};

/** Never wider than the room, and in ASCII where it must be. */
function finished(line: Line, room: Room): Line {
  const cut = clipped(line, room.columns);
  return room.unicode ? cut : cut.map((run) => ({ ...run, text: asciiText(run.text) }));
}

function title({ frame, room }: Kit): Line {
  const left: Line = [
    text("The GIL & Grill", { ink: "now", bold: true }),
    text(room.columns < 70 ? " · " : " · the McDonald's story · ", { ink: "label" }),
    text(clip(frame.modelTitle, Math.max(8, room.columns - 56))),
  ];
  return spread(left, [text(`${formatMs(frame.now)} ms`.padStart(12), { ink: "now" })], room.columns);
}

/** Small rooms without walls: one line each, the story below. */
function compact(kit: Kit): readonly Line[] {
  const { frame, room } = kit;
  const { columns, rows } = room;
  const rooms = directory(planOf(frame.model).floor(kit), columns);
  const foot = [
    served(kit, columns),
    ...storyLines(kit, columns, columns < LONGEST_STORY ? 2 : 1),
    ...legendLines(castOf(frame.model), columns, 1),
  ];
  const spare = rows - 1 - rooms.length - foot.length;
  const extra = spare > 0 ? [tickets(kit)] : [];
  const lines = [title(kit), ...rooms, ...foot.slice(0, 1), ...extra, ...foot.slice(1)];
  if (lines.length <= rows) return lines;
  // The second line of the story goes first, then the served.
  return [
    title(kit),
    ...rooms.slice(0, rows - 3),
    ...storyLines(kit, columns, 1),
    ...legendLines(castOf(frame.model), columns, 1),
  ].slice(0, rows);
}

function full(kit: Kit): readonly Line[] {
  const { frame, room } = kit;
  const { columns, rows } = room;
  const plan = planOf(frame.model);
  const cast = castOf(frame.model);
  const story = columns < LONGEST_STORY ? 2 : 1;
  let floor: Floor = plan.floor(kit);
  const breaks = paragraph(cast.breaks, { ink: "label" }, columns, 2);

  // What there is room for, the most important first.
  let spare = rows - 1 - leastRows(floor) - 1 - story - 1;
  const take = (wanted: number): number => {
    if (spare < wanted) return 0;
    spare -= wanted;
    return wanted;
  };
  const breakLines = take(breaks.length);
  const remarkLines = take(1);
  const ticketLines = take(1);
  const grown = Math.min(Math.max(0, spare), wishes(floor));
  spare -= grown;
  const wanted = Math.min(frame.tasks.length, 24);
  const board = spare >= Math.min(wanted, 4) + 6 ? Math.min(wanted, spare - 6) + 2 : 0;
  spare -= board;
  const blanks = [take(1), take(1), take(1), take(1)];
  const legendRows = 1 + Math.min(4, Math.max(0, spare));

  let heights = heightsOf(floor, grown);
  if (board > 0) {
    floor = [...floor, [orders(kit)]];
    heights = [...heights, board - 2];
  }
  const blank = (index: number): readonly Line[] => (blanks[index] === 1 ? [[]] : []);
  return [
    title(kit),
    ...blank(1),
    ...floor.flatMap((places, index) => rowOfRooms(kit, places, columns, heights[index] as number)),
    ...blank(2),
    served(kit, columns, ticketLines === 0),
    ...(ticketLines === 0 ? [] : [tickets(kit)]),
    ...blank(0),
    ...padTo(storyLines(kit, columns, story), story),
    ...(remarkLines === 0 ? [] : paragraph(plan.remark(kit) || " ", { ink: "label" }, columns, 1)),
    ...blank(3),
    ...legendLines(cast, columns, legendRows),
    ...(breakLines === 0 ? [] : breaks),
  ];
}

const padTo = (lines: readonly Line[], rows: number): readonly Line[] =>
  Array.from({ length: rows }, (_, index) => lines[index] ?? []);
