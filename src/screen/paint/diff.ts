/**
 * From one screen to the next in few bytes: changed cells only, gaps bridged where writing is shorter than moving, blanks erased where
 * erasing is shorter than writing. The whole of it is wrapped in synchronized output, so that a terminal shows it at once.
 */
import { FILL_UNIT, isSecondCell } from "../../base/cells.ts";
import { moveTo, type Place } from "./cursor.ts";
import type { Grid } from "./grid.ts";
import { NO_PEN, type Pen, type Pens } from "./pens.ts";

export const BEGIN_SYNC = "\x1b[?2026h";
export const END_SYNC = "\x1b[?2026l";
const PLAIN_LETTERS = "\x1b[m";
/** An empty screen, the cursor at its top left. */
const EMPTY_SCREEN = "\x1b[2J\x1b[H";
/** Plain letters on it. */
export const CLEAR_SCREEN = PLAIN_LETTERS + EMPTY_SCREEN;

const SPACE = 32;
/** From this many plain blanks on, erasing them may be shorter than writing them. */
const WORTH_ERASING = 5;

/**
 * The bytes that turn a terminal which shows `before` into one that shows `after`; empty where they are equal.
 *
 * Nothing is assumed of the cursor; plain letters are assumed and left behind. Grids of different sizes, or none before, clear the screen.
 */
export function diff(before: Grid | null, after: Grid, pens: Pens): string {
  const clears = before === null || before.columns !== after.columns || before.rows !== after.rows;
  const writer = new Writer(pens);
  for (let row = 0; row < after.rows; row++) {
    if (clears) writeRow(writer, null, after, row);
    else if (!isSameRow(before, after, row)) writeRow(writer, before, after, row);
  }
  const body = writer.finish();
  if (body === "" && !clears) return "";
  return `${BEGIN_SYNC}${clears ? PLAIN_LETTERS + pens.begin + EMPTY_SCREEN : ""}${body}${END_SYNC}`;
}

function isSameRow(before: Grid, after: Grid, row: number): boolean {
  const [from, to] = [row * after.columns, (row + 1) * after.columns];
  for (let at = from; at < to; at++) {
    if (before.codes[at] !== after.codes[at] || before.pens[at] !== after.pens[at]) return false;
  }
  return true;
}

/** First half of a character beyond the first plane. Some terminals give an emoji one cell: the other one is to be blank then. */
const isEmoji = (unit: number): boolean => unit >= 0xd800 && unit < 0xdc00;
const BOTH_CELLS_BLANK = "  \b\b";

/** Collects bytes and knows where the cursor is and how letters look. */
class Writer {
  readonly #pens: Pens;
  #bytes = "";
  #place: Place | null = null;
  #pen: Pen = NO_PEN;

  constructor(pens: Pens) {
    this.#pens = pens;
  }

