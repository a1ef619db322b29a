/** A lane a task, whatever core it is on: what it did, and what it waited for, from its beginning. */
import { clip } from "../../../base/cells.ts";
import type { Frame, TaskLane, TaskRow, ThreadRow } from "../../frame/frame.ts";
import type { StateName } from "../../frame/states.ts";
import { glyphs } from "../glyphs.ts";
import { axis, header, legend, rule } from "../lanes/chrome.ts";
import { densityCount, densityRows } from "../lanes/density.ts";
import { ALERT, FACT, hueStyle, LABEL, lawful, NOW, Pen, type Piece } from "../lanes/pen.ts";
import { busyCounts, laneRows, levels, restOfGils, tilePieces } from "../lanes/tracks.ts";
import { lifeRows, sentenceRows, whyRows } from "../lanes/why.ts";
import { isStuck, stateWords } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room, View } from "../view.ts";

/** Where the timeline begins, and what is kept right of it for words. */
const leftOf = (room: Room): number => (room.columns >= 100 ? 17 : room.columns >= 72 ? 15 : 12);
const rightOf = (room: Room): number => (room.columns >= 120 ? 33 : 25);

export const threads: View = {
  id: "threads",
  title: "a lane for every task",
  timelineColumns: (room) => Math.max(8, room.columns - leftOf(room) - rightOf(room)),
  timelineLeft: leftOf,
  draw: (frame, room) => lawful(compose(frame, room), room),
};

/** How the rows are shared out; but for the life of a selected task, it is the same for the whole run. */
function sharesOf(frame: Frame, room: Room) {
  const sentences = sentenceRows(room);
  const machines = frame.threads.filter((thread) => thread.role !== "task");
  const gils = Math.min(frame.gils.length, Math.max(1, Math.floor(room.rows / 6)));
  const isFolded = frame.lens.fold === "state";
  // Header, axis, cores, the sentence and its rule, and the GILs.
  let free = room.rows - 4 - sentences - gils - densityCount(frame, room);
  const rows = Math.min(isFolded ? frame.stateCounts.length : frame.tasks.length, free);
  free -= rows;
  const take = (wanted: number): boolean => {
    if (free < wanted) return false;
    free -= wanted;
    return true;
  };
  const gap = take(1);
  const beforeWhy = take(1);
  const explained = take(2);
  const afterHeader = take(1);
  let causes = take(1) ? 1 : 0;
  const spare = machines.length === 0 ? 0 : Math.min(machines.length + 2, Math.floor(free / 2));
  const listed = spare >= 3 && take(spare) ? spare - 2 : 0;
  const spaced = take(rows - 1);
  const life = frame.tasks.some((row) => row.selected) && take(5) ? 5 : 0;
  const height = room.colour && room.unicode && take(rows) ? 2 : 1;
  while (causes < 4 && take(1)) causes++;
  const lanes: TaskRows = { rows, spaced, height };
  const gaps = { gap, beforeWhy, afterHeader };
  return { sentences, gils, lanes, gaps, explained, machines, listed, causes, life: life === 0 ? 0 : life + free };
}

function compose(frame: Frame, room: Room): Line[] {
  const { sentences, gils, lanes, gaps, explained, machines, listed, causes, life } = sharesOf(frame, room);
  const blank = (wanted: boolean): Line[] => (wanted ? [[]] : []);
  const bottom = explained ? [legend(frame, room, true), []] : [];
  const above = [
    header(frame, room),
    ...blank(gaps.afterHeader),
    ...densityRows(frame, room, leftOf(room)),
    axis(frame, room, leftOf(room)),
    ...gilLines(gils, frame, room),
    coreLine(frame, room),
    ...blank(gaps.gap),
    ...(frame.lens.fold === "state" ? stateLines(frame, room, lanes) : taskLines(frame, room, lanes)),
    ...machineLines(machines, listed, room),
    ...blank(gaps.beforeWhy),
    rule("why", room),
  ];
  // A blank row stays above the legend.
  const free = room.rows - bottom.length - above.length - life - Math.min(1, bottom.length);
  const top = [...above, ...whyRows(frame, room, sentences, causes, free), ...lifeRows(frame, room, life)].slice(
    0,
    room.rows - bottom.length,
  );
  while (top.length < room.rows - bottom.length) top.push([]);
  return [...top, ...bottom];
}

/** A line each; where there are more, the last one counts the others. */
function gilLines(rows: number, frame: Frame, room: Room): Line[] {
  const isAll = frame.allGils.count <= rows;
  const shown = isAll ? frame.gils : frame.gils.slice(0, Math.max(0, rows - 1));
  const lines = shown.map((lane) => gilLine(lane, frame, room));
  return isAll ? lines : [...lines, restOfGils(shown, frame, room, leftOf(room))];
}

function gilLine(lane: Frame["gils"][number], frame: Frame, room: Room): Line {
  const { holder } = lane;
  const right: Piece[] = holder === null ? [["  nobody holds it", LABEL]] : [...tilePieces(holder), ["holds it", FACT]];
  const label: Piece[] = [[lane.label, holder === null ? FACT : NOW]];
  return laneRows(lane.cells, { label, right, left: leftOf(room) }, frame, room, 1)[0] as Line;
}

