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
import { directory, type Floor, LEAST_WALLED, leastRows, rowOfRooms } from "./floor.ts";
import { findingLines, legendLines, machineLines, served, storyLines } from "./frontage.ts";
import { type Kit, kitOf } from "./kit.ts";
import { planOf } from "./plans/index.ts";
import { cards, orders } from "./rooms.ts";
import { clipped, inOneLine, paragraph, spread, text } from "./runs.ts";

const LONGEST_STORY = 111;
const CLOCK = 12;

export const restaurant: View = {
  id: "restaurant",
  title: "The GIL & Grill · the McDonald's story",
  // It draws no timeline; one column carries what the cores do at the cursor.
  timelineColumns: () => 1,
  draw(frame, room) {
    // A margin of one cell at either side, as in every view.
    const inner = { ...room, columns: room.columns - 2 };
    const kit = kitOf(frame, inner);
    const floor = planOf(frame.model).floor(kit);
    const lines = hasRoom(kit, floor) ? full(kit, floor) : compact(kit, floor);
    return lines.slice(0, room.rows).map((line) => (line.length === 0 ? line : [margin, ...finished(line, inner)]));
  },
};

const margin = text(" ");

/** Rooms with walls, and below them the served, the story and a line of the legend. */
const hasRoom = ({ room: { columns, rows } }: Kit, floor: Floor): boolean =>
  rows >= LEAST_WALLED && 1 + leastRows(floor) + 1 + storyRows(columns) + 1 <= rows;

const storyRows = (columns: number): number => (columns < LONGEST_STORY ? 2 : 1);

/** Never wider than the room, and in ASCII where it must be. */
function finished(line: Line, room: Room): Line {
  const cut = clipped(line, room.columns);
  return room.unicode ? cut : cut.map((run) => ({ ...run, text: asciiText(run.text) }));
}

function title({ frame, room }: Kit): Line {
  const between = room.columns < 72 ? " · " : " · the McDonald's story · ";
  const name = "The GIL & Grill";
  const left: Line = [
    text(name, { ink: "now", bold: true }),
    text(between, { ink: "label" }),
    text(clip(frame.modelTitle, room.columns - name.length - between.length - CLOCK)),
  ];
  return spread(left, [text(`${formatMs(frame.now)} ms`.padStart(CLOCK), { ink: "now" })], room.columns);
}

/** Rooms of one line each without walls; the words below have fixed places. */
function compact(kit: Kit, floor: Floor): readonly Line[] {
  const { frame, room } = kit;
  const { columns, rows } = room;
  const plan = planOf(frame.model);
  const cast = castOf(frame.model);
  const rooms = directory(floor, columns);
  const breaks = paragraph(cast.breaks, { ink: "label" }, columns, 3);
  let spare = rows - rooms.length - 3;
  const take = (wanted: number): number => {
    if (wanted > spare) return 0;
    spare -= wanted;
    return wanted;
  };
  const counts = take(1);
  const story = 1 + (columns < LONGEST_STORY ? take(1) : 0);
  const remark = take(1);
  const breakLines = take(breaks.length);
  return [
    title(kit),
    ...rooms.slice(0, Math.max(0, rows - 3)),
    ...(counts === 0 ? [] : [served(kit, columns)]),
    ...told(kit, plan.remark(kit), { story, machine: 0, remark }),
    ...legendLines(cast, columns, 1),
    ...breaks.slice(0, breakLines),
  ];
}

function full(kit: Kit, floor: Floor): readonly Line[] {
  const { frame, room } = kit;
  const { columns, rows } = room;
  const plan = planOf(frame.model);
  const cast = castOf(frame.model);
  const story = storyRows(columns);
  const breaks = paragraph(cast.breaks, { ink: "label" }, columns, 3);
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
    served(kit, columns),
    ...(aboveStory ?? []),
    ...told(kit, plan.remark(kit), { story, machine: budget.machine, remark: budget.remark }),
    ...(aboveLegend ?? []),
    ...(budget.legend === 0 ? [] : legendLines(cast, columns, budget.legend)),
    ...(budget.cards === 0 ? [] : rowOfRooms(kit, cards(kit, cast.legend), columns, budget.cards)),
    ...breaks.slice(0, budget.breaks),
  ];
}

/** The event as a story, in the field's terms, and a remark; at the end of the run what is to be learnt from it. */
function told(kit: Kit, words: string, rows: Record<"story" | "machine" | "remark", number>): readonly Line[] {
  const { columns } = kit.room;
  const story = storyLines(kit, columns, rows.story);
  if (kit.frame.findings.length > 0) {
    const all = rows.story + rows.machine + rows.remark;
    const learnt = findingLines(kit, columns, all - story.length);
    // No room for both: what is to be learnt says more than that the restaurant closes.
    if (learnt.length === 0 && kit.frame.status.outcome !== null) {
      const only = findingLines(kit, columns, all);
      return padded(only.length > 0 ? only : story, all);
    }
    if (learnt.length > 0) {
      return padded(story.length + learnt.length < all ? [...story, [], ...learnt] : [...story, ...learnt], all);
    }
  }
  return [
    ...padded(story, rows.story),
    ...padded(machineLines(kit, columns, rows.machine), rows.machine),
    ...padded(paragraph(inOneLine(words, columns), { ink: "label" }, columns, 1), rows.remark),
  ];
}

const blank: readonly Line[] = [[]];

/** As many lines always, so that nothing below moves. */
const padded = (lines: readonly Line[], rows: number): readonly Line[] =>
  Array.from({ length: rows }, (_, index) => lines[index] ?? []);
