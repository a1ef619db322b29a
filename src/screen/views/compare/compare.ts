/** A race: all entrants on one time axis under one cursor, each with its band of cores, and what it came to. */
import { formatIn, formatTick } from "../../../base/units.ts";
import type { Tile } from "../../frame/frame.ts";
import type { RaceFrame, RaceRow } from "../../frame/race.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, hueStyle, LABEL, lawful, NOW, Pen, type Piece, tileStyle, widthOf } from "../lanes/pen.ts";
import { unitOf } from "../lanes/words.ts";
import type { Line, Run, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { stripsOf } from "./bands.ts";
import { belowLines } from "./below.ts";
import { figuresOf, resultWidth, tilePiece } from "./figures.ts";
import { type BandPlan, leftOf, planOf, type RacePlan, rightOf } from "./plan.ts";

/** People that are shown in the margin of a band. */
const MOST_TILES = 6;

/** How many columns the time axis has in this room. */
export function compareColumns(labels: readonly string[], room: Room): number {
  const label = labels.reduce((most, each) => Math.max(most, each.length), 0);
  return Math.max(8, room.columns - leftOf(label, room.columns) - rightOf(room.columns) - 1);
}

/** At most `rows` lines of at most `columns` cells; equal input, equal output. */
export function compareLines(frame: RaceFrame, room: Room): readonly Line[] {
  const plan = planOf(frame, room);
  const bands = frame.rows.flatMap((row, index) => {
    const lines = bandLines(row, index, plan, frame, room);
    return plan.airy && index > 0 ? [[], ...lines] : lines;
  });
  const lines: Line[] = [header(frame, room), ...(plan.head ? [[]] : []), axis(frame, plan, room), ...bands];
  if (plan.apart) lines.push([]);
  if (plan.legend) lines.push(legend(frame, plan, room));
  return lawful([...lines, ...belowLines(frame, room, plan.below)], room);
}

/** ` gilgrill · Compare · Three friends at the counter                 4 cores `. */
function header(frame: RaceFrame, room: Room): Line {
  const { dot } = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(" ").write("gilgrill", NOW).write(` ${dot} `, LABEL).write(frame.title, NOW);
  const cores = frame.cores === null ? "" : frame.cores === 1 ? "1 core" : `${frame.cores} cores`;
  pen.write(` ${dot} `, LABEL).cell(frame.scenario, Math.max(0, pen.left - cores.length - 3), FACT);
  return pen.to(room.columns - cores.length - 1).write(cores, LABEL).line;
}

function axis(frame: RaceFrame, plan: RacePlan, room: Room): Line {
  const { timeline, now, partsAt } = frame;
  const unit = unitOf(timeline);
  const marks = glyphs(room.unicode);
  const time = formatIn(now, unit, Math.min(unit.decimals, 1));
  const flips = timeline.cursor + time.length + 2 > timeline.columns;
  const at = flips ? `${time} ${marks.cursor}` : `${marks.cursor} ${time}`;
  const from = flips ? timeline.cursor - time.length - 1 : timeline.cursor;
  const words: { column: number; text: string; style: Style }[] = [{ column: from, text: at, style: NOW }];
  const offer = (column: number, text: string, style: Style): void => {
    const clear = words.every((word) => column + text.length < word.column || column > word.column + word.text.length);
    if (clear && column + text.length <= timeline.columns) words.push({ column, text, style });
  };
  if (partsAt !== null) offer(partsAt, `${marks.teeDown} they part`, FACT);
  for (const { column, time: tick } of timeline.ticks) offer(column, formatTick(tick, unit), LABEL);
  words.sort((a, b) => a.column - b.column);
  const pen = new Pen(room.columns).write(" ").cell("time", plan.left - 1, LABEL);
  for (const { column, text, style } of words) pen.to(plan.left + column).write(text, style);
  const heading = speedHeading(frame);
  return pen.to(room.columns - plan.right + Math.max(0, resultWidth(room) - heading.length)).write(heading, LABEL).line;
}

/** The column of speed-ups says over what, once there is one. */
const speedHeading = ({ rows, base }: RaceFrame): string =>
  rows.some((row) => row.kind === "runs" && row.ended?.speedUp != null) && base !== "" ? "speed-up" : "";

function bandLines(
  row: RaceRow,
  index: number,
  { bands, left, right }: RacePlan,
  frame: RaceFrame,
  room: Room,
): readonly Line[] {
  const plan = bands[index] as BandPlan;
  const height = plan.cores + plan.gil + plan.parked;
  const isChosen = index === frame.chosen;
  const marks = glyphs(room.unicode);
  const name: readonly Piece[] = [
    [isChosen ? ` ${marks.play} ` : "   ", NOW],
    [clipName(row.label, left - 4), isChosen ? NOW : row.kind === "runs" ? FACT : LABEL],
  ];
  if (row.kind !== "runs") {
    const said = row.kind === "waits" ? `simulating ${room.unicode ? "…" : "..."}` : `cannot run this: ${row.reason}`;
    const pen = new Pen(room.columns)
      .pieces(name)
      .to(left)
      .cell(said, room.columns - left - 1, LABEL);
    return Array.from({ length: height }, (_, at): Line => (at === 0 ? pen.line : []));
  }
  const strips = stripsOf(row, plan, frame, room);
  const figures = figuresOf(row, plan, frame, room);
  return strips.map((strip, at) => {
    const pen = new Pen(room.columns).pieces(at === 0 ? name : marginOf(at, plan, row, left));
    pen
      .to(left)
      .runs(strip as Run[])
      .to(room.columns - right);
    return pen.pieces(figures[at] ?? []).line;
  });
}

/** In the margin below the name: who is on a core now, and what the last rows are. */
function marginOf(
  at: number,
  plan: BandPlan,
  { crowd, ended }: Extract<RaceRow, { kind: "runs" }>,
  left: number,
): readonly Piece[] {
  if (at >= plan.cores + plan.gil) return [["   outside", LABEL]];
  if (at >= plan.cores) return [["   GIL", FACT]];
  if (at !== 1 || ended !== null) return [];
  if (crowd.onCore.length === 0) return [[crowd.outside.length > 0 ? "   all wait" : "   nobody runs", LABEL]];
  const shown = crowd.onCore.slice(0, MOST_TILES);
  const more = crowd.onCore.length - shown.length;
  const tiles = shown.flatMap((tile): readonly Piece[] => [tilePiece(tile), [" ", {}]]);
  const words = more > 0 ? `+${more}` : shown.length === 1 ? "runs" : "run";
  const pieces: readonly Piece[] = [["   ", {}], ...tiles, [words, LABEL]];
  return widthOf(pieces) < left ? pieces : pieces.slice(0, -1);
}

/** The people and their colours, and what the other marks mean. */
function legend(frame: RaceFrame, plan: RacePlan, room: Room): Line {
  const marks = glyphs(room.unicode);
  const runner = frame.rows.find((row) => row.kind === "runs");
  const people: readonly Tile[] =
    runner?.kind === "runs" ? runner.frame.tasks.filter((task) => task.parent === null).map(({ tile }) => tile) : [];
  const has = (what: "parked" | "startup" | "forced"): boolean =>
    frame.rows.some((row) => row.kind === "runs" && row.frame.shown.includes(what));
  const signs: readonly (readonly Piece[])[] = [
    ...(has("parked") ? [[[marks.parked.repeat(2), LABEL] as const, [" all wait outside", LABEL] as const]] : []),
    ...(has("forced") ? [[[marks.forced, { ink: "seam" }] as const, [" made to stop", LABEL] as const]] : []),
    ...(has("startup") ? [[[marks.startup.repeat(2), LABEL] as const, [" starts up", LABEL] as const]] : []),
  ];
  const pen = new Pen(room.columns).write(" ");
  const several = plan.bands.some(({ manner }) => manner === "halves") && frame.cores !== null;
  if (several)
    pen
      .write(`${marks.upperHalf}${marks.lowerHalf}`, LABEL)
      .write(` ${frame.cores} cores, one above the other   `, LABEL);
  let left = pen.left - 1 - signs.reduce((sum, each) => sum + widthOf(each) + 3, 0);
  for (const tile of people) {
    const pieces: readonly Piece[] = [
      [tile.letter, tileStyle(tile)],
      [` ${tile.name}`, hueStyle(tile, FACT)],
      ["   ", {}],
    ];
    if (widthOf(pieces) > left) break;
    left -= widthOf(pieces);
    pen.pieces(pieces);
  }
  for (const each of signs) if (widthOf(each) < pen.left) pen.pieces(each).write("   ");
  return pen.line;
}
