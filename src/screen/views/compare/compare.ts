/** A race: all entrants on one time axis under one cursor, each with its band of cores, and what it came to. */
import { formatCount } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import { formatIn, formatTick } from "../../../base/units.ts";
import type { RaceFrame, RaceRow } from "../../frame/race.ts";
import { glyphs } from "../glyphs.ts";
import { GIL_WAIT } from "../lanes/cells.ts";
import { FACT, hueStyle, LABEL, lawful, NOW, Pen, type Piece, tileStyle, widthOf } from "../lanes/pen.ts";
import { unitOf } from "../lanes/words.ts";
import type { Line, Run, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { stripsOf } from "./bands.ts";
import { belowLines } from "./below.ts";
import { figuresOf, headingOf, plainManner, tilePiece } from "./figures.ts";
import { type BandPlan, leftOf, planOf, type RacePlan, rightOf, rowsOf } from "./plan.ts";

/** People that are shown in the margin of a band. */
const MOST_TILES = 6;
/** People whose names the legend tells. */
const MOST_PEOPLE = 8;

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
    return plan.airy && index > 0 ? [withParting([], frame, plan.left, room), ...lines] : lines;
  });
  const lines: Line[] = [header(frame, room), ...(plan.head ? [[]] : []), axis(frame, plan, room), ...bands];
  if (plan.apart) lines.push([]);
  if (plan.legend) lines.push(legend(frame, plan, room));
  return lawful([...lines, ...belowLines(frame, room, plan.below)], room);
}

/** Where the futures part, a thin line down through all bands; a letter or a mark in its place is worth more. */
function withParting(line: Line, { partsAt }: RaceFrame, left: number, room: Room): Line {
  if (partsAt === null) return line;
  const marks = glyphs(room.unicode);
  const at = left + partsAt;
  const pen = new Pen(room.columns);
  for (const { text, style } of line) {
    const inside = at - pen.at;
    const glyph = text[inside];
    if (glyph === undefined || (glyph !== " " && glyph !== marks.idle && glyph !== marks.parked))
      pen.write(text, style);
    else
      pen
        .write(text.slice(0, inside), style)
        .write(marks.wall, wallOn(style))
        .write(text.slice(inside + 1), style);
  }
  return pen.at > at ? pen.line : pen.to(at).write(marks.wall, LABEL).line;
}

const wallOn = (style: Style): Style => (style.ground === undefined ? LABEL : style);

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
  const offer = (column: number, text: string, style: Style): boolean => {
    const clear = words.every((word) => column + text.length < word.column || column > word.column + word.text.length);
    const fits = clear && column >= 0 && column + text.length <= timeline.columns;
    if (fits) words.push({ column, text, style });
    return fits;
  };
  if (partsAt !== null) {
    const said = "they part";
    if (
      !offer(partsAt, `${marks.teeDown} ${said}`, FACT) &&
      !offer(partsAt - said.length - 1, `${said} ${marks.teeDown}`, FACT)
    )
      offer(partsAt, marks.teeDown, FACT);
  }
  for (const { column, time: tick } of timeline.ticks) offer(column, formatTick(tick, unit), LABEL);
  words.sort((a, b) => a.column - b.column);
  const pen = new Pen(room.columns).write(" ").cell("time", plan.left - 1, LABEL);
  for (const { column, text, style } of words) pen.to(plan.left + column).write(text, style);
  return pen.to(room.columns - plan.right).write(headingOf(frame, room), LABEL).line;
}

function bandLines(
  row: RaceRow,
  index: number,
  { bands, left, right }: RacePlan,
  frame: RaceFrame,
  room: Room,
): readonly Line[] {
  const plan = bands[index] as BandPlan;
  const height = rowsOf(plan);
  const isChosen = index === frame.chosen;
  const marks = glyphs(room.unicode);
  const name: readonly Piece[] = [
    [isChosen ? ` ${marks.play} ` : "   ", NOW],
    [clipName(row.label, left - 4), isChosen ? NOW : row.kind === "runs" ? FACT : LABEL],
  ];
  if (row.kind !== "runs") {
    const said = row.kind === "waits" ? making(row.made, room) : `cannot run this: ${row.reason}`;
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
    const line = pen.pieces(figures[at] ?? []).line;
    // No line is drawn through words.
    return at === plan.cores + plan.gil && plan.clock > 0 ? line : withParting(line, frame, left, room);
  });
}

