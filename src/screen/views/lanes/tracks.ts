/** The lanes: cores, GILs and what is parked outside, each with its present at the right. */
import { clip } from "../../../base/cells.ts";
import type { Cell, CoreLane, Frame, GilLane, ParkedLane, Tile } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Run } from "../line.ts";
import type { Room } from "../view.ts";
import { drawCells } from "./cells.ts";
import { LEFT, percent, rightOf } from "./chrome.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen, type Piece } from "./pen.ts";
import { steady, unitOf } from "./words.ts";

export interface Margin {
  readonly label: readonly Piece[];
  readonly right: readonly Piece[];
  /** Where the timeline begins. */
  readonly left?: number;
}

/** One lane, `height` rows high; the letters are in the first. */
export function laneRows(cells: readonly Cell[], margin: Margin, frame: Frame, room: Room, height: number): Line[] {
  return Array.from({ length: height }, (_, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) pen.write(" ").pieces(margin.label);
    pen.to(margin.left ?? LEFT).runs(drawCells(cells, { room, cursor: frame.timeline.cursor, letters: row === 0 }));
    return row === 0 ? pen.write(" ").pieces(margin.right).line : pen.line;
  });
}

export function coreRows(frame: Frame, room: Room, rows: number, height: number): Line[] {
  const { cores } = frame;
  if (cores.length <= rows) return cores.flatMap((lane) => coreLines(lane, frame, room, height));
  const shown = rows - 1;
  return [
    ...cores.slice(0, shown).flatMap((lane) => coreLines(lane, frame, room, height)),
    restOfCores(cores.slice(shown), frame, room),
  ];
}

function coreLines(lane: CoreLane, frame: Frame, room: Room, height: number): Line[] {
  const { running, busy } = lane;
  const right: Piece[] =
    busy === 0 && running === null
      ? [["       idle", LABEL]]
      : [...tilePieces(running), [`${percent(busy)} busy`, running === null ? LABEL : FACT]];
  const label: Piece[] = [[lane.label, running === null ? FACT : NOW]];
  return laneRows(lane.cells, { label, right }, frame, room, height);
}

/** A tile and its blank, or as much room. */
export function tilePieces(tile: Tile | null): Piece[] {
  if (tile === null) return [["  ", {}]];
  return [
    [tile.letter, { ...hueStyle(tile, {}), ground: "tile" }],
    [" ", {}],
  ];
}

/** All the cores that have no row of their own: how many of them work, cell by cell. */
function restOfCores(rest: readonly CoreLane[], frame: Frame, room: Room): Line {
  const busy = frame.timeline.columns === 0 ? [] : busyCounts(rest, frame);
  const now = rest.filter((lane) => lane.running !== null).length;
  const right: Piece[] = [[now === 0 ? "  all idle" : `  ${now} busy`, LABEL]];
  const label: Piece[] = [[`+${rest.length} more`, LABEL]];
  const pen = new Pen(room.columns)
    .write(" ")
    .pieces(label)
    .to(LEFT)
    .runs(levels(busy, rest.length, frame, room));
  return pen.write(" ").pieces(right).line;
}

export function busyCounts(lanes: readonly CoreLane[], frame: Frame): number[] {
  const counts: number[] = [];
  for (let column = 0; column <= frame.timeline.cursor; column++) {
    let busy = 0;
    for (const lane of lanes) if (lane.cells[column]?.tile !== null) busy++;
    counts.push(busy);
  }
  return counts;
}

/** Counts as heights; in ASCII as digits, `+` for ten and more. */
export function levels(counts: readonly number[], most: number, frame: Frame, room: Room): Run[] {
  const marks = glyphs(room.unicode);
  const text = counts.map((count) => {
    if (count === 0) return marks.idle;
    if (!room.unicode) return count > 9 ? "+" : String(count);
    return marks.levels[Math.min(7, Math.ceil((8 * count) / Math.max(1, most)) - 1)] as string;
  });
  const rest = " ".repeat(Math.max(0, frame.timeline.columns - counts.length));
  const runs: Run[] = [];
  for (const glyph of text) {
    const style = glyph === marks.idle ? FAINT : LABEL;
    const last = runs[runs.length - 1];
    if (last !== undefined && last.style === style) runs[runs.length - 1] = { text: last.text + glyph, style };
    else runs.push({ text: glyph, style });
  }
  return [...runs, { text: rest, style: {} }];
}

