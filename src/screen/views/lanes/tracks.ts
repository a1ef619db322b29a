/** The lanes: cores, GILs and what is parked outside, each with its present at the right. */
import { clip } from "../../../base/cells.ts";
import type { Cell, CoreLane, Frame, GilLane, Lane, ParkedLane, Tile } from "../../frame/frame.ts";
import { MAIN } from "../../frame/tiles.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Run } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { drawCells } from "./cells.ts";
import { leftOf, percent, rightOf } from "./chrome.ts";
import { isOther } from "./others.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen, type Piece } from "./pen.ts";
import { steady, unitOf } from "./words.ts";

/** The most cells of a name in a sentence of facts. */
const LONGEST = 16;
/** Cells for the name of a GIL's owner. */
const PROCESS = 12;

export interface Margin {
  /** In the first column, where a lane is marked. */
  readonly mark?: string;
  readonly label: readonly Piece[];
  readonly right: readonly Piece[];
  /** Where the timeline begins. */
  readonly left?: number;
  /** Whether many tasks wait in this lane. */
  readonly shared?: boolean;
}

/** One lane, `height` rows high; the letters are in the first. */
export function laneRows(cells: readonly Cell[], margin: Margin, frame: Frame, room: Room, height: number): Line[] {
  return Array.from({ length: height }, (_, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) pen.write(margin.mark ?? " ", NOW).pieces(margin.label);
    const { cursor } = frame.timeline;
    const { left = leftOf(room), shared = false } = margin;
    const others = frame.matches === null ? {} : { isOther: (tile: Tile): boolean => isOther(tile, frame) };
    const brush = { room, cursor, letters: row === 0, tall: height > 1, shared, ...others };
    pen.to(left).runs(drawCells(cells, brush));
    return row === 0 ? pen.write(" ").pieces(margin.right).line : pen.line;
  });
}

export function coreRows(frame: Frame, room: Room, rows: number, height: number): Line[] {
  const { cores } = frame;
  if (cores.length <= rows) return cores.flatMap((lane) => coreLines(lane, frame, room, height));
  // The busiest of the whole run, in their own order: who is shown never changes.
  const shown = new Set([...cores].sort((a, b) => b.total - a.total).slice(0, rows - 1));
  return [
    ...[...shown].sort((a, b) => a.core - b.core).flatMap((lane) => coreLines(lane, frame, room, height)),
    restOfCores(
      cores.filter((lane) => !shown.has(lane)),
      frame,
      room,
    ),
  ];
}

function coreLines(lane: CoreLane, frame: Frame, room: Room, height: number): Line[] {
  const { running, busy } = lane;
  const right: Piece[] = !lane.online
    ? [["    offline", LABEL]]
    : busy === 0 && running === null
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
  const right: Piece[] = [[now === 0 ? "  all idle" : `  ${now} at work`, LABEL]];
  const label: Piece[] = [[`+${rest.length} more`, LABEL]];
  const pen = new Pen(room.columns)
    .write(" ")
    .pieces(label)
    .to(leftOf(room))
    .runs(levels(busy, rest.length, frame, room));
  return pen.write(" ").pieces(right).line;
}

/** How many lanes have somebody in them, cell by cell. */
export function busyCounts(lanes: readonly Lane[], frame: Frame): number[] {
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
  if (rows === 0) return [];
  const process = frame.tasks.find((row) => row.selected)?.process;
  const shown = gils.length <= rows ? gils : withOwn(gils, rows - 1, process);
  const lines = shown.flatMap((lane) => gilLines(lane, frame, room, height));
  if (gils.length <= rows) return lines;
  return [...lines, restOfGils(shown, frame, room)];
}

/** The first GILs, and instead of the last of them that of the selected task's process. */
function withOwn(gils: readonly GilLane[], rows: number, process: number | undefined): readonly GilLane[] {
  const first = gils.slice(0, Math.max(0, rows));
  const own = gils.find((lane) => lane.process === process);
  return own === undefined || rows < 1 || first.includes(own) ? first : [...first.slice(0, -1), own];
}

/** The GILs without a lane: how many of them are held, cell by cell. */
export function restOfGils(shown: readonly GilLane[], frame: Frame, room: Room, left = leftOf(room)): Line {
  const { gils, allGils } = frame;
  const own = shown.filter((lane) => lane.holder !== null).length;
  const rest = gils.filter((lane) => !shown.includes(lane));
  const seen = busyCounts(shown, frame);
  // Of very many only the sums are known.
  const counts =
    allGils.count === gils.length
      ? busyCounts(rest, frame)
      : allGils.counts.map((count, column) => Math.max(0, count - (seen[column] ?? 0)));
  const count = allGils.count - shown.length;
  const label = `${shown.length === 0 ? "" : "+"}${count} GIL${count === 1 ? "" : "s"}`;
  const pen = new Pen(room.columns).write(" ").write(label, LABEL).to(left);
  pen.runs(levels(counts, count, frame, room));
  return pen.write(`   ${allGils.held - own} held`, LABEL).line;
}

