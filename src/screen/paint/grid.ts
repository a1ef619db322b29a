/** A screen as cells: which character, which pen. */
import { asciiText, healed, written } from "../../base/cells.ts";
import type { Line } from "../views/line.ts";
import { NO_PEN, type Pens } from "./pens.ts";

const SPACE = 32;

export interface Grid {
  readonly columns: number;
  readonly rows: number;
  /** UTF-16 codes, row by row: each a character of one cell, or half of one of two cells, whose second half follows it. */
  readonly codes: Uint16Array;
  readonly pens: Uint16Array;
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
 */
export function gridOf(lines: readonly Line[], columns: number, rows: number, pens: Pens, ascii = false): Grid {
  const grid = blankGrid(columns, rows);
  for (let row = 0; row < Math.min(rows, lines.length); row++) {
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
