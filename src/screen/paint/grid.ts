/** A screen as cells: which character, which pen. */
import { asciiText, healed, written } from "../../base/cells.ts";
import type { Line, Style } from "../views/line.ts";
import { NO_PEN, type Pens } from "./pens.ts";

const SPACE = 32;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** UTF-16 codes, row by row: each a character of one cell, or half of one of two cells, whose second half follows it. */
  readonly codes: Uint16Array;
  readonly pens: Uint16Array;
}

/** Lines, and the cells they came to. */
export interface Picture {
  readonly lines: readonly Line[];
  readonly grid: Grid;
}

/** A screen of plain spaces. */
export function blankGrid(columns: number, rows: number): Grid {
  const codes = new Uint16Array(columns * rows).fill(SPACE);
  return { columns, rows, codes, pens: new Uint16Array(columns * rows).fill(NO_PEN) };
}

/**
 * Lines as cells: clipped to the screen, the rest blank. Whatever is no cell becomes `?` and half of a character a blank, so a run's
 * length is its width, and no text of a user's file can reach the terminal as a control sequence.
 *
 * @param ascii replaces what is not ASCII (accents are dropped, signs get their nearest ASCII one)
 * @param last the picture before, with the same pens: most lines are what they were, and need no work
 */
export function gridOf(
  lines: readonly Line[],
  columns: number,
  rows: number,
  pens: Pens,
  ascii = false,
  last: Picture | null = null,
): Grid {
  const grid = blankGrid(columns, rows);
  const known = last?.grid.columns === columns ? last : null;
  for (let row = 0; row < Math.min(rows, lines.length); row++) {
    if (known !== null && row < known.grid.rows && sameLine(lines[row], known.lines[row])) {
      const [from, to] = [row * columns, (row + 1) * columns];
      grid.codes.set(known.grid.codes.subarray(from, to), from);
      grid.pens.set(known.grid.pens.subarray(from, to), from);
      continue;
    }
    let column = 0;
    for (const run of lines[row] ?? []) {
      if (column >= columns) break;
      const pen = pens.of(run.style);
      const blank = pens.ofBlank(pen);
      const cells = healed(run.text.slice(0, columns - column));
      const text = ascii ? asciiText(cells) : cells;
      for (let at = 0; at < text.length; at++, column++) {
        const code = text.charCodeAt(at);
        grid.codes[row * columns + column] = code;
        grid.pens[row * columns + column] = code === SPACE ? blank : pen;
      }
    }
  }
  return grid;
}

/** The characters of a grid, trailing blanks left out: for tests and plain text. */
export function gridText(grid: Grid): string {
  const lines = Array.from({ length: grid.rows }, (_, row) => {
    const codes = grid.codes.subarray(row * grid.columns, (row + 1) * grid.columns);
    return written(String.fromCharCode(...codes)).trimEnd();
  });
  return lines.join("\n");
}

function sameLine(line: Line | undefined, other: Line | undefined): boolean {
  if (line === other) return true;
  if (line === undefined || other === undefined || line.length !== other.length) return false;
  return line.every((run, at) => {
    const last = other[at] as Line[number];
    return run === last || (run.text === last.text && sameStyle(run.style, last.style));
  });
}

const sameStyle = (style: Style, other: Style): boolean =>
  style === other ||
  (style.ink === other.ink &&
    style.task === other.task &&
    style.ground === other.ground &&
    style.bold === other.bold &&
    style.underline === other.underline &&
    style.halves?.[0] === other.halves?.[0] &&
    style.halves?.[1] === other.halves?.[1]);