function gilLines(lane: GilLane, frame: Frame, room: Room, height: number): Line[] {
  const { holder } = lane;
  const label: Piece[] = [[lane.label, holder === null ? FACT : NOW]];
  // Of several, each says whose it is, in a column of its own.
  const named = frame.allGils.count > 1 && rightOf(room) >= 20;
  const name = named ? `${clipName(lane.owner, PROCESS).padEnd(PROCESS)} ` : "";
  const [state, ink] = holder === null ? (["free", LABEL] as const) : (["holds it", FACT] as const);
  const right: Piece[] = [...tilePieces(holder), [name, LABEL], [state, ink]];
  return laneRows(lane.cells, { label, right }, frame, room, height);
}

const NOBODY = "nobody else wants it";

/** Who holds the GIL, who may ask for it when. */
export function gilFacts(lane: GilLane, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const { holder, waiters, dropRequestedBy } = lane;
  const pen = new Pen(room.columns).to(leftOf(room));
  if (holder === null) {
    pen.write("nobody holds it", LABEL);
    if (waiters.length === 0) return pen.line;
  } else {
    const through = lane.through === "" || holder.task === null ? "" : `${clip(lane.through, LONGEST)}, now `;
    pen.write(`held by ${through}`, LABEL).write(clip(holder.name, LONGEST), hueStyle(holder));
    pen.write(`${through === "" ? " for" : ","} ${steady(lane.heldFor, unit)}`, LABEL);
  }
  pen.write("  ").to(leftOf(room) + holderWidth(frame));
  if (waiters.length === 0) return pen.left > NOBODY.length ? pen.write(NOBODY, LABEL).line : pen.line;
  for (const [index, { tile, asksIn }] of waiters.entries()) {
    // `Ann may ask in 123.4 ms`, and how many more there are.
    const rest = waiters.length - index;
    if (pen.left < Math.min(LONGEST, tile.name.length) + 20 + (rest > 1 ? 10 : 0)) {
      const more = `+${rest} more`;
      return pen.left <= more.length ? pen.line : pen.write(more, LABEL).line;
    }
    const asked = dropRequestedBy !== null && dropRequestedBy.task === tile.task;
    const says = asked ? "has asked for it" : asksIn === null ? "wants it" : `may ask in ${steady(asksIn, unit)}`;
    pen
      .write(`${clip(tile.name, LONGEST)} `, hueStyle(tile))
      .write(says, asked ? FACT : LABEL)
      .write("   ");
  }
  return pen.line;
}

/** `held by `, the longest names there are, ` for 123.4 ms`, and blanks: what follows stands still. */
function holderWidth(frame: Frame): number {
  const machinery = frame.shown.includes("machinery") ? MAIN.length : 0;
  const name = Math.min(LONGEST, Math.max(4, machinery, frame.widest.name));
  return frame.loops.length + frame.executors.length > 0
    ? "held by , now , 123.4 ms  ".length + machinery + name
    : "held by  for 123.4 ms  ".length + name;
}

/** Who waits for something outside: a row a place, or one row that counts them. */
export function parkedRows(frame: Frame, room: Room, rows: number): Line[] {
  if (rows === 0) return [];
  if (frame.parked.length > 0 && frame.parked.length <= rows) {
    return frame.parked.map((lane, place) => parkedLine(lane, place === 0, frame, room));
  }
  const now = frame.people.filter(({ phase }) => phase === "io" || phase === "timer").length;
  const pen = new Pen(room.columns).write(" ").write("parked", FACT).to(leftOf(room));
  pen.runs(levels(frame.parkedCounts, frame.tasks.length, frame, room)).write(" ");
  return [pen.write(`  ${String(now).padStart(3)} waiting`, LABEL).line];
}

function parkedLine(lane: ParkedLane, isFirst: boolean, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const label: Piece[] = isFirst ? [[lane.label, FACT]] : [];
  const { tile } = lane;
  if (tile === null || isOther(tile, frame))
    return laneRows(lane.cells, { label, right: [], shared: true }, frame, room, 1)[0] as Line;
  // What it waits for at the left, how long still at the right; the time alone where there is no room for both.
  const width = rightOf(room) - 4;
  const rest = (lane.total - lane.done) as ParkedLane["total"];
  const left = lane.total === 0 ? "" : `${steady(rest, { ...unit, decimals: Math.min(unit.decimals, 1) })} left`;
  const on = lane.on.length < width - left.length ? lane.on : "";
  const words = `${on.padEnd(width - left.length)}${left}`;
  const right: Piece[] = [...tilePieces(tile), [words, hueStyle(tile)]];
  return laneRows(lane.cells, { label, right, shared: true }, frame, room, 1)[0] as Line;
}

/** A lane for each task, on the same axis. */
export function ownRows(frame: Frame, room: Room, rows: number, airy: boolean): Line[] {
  return frame.taskLanes.slice(0, rows).flatMap(({ tile, cells }, index) => {
    const label: Piece[] = [...tilePieces(tile), [clipName(tile.name, leftOf(room) - 4), hueStyle(tile)]];
    const line = laneRows(cells, { label, right: [] }, frame, room, 1);
    return airy && index > 0 ? [[], ...line] : line;
  });
}
