/** The shortest way for a terminal's cursor from one cell to another. */

/** A known place; null stands for an unknown one. Rows and columns count from 0; a column of null is unknown (after the last cell of a row was written, a wrap may be pending). */
export interface Place {
  readonly row: number;
  readonly column: number | null;
}

/** The bytes that bring the cursor to a cell; empty where it is there already. */
export function moveTo(from: Place | null, row: number, column: number): string {
  if (from !== null && from.row === row && from.column === column) return "";
  let best = absolute(row, column);
  if (from === null) return best;
  const consider = (way: string): void => {
    if (way.length < best.length) best = way;
  };
  const down = row - from.row;
  // A carriage return first: the column is known after it, whatever it was.
  if (down >= 0) consider(`${down === 0 ? "\r" : "\r\n".repeat(down)}${right(column)}`);
  if (from.column === null) return best;
  const aside = sideways(from.column, column);
  if (down === 0) consider(aside);
  else {
    consider(`${csi(Math.abs(down), down > 0 ? "B" : "A")}${aside}`);
    if (from.column === column) consider(`\x1b[${row + 1}d`);
  }
  return best;
}

/** `CSI H` without its parameters where they are 1, which is what they are when left out. */
function absolute(row: number, column: number): string {
  if (column > 0) return `\x1b[${row === 0 ? "" : row + 1};${column + 1}H`;
  return row === 0 ? "\x1b[H" : `\x1b[${row + 1}H`;
}

function sideways(from: number, to: number): string {
  if (from === to) return "";
  const step = to > from ? right(to - from) : left(from - to);
  const toColumn = `\x1b[${to + 1}G`;
  return toColumn.length < step.length ? toColumn : step;
}

const right = (count: number): string => (count === 0 ? "" : csi(count, "C"));
const left = (count: number): string => (count < 4 ? "\b".repeat(count) : csi(count, "D"));
const csi = (count: number, letter: string): string => `\x1b[${count === 1 ? "" : count}${letter}`;