  /** Brings the cursor to a cell, writing over the cells between where that is shorter than jumping. */
  reach(grid: Grid, row: number, column: number): void {
    const at = row * grid.columns + column;
    const jump = moveTo(this.#place, row, column);
    const from = this.#place;
    if (jump !== "" && from?.row === row && from.column !== null && from.column < column) {
      const gap = column - from.column;
      // No way to write a gap is shorter than its cells.
      const next = grid.pens[at] as Pen;
      if (gap <= jump.length + 24 && !grid.codes.subarray(at - gap, at).some(isSecondCell)) {
        const bridge = this.#cells(grid, at - gap, at);
        const bridged = bridge.bytes.length + this.#pens.change(bridge.pen, next).length;
        if (bridged <= jump.length + this.#pens.change(this.#pen, next).length) {
          this.#bytes += bridge.bytes;
          this.#pen = bridge.pen;
          this.#place = { row, column };
          return;
        }
      }
    }
    this.#bytes += jump;
    this.#place = { row, column };
  }

  write(grid: Grid, row: number, from: number, to: number): void {
    const { bytes, pen } = this.#cells(grid, row * grid.columns + from, row * grid.columns + to);
    this.#bytes += bytes;
    this.#pen = pen;
    // Terminals disagree on how wide some wide characters are: after one the cursor's column is not relied on.
    const isSure = to < grid.columns && !isSecondCell(grid.codes[row * grid.columns + to - 1] as number);
    this.#place = { row, column: isSure ? to : null };
  }

  /** Erases with plain ground from the cursor; the cursor stays. */
  erase(count: number | "line"): void {
    this.#bytes += `${this.#pens.change(this.#pen, NO_PEN)}\x1b[${count === "line" ? "K" : `${count}X`}`;
    this.#pen = NO_PEN;
  }

  finish(): string {
    const end = this.#pens.change(this.#pen, NO_PEN);
    this.#pen = NO_PEN;
    return this.#bytes + end;
  }

  #cells(grid: Grid, from: number, to: number): { readonly bytes: string; readonly pen: Pen } {
    let bytes = "";
    let pen = this.#pen;
    for (let at = from; at < to; at++) {
      const next = grid.pens[at] as Pen;
      if (next !== pen) bytes += this.#pens.change(pen, next);
      pen = next;
      const code = grid.codes[at] as number;
      if (isEmoji(code) && (at + 2) % grid.columns !== 0) bytes += BOTH_CELLS_BLANK;
      if (code !== FILL_UNIT) bytes += String.fromCharCode(code);
    }
    return { bytes, pen };
  }
}

function writeRow(writer: Writer, before: Grid | null, after: Grid, row: number): void {
  const first = row * after.columns;
  const isPlainBlank = (column: number): boolean =>
    after.codes[first + column] === SPACE && after.pens[first + column] === NO_PEN;
  const differs = (column: number): boolean =>
    before === null
      ? !isPlainBlank(column)
      : before.codes[first + column] !== after.codes[first + column] ||
        before.pens[first + column] !== after.pens[first + column];
  const isSecond = (column: number): boolean =>
    column < after.columns && isSecondCell(after.codes[first + column] as number);
  // The halves of a character are written together.
  const isChanged = (column: number): boolean =>
    differs(column) || (isSecond(column) && differs(column - 1)) || (isSecond(column + 1) && differs(column + 1));
  let tail = after.columns;
  while (tail > 0 && isPlainBlank(tail - 1)) tail--;

  let column = 0;
  for (;;) {
    while (column < after.columns && !isChanged(column)) column++;
    if (column === after.columns) return;
    if (column >= tail) {
      let last = after.columns - 1;
      while (!isChanged(last)) last--;
      writer.reach(after, row, column);
      if (last - column < 3) writer.write(after, row, column, last + 1);
      else writer.erase("line");
      return;
    }
    const blanks = runLength(column, tail, (at) => isPlainBlank(at) && isChanged(at));
    const isOfRun = (at: number): boolean => isChanged(at) && (at === column || !isSecond(at - 1));
    const run = blanks >= WORTH_ERASING ? blanks : runLength(column, tail, isOfRun, isPlainBlank);
    writer.reach(after, row, column);
    if (blanks >= WORTH_ERASING && erasePays(blanks, after.columns - column)) writer.erase(blanks);
    else writer.write(after, row, column, column + run);
    column += run;
  }
}

/** How far from `column` the cells stay `wanted`; a run of many `blank` ones ends it too, they may be erased. */
function runLength(
  column: number,
  end: number,
  wanted: (at: number) => boolean,
  blank: (at: number) => boolean = () => false,
): number {
  let at = column;
  let blanks = 0;
  while (at < end && wanted(at)) {
    blanks = blank(at) ? blanks + 1 : 0;
    at++;
    if (blanks === WORTH_ERASING) return at - column - blanks;
  }
  return at - column;
}

/** `CSI n X` and then `CSI n C` against n spaces; the way on is free where the next write jumps anyway. */
const erasePays = (count: number, room: number): boolean => 2 * (3 + `${count}`.length) < count || count === room;