export function gilRows(frame: Frame, room: Room, rows: number, height: number): Line[] {
  const { gils } = frame;
  const shown = gils.length <= rows ? gils : gils.slice(0, rows - 1);
  const lines = shown.flatMap((lane) => gilLines(lane, frame, room, height));
  if (gils.length <= rows) return lines;
  const rest = gils.slice(rows - 1);
  const held = rest.filter((lane) => lane.holder !== null).length;
  const pen = new Pen(room.columns)
    .write(" ")
    .write(`+${rest.length} GILs`, LABEL)
    .to(LEFT + frame.timeline.columns + 1);
  return [...lines, pen.write(`  ${held} held`, LABEL).line];
}

function gilLines(lane: GilLane, frame: Frame, room: Room, height: number): Line[] {
  const { holder } = lane;
  const wide = rightOf(room) >= 20;
  const label: Piece[] = [[lane.label, holder === null ? FACT : NOW]];
  const name = frame.gils.length > 1 && wide ? processOf(frame, lane.process) : "";
  const right: Piece[] =
    holder === null
      ? [[`       free ${name}`, LABEL]]
      : [...tilePieces(holder), ["holds it", FACT], [name === "" ? "" : ` ${name}`, LABEL]];
  return laneRows(lane.cells, { label, right }, frame, room, height);
}

const processOf = (frame: Frame, process: number): string =>
  frame.processes.find((each) => each.process === process)?.name ?? "";

/** Who holds the GIL, who may ask for it when. */
export function gilFacts(lane: GilLane, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const pen = new Pen(room.columns).to(LEFT);
  const longest = Math.min(16, Math.max(4, frame.widest.name));
  if (lane.holder === null) pen.write("nobody holds it", LABEL);
  else {
    pen
      .write("held by ", LABEL)
      .cell(lane.holder.name, Math.min(longest, lane.holder.name.length), hueStyle(lane.holder));
    pen.write(` for ${steady(lane.heldFor, unit)}`, LABEL);
  }
  const next = pen.at < LEFT + 18 + longest + 8 ? LEFT + 18 + longest + 8 : pen.at + 2;
  if (lane.waiters.length === 0) return pen.to(next).write("nobody else wants it", LABEL).line;
  pen.to(next);
  for (const waiter of order(lane)) {
    if (pen.left < waiter.tile.name.length + 16) return pen.write("…", LABEL).line;
    const asked = lane.dropRequestedBy !== null && lane.dropRequestedBy.task === waiter.tile.task;
    pen.write(waiter.tile.name, hueStyle(waiter.tile));
    if (asked) pen.write(" has asked for it", FACT);
    else if (waiter.asksIn === null) pen.write(" wants it", LABEL);
    else pen.write(` may ask in ${steady(waiter.asksIn, unit)}`, LABEL);
    pen.write("   ", LABEL);
  }
  return pen.line;
}

/** As they asked for it. */
const order = (lane: GilLane): GilLane["waiters"] => lane.waiters;

/** Who waits for something outside: a row a place, or one row that counts them. */
export function parkedRows(frame: Frame, room: Room, rows: number): Line[] {
  if (rows === 0) return [];
  if (frame.parked.length > 0 && frame.parked.length <= rows) {
    return frame.parked.map((lane, place) => parkedLine(lane, place === 0, frame, room));
  }
  const now = frame.parkedCounts[frame.timeline.cursor] ?? 0;
  const pen = new Pen(room.columns).write(" ").write("parked", FACT).to(LEFT);
  pen.runs(levels(frame.parkedCounts, frame.tasks.length, frame, room)).write(" ");
  return [pen.write(`  ${String(now).padStart(3)} waiting`, LABEL).line];
}

function parkedLine(lane: ParkedLane, isFirst: boolean, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const label: Piece[] = isFirst ? [[lane.label, FACT]] : [];
  const { tile } = lane;
  if (tile === null) return laneRows(lane.cells, { label, right: [] }, frame, room, 1)[0] as Line;
  const left =
    lane.total === 0 ? "" : `${steady((lane.total - lane.done) as ParkedLane["total"], unit).padStart(7)} left`;
  const width = rightOf(room) - 4;
  const on = width - left.length > 6 ? ` ${clip(lane.on, width - left.length - 1)}` : "";
  const right: Piece[] = [...tilePieces(tile), [left === "" ? clip(lane.on, width) : `${left}${on}`, hueStyle(tile)]];
  return laneRows(lane.cells, { label, right }, frame, room, 1)[0] as Line;
}