/** How many cores work, over time. */
function coreLine(frame: Frame, room: Room): Line {
  const busy = frame.cores.filter((core) => core.running !== null).length;
  const pen = new Pen(room.columns).write(" ").write("cores", FACT).to(leftOf(room));
  pen.runs(levels(busyCounts(frame.cores, frame), frame.cores.length, frame, room));
  return pen.write(`   ${busy} of ${frame.cores.filter(({ online }) => online).length} at work`, LABEL).line;
}

interface TaskRows {
  /** How many lanes there is room for. */
  readonly rows: number;
  /** Whether there are blank rows between them. */
  readonly spaced: boolean;
  readonly height: number;
}

/** A lane a task; the last row counts those without. */
function taskLines(frame: Frame, room: Room, { rows, spaced, height }: TaskRows): Line[] {
  const all = frame.taskLanes;
  const between: Line[] = spaced ? [[]] : [];
  if (frame.people.length <= rows) {
    return all.flatMap((lane, index) => [...(index === 0 ? [] : between), ...taskLane(lane, frame, room, height)]);
  }
  const places = rows - 1;
  // Where it was scrolled to; else the first that goes on, or so far that the selected one is in sight.
  const { top } = frame.lens;
  const start = top === null ? firstOpen(frame) : all.findIndex(({ task }) => task === frame.people[top]?.tile.task);
  let first = Math.max(0, Math.min(start < 0 ? all.length : start, all.length - places));
  const selected = all.findIndex((lane) => frame.tasks[lane.task]?.selected === true);
  if (top === null && selected >= 0 && (selected < first || selected >= first + places)) {
    first = Math.max(0, selected - places + 1);
  }
  const shown = all.slice(first, first + places);
  const hidden = frame.people.length - shown.length;
  const rest = new Pen(room.columns).write(` +${hidden} more`, LABEL).line;
  return [...shown.flatMap((lane) => taskLane(lane, frame, room, 1)), rest];
}

/** A band a state: how many tasks are in it, over time. */
function stateLines(frame: Frame, room: Room, { rows, spaced }: TaskRows): Line[] {
  const most = frame.tasks.length;
  return frame.stateCounts.slice(0, rows).flatMap(({ state, counts, now }, index) => {
    const pen = new Pen(room.columns)
      .write(" ")
      .write(SHORT[state], now > 0 ? FACT : LABEL)
      .to(leftOf(room));
    pen.runs(levels(counts, most, frame, room));
    const words = `${String(now).padStart(String(most).length)} ${state}`;
    pen.write(`  ${clip(words, rightOf(room) - 3)}`, now === 0 ? LABEL : state === "running" ? NOW : FACT);
    return [...(spaced && index > 0 ? [[]] : []), pen.line];
  });
}

const SHORT: Readonly<Record<StateName, string>> = {
  running: "running",
  ready: "ready",
  "waiting for the GIL": "GIL",
  "waiting outside": "outside",
  "waiting for others": "others",
  "not here yet": "not here",
  ended: "ended",
};

/** The first lane whose task has not ended: earlier ones scroll away. */
function firstOpen(frame: Frame): number {
  const first = frame.taskLanes.findIndex((lane) => frame.tasks[lane.task]?.finishedAt === null);
  return first < 0 ? frame.taskLanes.length : first;
}

function taskLane(lane: TaskLane, frame: Frame, room: Room, height: number): Line[] {
  const row = frame.tasks[lane.task] as TaskRow;
  const left = leftOf(room);
  const name = { ...hueStyle(lane.tile), ...(row.selected ? { underline: true } : {}) };
  const label: Piece[] = [...tilePieces(lane.tile), [clipName(lane.label, left - 4), name]];
  const width = rightOf(room) - 4;
  const ink = isStuck(row, frame) ? ALERT : row.phase === "running" ? NOW : row.finishedAt === null ? FACT : LABEL;
  const right: Piece[] = [
    ["  ", {}],
    [clip(stateWords(row, frame, width), width), ink],
  ];
  const mark = row.selected ? glyphs(room.unicode).right : " ";
  return laneRows(lane.cells, { mark, label, right, left }, frame, room, height);
}

const STATES = {
  created: "starts",
  runnable: "ready",
  running: "runs",
  waiting: "waits",
  exited: "has ended",
} as const;

/** Threads that are nobody's own: main threads, workers, helpers. */
function machineLines(machines: readonly ThreadRow[], rows: number, room: Room): Line[] {
  if (rows === 0) return [];
  const width = Math.min(
    24,
    machines.reduce((most, row) => Math.max(most, row.name.length), 4),
  );
  const lines = machines.slice(0, rows).map((row): Line => {
    const pen = new Pen(room.columns)
      .write(" ")
      .tile({ letter: "#", hue: null, name: row.name, task: null })
      .write(" ");
    pen.cell(row.name, width, row.state === "exited" ? LABEL : FACT).write("  ");
    const where = row.core === null ? "" : ` on core ${row.core}`;
    pen.write(`${STATES[row.state]}${where}`, row.state === "running" ? NOW : LABEL);
    if (row.task === null) return pen.line;
    return pen.write(", serves ", LABEL).pieces(tilePieces(row.task)).write(row.task.name, hueStyle(row.task)).line;
  });
  const more = machines.length > rows ? `other threads, ${rows} of ${machines.length}` : "other threads";
  return [[], rule(more, room), ...lines];
}
