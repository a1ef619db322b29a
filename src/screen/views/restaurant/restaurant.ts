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
import { budgetOf } from "./budget.ts";
import { castOf } from "./cast.ts";
import { directory, LEAST_WALLED, rowOfRooms } from "./floor.ts";
import { legendLines, machineLines, served, storyLines, tickets } from "./frontage.ts";
import { type Kit, kitOf } from "./kit.ts";
import { planOf } from "./plans/index.ts";
import { cards, orders } from "./rooms.ts";
import { clipped, paragraph, spread, text } from "./runs.ts";

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
  const floor = plan.floor(kit);
  const story = columns < LONGEST_STORY ? 2 : 1;
  const breaks = paragraph(cast.breaks, { ink: "label" }, columns, 2);
  const budget = budgetOf({
    rows,
    floor,
    story,
    breaks: breaks.length,
    tasks: frame.tasks.length,
    figures: cast.legend.length,
  });
  const [underTitle, underRooms, aboveStory, aboveLegend] = budget.blanks.map((count) => blank.slice(0, count));
  const board = budget.board === 0 ? [] : rowOfRooms(kit, [orders(kit)], columns, budget.board);
  return [
    title(kit),
    ...(underTitle ?? []),
    ...floor.flatMap((places, index) => rowOfRooms(kit, places, columns, budget.heights[index] ?? 1)),
    ...board,
    ...(underRooms ?? []),
    served(kit, columns, budget.tickets === 0),
    ...(budget.tickets === 0 ? [] : [tickets(kit)]),
    ...(aboveStory ?? []),
    ...padded(storyLines(kit, columns, story), story),
    ...padded(machineLines(kit, columns, budget.machine), budget.machine),
    ...padded(paragraph(plan.remark(kit), { ink: "label" }, columns, 1), budget.remark),
    ...(aboveLegend ?? []),
    ...(budget.legend === 0 ? [] : legendLines(cast, columns, budget.legend)),
    ...(budget.cards === 0 ? [] : rowOfRooms(kit, cards(kit, cast.legend), columns, budget.cards)),
    ...breaks.slice(0, budget.breaks),
  ];
}

const blank: readonly Line[] = [[]];

/** As many lines always, so that nothing below moves. */
const padded = (lines: readonly Line[], rows: number): readonly Line[] =>
  Array.from({ length: rows }, (_, index) => lines[index] ?? []);
