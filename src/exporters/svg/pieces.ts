/** A row of cells as pieces of a picture: grounds, shapes, letters; each piece is one element, and says nothing of its row. */
import { FILL_UNIT } from "../../base/cells.ts";
import type { Grid } from "../../screen/paint/grid.ts";
import type { Pen, Pens } from "../../screen/paint/pens.ts";
import { CELL, shapeOf } from "./shapes.ts";
import type { Styles } from "./styles.ts";
import { xmlText } from "./xml.ts";

export interface Pieces {
  /** Below everything. */
  readonly grounds: readonly string[];
  /** No two of them touch. */
  readonly figures: readonly string[];
}

/** Where letters stand in their cell. */
const BASELINE = 15.5;
/** More blanks than this end a text: of several, a browser keeps one. */
const MOST_BLANKS = 1;

/** One of one cell each: letters of the usual fonts have one width, other signs are put on their places one by one. */
const USUAL = /^[!-~\u00a1-\u017f·–—…]$/;

interface Cell {
  readonly character: string;
  readonly width: number;
  readonly pen: Pen;
}

export function piecesOf(grid: Grid, row: number, pens: Pens, styles: Styles): Pieces {
  const cells = cellsOf(grid, row);
  return { grounds: groundsOf(cells, pens, styles), figures: figuresOf(cells, pens, styles) };
}

/** The characters of a row; a blank for the second cell of a wide one. */
function cellsOf(grid: Grid, row: number): readonly Cell[] {
  return Array.from({ length: grid.columns }, (_, column): Cell => {
    const at = row * grid.columns + column;
    const code = grid.codes[at] as number;
    const pen = grid.pens[at] as Pen;
    const next = column + 1 < grid.columns ? (grid.codes[at + 1] as number) : 0;
    if (code === FILL_UNIT || (code >= 0xdc00 && code < 0xe000)) return { character: " ", width: 1, pen };
    if (code >= 0xd800 && code < 0xdc00) return { character: String.fromCharCode(code, next), width: 2, pen };
    return { character: String.fromCharCode(code), width: next === FILL_UNIT ? 2 : 1, pen };
  });
}

/** A piece for each stretch: those that stay are the same pieces in the next picture. */
function groundsOf(cells: readonly Cell[], pens: Pens, styles: Styles): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < cells.length; ) {
    const ground = styles.groundOf(pens.look((cells[from] as Cell).pen));
    let to = from + 1;
    while (to < cells.length && styles.groundOf(pens.look((cells[to] as Cell).pen)) === ground) to++;
    if (ground !== null) {
      const left = from * CELL.width;
      pieces.push(
        pathElement(styles.fill(ground, "solid"), `M${left} 0h${(to - from) * CELL.width}v${CELL.height}H${left}z`),
      );
    }
    from = to;
  }
  return pieces;
}

function figuresOf(cells: readonly Cell[], pens: Pens, styles: Styles): readonly string[] {
  const pieces: string[] = [];
  for (let from = 0; from < cells.length; ) {
    const { character, pen } = cells[from] as Cell;
    const shape = shapeOf(character);
    if (shape !== undefined) {
      const to = shape.joins ? endOf(cells, from) : from + 1;
      const name = styles.fill(styles.letterOf(pens.look(pen)), shape.paint);
      pieces.push(pathElement(name, shape.path(from * CELL.width, to - from)));
      from = to;
    } else if (isBlank(cells[from] as Cell, pens)) from++;
    else {
      const to = textEnd(cells, from, pens);
      pieces.push(textElement(cells.slice(from, to), from, styles.letters(pens.look(pen))));
      from = to;
    }
  }
  return pieces;
}

/** Where a run of one character in one pen ends. */
function endOf(cells: readonly Cell[], from: number): number {
  const { character, pen } = cells[from] as Cell;
  let to = from + 1;
  while (to < cells.length && cells[to]?.character === character && cells[to]?.pen === pen) to++;
  return to;
}

const isBlank = ({ character, pen }: Cell, pens: Pens): boolean => character === " " && !pens.look(pen).underline;

/** Letters of one pen and few blanks between them; a sign that is no letter stands alone, or with its like. */
function textEnd(cells: readonly Cell[], from: number, pens: Pens): number {
  const { character, pen, width } = cells[from] as Cell;
  if (width > 1) return from + 2;
  if (!USUAL.test(character) && character !== " ") return endOf(cells, from);
  let end = from + 1;
  for (let at = end; at < cells.length && at - end <= MOST_BLANKS; at++) {
    const cell = cells[at] as Cell;
    if (isBlank(cell, pens)) continue;
    if (cell.pen !== pen || (!USUAL.test(cell.character) && cell.character !== " ")) break;
    end = at + 1;
  }
  return end;
}

function textElement(cells: readonly Cell[], from: number, name: string): string {
  const text = cells.map(({ character }) => character).join("");
  const shown = (cells[0]?.width ?? 1) > 1 ? text.trimEnd() : text;
  const place = `x="${from * CELL.width}" y="${BASELINE}"`;
  // Every cell has its place, whatever the font: that is what the length is for.
  const length = cells.length === 1 ? "" : ` textLength="${cells.length * CELL.width}"`;
  return `<text ${place}${length}${classOf(name)}>${xmlText(shown)}</text>`;
}

const pathElement = (name: string, data: string): string => `<path${classOf(name)} d="${data}"/>`;
const classOf = (name: string): string => (name === "" ? "" : ` class="${name}"`);