/** How far a simulation has come. */
function making(made: Extract<RaceRow, { kind: "waits" }>["made"], room: Room): string {
  const dots = room.unicode ? "…" : "...";
  if (made === null) return `to be simulated ${dots}`;
  const events = `${formatCount(made.events)} events`;
  if (made.time === null) return `simulated, ${events}; measuring ${dots}`;
  return `simulating ${dots} ${events}, up to ${formatDuration(made.time)}`;
}

/** In the margin below the name: who is on a core now or how they ran, and what the last rows are. */
function marginOf(
  at: number,
  plan: BandPlan,
  { crowd, ended, frame }: Extract<RaceRow, { kind: "runs" }>,
  left: number,
): readonly Piece[] {
  let below = at - plan.cores;
  if (below >= 0) {
    if (below < plan.gil) return [["   GIL", FACT]];
    below -= plan.gil + plan.clock;
    if (below < 0) return [];
    if (below < plan.parked) return [[below === 0 ? "   outside" : "", LABEL]];
    below -= plan.parked;
    const tile = below % plan.life === 0 ? frame.taskLanes[below / plan.life]?.tile : undefined;
    return tile === undefined
      ? []
      : [["   ", {}], tilePiece(tile), [` ${clipName(tile.name, left - 6)}`, hueStyle(tile)]];
  }
  if (at > 1 && plan.manner === "lanes" && at % plan.lane === 0)
    return [[`   ${frame.cores[at / plan.lane]?.label ?? ""}`, LABEL]];
  if (at !== 1) return [];
  // With a third row of figures it is told there, in the field's words.
  if (ended !== null) return plan.cores > 2 ? [] : [[`   ${plainManner(ended)}`, LABEL]];
  if (crowd.onCore.length === 0) return [[crowd.outside.length > 0 ? "   all wait" : "   nobody runs", LABEL]];
  const shown = crowd.onCore.slice(0, MOST_TILES);
  const more = crowd.onCore.length - shown.length;
  const tiles = shown.flatMap((tile): readonly Piece[] => [tilePiece(tile), [" ", {}]]);
  const words = more > 0 ? `+${more}` : shown.length === 1 ? "runs" : "run";
  const pieces: readonly Piece[] = [["   ", {}], ...tiles, [words, LABEL]];
  return widthOf(pieces) < left ? pieces : pieces.slice(0, -1);
}

/** The people and their colours, and then what the marks mean: as many as fit, and the same from the beginning to the end. */
function legend(frame: RaceFrame, plan: RacePlan, room: Room): Line {
  const marks = glyphs(room.unicode);
  const runner = frame.rows.find((row) => row.kind === "runs");
  const people = runner?.kind === "runs" ? runner.people : [];
  const has = (what: "parked" | "startup" | "forced" | "gil"): boolean =>
    frame.rows.some((row) => row.kind === "runs" && row.frame.shown.includes(what));
  const halves = plan.bands.some(({ manner }) => manner === "halves") && frame.cores !== null;
  const own = plan.bands.some((band) => band.own > 0);
  const entries: readonly (readonly Piece[])[] = [
    ...people.slice(0, MOST_PEOPLE).map((tile): readonly Piece[] => [
      [tile.letter, tileStyle(tile)],
      [` ${tile.name}`, hueStyle(tile, FACT)],
    ]),
    ...(people.length > MOST_PEOPLE ? [[[`+${people.length - MOST_PEOPLE} more`, LABEL] as const]] : []),
    ...(halves ? [[[`${marks.upperHalf}${marks.lowerHalf} two cores a row`, LABEL] as const]] : []),
    ...(has("forced") ? [[[marks.forced, { ink: "seam" }] as const, [" made to stop", LABEL] as const]] : []),
    ...(own && has("gil") ? [[[`${GIL_WAIT(room).repeat(2)} waits for the GIL`, LABEL] as const]] : []),
    ...(has("parked")
      ? [[[`${marks.parked.repeat(2)} ${own ? "waits outside" : "all wait outside"}`, LABEL] as const]]
      : []),
    ...(has("startup") ? [[[`${marks.startup.repeat(2)} starts up`, LABEL] as const]] : []),
  ];
  const pen = new Pen(room.columns).write(" ");
  for (const [index, each] of entries.entries()) {
    const gap = index === 0 ? "" : "   ";
    if (gap.length + widthOf(each) >= pen.left) break;
    pen.write(gap).pieces(each);
  }
  return pen.line;
}
