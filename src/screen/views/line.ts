/**
 * What a view draws: lines of styled runs. A style is meaning, not colour; the theme turns it into colours at the end.
 *
 * Views put only single-width characters into runs, so that a run's length is its width.
 */

/**
 * The three greys and the few meanings.
 *
 * `now` what happens at the cursor (bright) · `fact` normal text · `label` labels and rules (dim) · `faint` barely visible (idle dots)
 * · `alert` something went wrong (crash, deadlock, lost update) · `seam` the bright mark of a forced switch.
 */
export type Ink = "now" | "fact" | "label" | "faint" | "alert" | "seam";

/** Who has one half of a cell: a task's hue, machinery, or nobody. */
export type Half = number | "machine" | null;

export interface Style {
  readonly ink?: Ink;
  /** The hue of a task (an index of the eight, any number; it wraps). Wins over `ink` for the letters' colour. */
  readonly task?: number;
  /** `tile`: black letters on the hue of `task` (or on grey without one) · `bar`: the status bar's ground. */
  readonly ground?: "tile" | "bar" | "tint";
  /** Two lanes in one row: the cell's upper half and its lower one. Wins over all but bold and underline. */
  readonly halves?: readonly [upper: Half, lower: Half];
  readonly bold?: boolean;
  readonly underline?: boolean;
}

export interface Run {
  readonly text: string;
  readonly style: Style;
}

/** One row, left to right; shorter than the screen means blanks to the right. */
export type Line = readonly Run[];

/** The characters of a line without its styles. */
export const plain = (line: Line): string => line.map((run) => run.text).join("");
