/** The cells of a lane as styled runs: solid blocks with a letter in front, bright seams, patterns for what is no Python. */
import type { Cell, Tile } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Run, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { FAINT, hueStyle, LABEL, tileStyle } from "./pen.ts";

/** What else a lane's cells have to be drawn. */
interface Brush {
  readonly room: Room;
  /** The cursor's column: a run that has just begun there will grow. */
  readonly cursor: number;
  /** Whether runs carry letters: the upper row of a lane, or the only one. */
  readonly letters: boolean;
  /** Whether the lane is two rows high. */
  readonly tall?: boolean;
  /** Whose runs stand back: they are thin lines with their letters in front. @default nobody's */
  readonly isOther?: (tile: Tile) => boolean;
  /** Whether many tasks wait in this lane, one after the other: without colours each wait begins with its letter. */
  readonly shared?: boolean;
}

/** Waits in a task's own lane: for the GIL, and for a core or its loop. */
export const GIL_WAIT = ({ unicode }: Room): string => (unicode ? "─" : "-");
export const WAITING = ({ unicode }: Room): string => (unicode ? "═" : "x");
export const READY = ({ unicode }: Room): string => (unicode ? "∙" : ",");

/** What was drawn last of the same cells: most lanes are the same from frame to frame. */
const drawnLast = new WeakMap<readonly Cell[], { readonly key: string; readonly runs: readonly Run[] }[]>();
/** Upper and lower rows, with and without colour. */
const MOST_KEPT = 4;

export function drawCells(cells: readonly Cell[], brush: Brush): readonly Run[] {
  if (brush.isOther !== undefined) return drawAll(cells, brush);
  const { unicode, colour } = brush.room;
  const key = `${brush.cursor} ${brush.letters} ${brush.tall} ${brush.shared} ${unicode} ${colour}`;
  let kept = drawnLast.get(cells);
  const known = kept?.find((each) => each.key === key);
  if (known !== undefined) return known.runs;
  const runs = drawAll(cells, brush);
  if (kept === undefined) {
    kept = [];
    drawnLast.set(cells, kept);
  }
  if (kept.length === MOST_KEPT) kept.shift();
  kept.push({ key, runs });
  return runs;
}

function drawAll(cells: readonly Cell[], brush: Brush): readonly Run[] {
  const runs: Run[] = [];
  let text = "";
  let style: Style = {};
  for (let column = 0; column < cells.length; column++) {
    const [glyph, own] = drawn(cells, column, brush);
    if (text !== "" && !sameStyle(style, own)) {
      runs.push({ text, style });
      text = "";
    }
    text += glyph;
    style = own;
  }
  if (text !== "") runs.push({ text, style });
  return runs;
}

const sameStyle = (a: Style, b: Style): boolean =>
  a.ink === b.ink && a.task === b.task && a.ground === b.ground && a.bold === b.bold && a.underline === b.underline;

function drawn(cells: readonly Cell[], column: number, brush: Brush): readonly [string, Style] {
  const cell = cells[column] as Cell;
  const marks = glyphs(brush.room.unicode);
  const { tile } = cell;
  if (tile !== null && brush.isOther?.(tile) === true) return backed(cell, tile, brush);
  if (cell.seam !== "none") {
    const forced = cell.seam === "forced";
    const alone = tile !== null && isLast(cells, column, brush);
    if (alone) return headOf(tile.letter, brush, { ...tileStyle(tile), bold: forced, underline: forced });
    const ground = isSolid(cell) && tile !== null ? tileStyle(tile) : {};
    return [forced ? marks.forced : marks.voluntary, { ...ground, ink: forced ? "seam" : "label" }];
  }
  if (tile === null) return [cell.state === "idle" && brush.letters ? marks.idle : marks.free, FAINT];
  // Who only waits is a thin line: over two rows it is in the upper one.
  if (!brush.letters && isWait(cell)) return [marks.free, FAINT];
  const first = bearsLetter(cells, column);
  switch (cell.state) {
    case "python":
      return first || !brush.room.colour ? headOf(tile.letter, brush, tileStyle(tile)) : [marks.body, tileStyle(tile)];
    case "native": {
      if (first) return headOf(brush.room.colour ? tile.letter : tile.letter.toLowerCase(), brush, tileStyle(tile));
      // Over two rows a band of half their height, in the middle.
      const band = brush.letters ? "▄" : "▀";
      return [brush.tall === true ? band : marks.native, hueStyle(tile)];
    }
    case "startup":
      return first ? headOf(tile.letter, brush, tileStyle(tile)) : [marks.startup, hueStyle(tile)];
    case "system":
      return [marks.system, hueStyle(tile)];
    case "parked":
      return [brush.shared === true && !brush.room.colour && first ? tile.letter : marks.parked, hueStyle(tile)];
    case "gil":
      return [GIL_WAIT(brush.room), hueStyle(tile)];
    case "waiting":
      return [WAITING(brush.room), hueStyle(tile)];
    case "ready":
      return [READY(brush.room), LABEL];
    case "empty":
    case "idle":
    case "free":
      return [marks.free, FAINT];
  }
}

/** Somebody who is not meant. */
function backed(cell: Cell, tile: Tile, { room, letters }: Brush): readonly [string, Style] {
  if (!letters) return [glyphs(room.unicode).free, FAINT];
  if (cell.first && isSolid(cell)) return [tile.letter, LABEL];
  return isWait(cell) ? [glyphs(room.unicode).free, FAINT] : [GIL_WAIT(room), FAINT];
}

/** The head of a run: its letter, and in the row below as much ground. */
const headOf = (letter: string, { letters }: Brush, { underline, ...style }: Style): readonly [string, Style] =>
  letters ? [letter, underline === true ? { ...style, underline } : style] : [" ", style];

const WAITS: ReadonlySet<Cell["state"]> = new Set<Cell["state"]>(["parked", "gil", "waiting", "ready"]);
const isWait = (cell: Cell): boolean => WAITS.has(cell.state);
const isSolid = (cell: Cell): boolean => cell.state === "python";

/** A finished run of one cell: its letter says more than its seam. */
const isLast = (cells: readonly Cell[], column: number, { cursor }: Brush): boolean =>
  column < cursor &&
  (column + 1 >= cells.length || (cells[column + 1] as Cell).first || cells[column + 1]?.tile === null);

/** The first cell of a run, or the second where a seam takes the first. */
function bearsLetter(cells: readonly Cell[], column: number): boolean {
  const cell = cells[column] as Cell;
  if (cell.first) return true;
  const before = cells[column - 1];
  return before?.first === true && before.seam !== "none";
}
