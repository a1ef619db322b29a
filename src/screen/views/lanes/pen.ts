/** Writes one line from left to right; never past its right edge. */
import { asciiText, clip } from "../../../base/cells.ts";
import type { Phrase, Tile } from "../../frame/frame.ts";
import type { Line, Run, Style } from "../line.ts";
import type { Room } from "../view.ts";

export const NOW: Style = { ink: "now", bold: true };
export const FACT: Style = { ink: "fact" };
export const LABEL: Style = { ink: "label" };
export const FAINT: Style = { ink: "faint" };
export const ALERT: Style = { ink: "alert" };

/** A piece of a line: text with its style. */
export type Piece = readonly [text: string, style: Style];

export class Pen {
  readonly #runs: Run[] = [];
  readonly #columns: number;
  #at = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  /** The column that is written next. */
  get at(): number {
    return this.#at;
  }
  get left(): number {
    return this.#columns - this.#at;
  }

  write(text: string, style: Style = FACT): this {
    const fits = text.slice(0, Math.max(0, this.left));
    if (fits !== "") this.#runs.push({ text: fits, style });
    this.#at += fits.length;
    return this;
  }

  /** Text in exactly so many cells; negative counts from the right. */
  cell(text: string, width: number, style: Style = FACT, align: "left" | "right" = "left"): this {
    if (width <= 0) return this;
    const cut = clip(text, width);
    // A line is drawn under words, not under the blanks behind them.
    const blanks = " ".repeat(width - cut.length);
    const { underline: _, ...bare } = style;
    if (align === "right") return this.write(blanks + cut, style);
    return style.underline === true ? this.write(cut, style).write(blanks, bare) : this.write(cut + blanks, style);
  }

  pieces(pieces: readonly Piece[]): this {
    for (const [text, style] of pieces) this.write(text, style);
    return this;
  }

  /** What fits whole stays the run it is: who compares it with the one before sees at once that nothing changed. */
  runs(runs: readonly Run[]): this {
    for (const run of runs) {
      if (run.text.length > this.left || run.text === "") this.write(run.text, run.style);
      else {
        this.#runs.push(run);
        this.#at += run.text.length;
      }
    }
    return this;
  }

  /** Blanks up to a column. */
  to(column: number, style: Style = {}): this {
    return column > this.#at ? this.write(" ".repeat(column - this.#at), style) : this;
  }

  tile(tile: Tile): this {
    return this.write(tile.letter, tileStyle(tile));
  }

  get line(): Line {
    return this.#runs;
  }
}

/** Styles of people are made once each: most cells of a screen have one. */
const tiles: Style[] = [];
const hues = new WeakMap<Style, Style[]>();
const MACHINE_TILE: Style = { ground: "tile" };

export function tileStyle({ hue }: Tile): Style {
  if (hue === null) return MACHINE_TILE;
  tiles[hue] ??= { ground: "tile", task: hue };
  return tiles[hue];
}

/** Letters in a task's own colour. */
export function hueStyle({ hue }: Tile, rest: Style = LABEL): Style {
  if (hue === null) return rest;
  let made = hues.get(rest);
  if (made === undefined) {
    made = [];
    hues.set(rest, made);
  }
  made[hue] ??= { ...rest, task: hue };
  return made[hue];
}

/** A sentence whose people are in their colours. */
export const sentence = (phrases: readonly Phrase[], style: Style): Piece[] =>
  phrases.map(({ text, tile }): Piece => [text, tile === undefined ? style : hueStyle(tile, style)]);

export const widthOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, [text]) => sum + text.length, 0);

/** What is broken nowhere: a number and its unit, a word; and what lies between two of them. */
const WORDS = /[\d.]+ (?:ns|us|ms|s)\b\S*|\S+|\s+/g;

/** Breaks pieces between words into rows of at most `columns` cells; what does not fit into `rows` is cut with an ellipsis. */
export function wrap(pieces: readonly Piece[], columns: number, rows: number): Piece[][] {
  const words = pieces.flatMap(([text, style]) => (text.match(WORDS) ?? []).map((word): Piece => [word, style]));
  const lines: Piece[][] = [[]];
  let line = lines[0] as Piece[];
  let width = 0;
  for (const word of words) {
    const [text, style] = word;
    const blank = text.trim() === "";
    if (width + text.length > columns && width > 0 && !blank) {
      if (lines.length === rows) {
        while (line.length > 1 && (widthOf(line) >= columns || line.at(-1)?.[0].trim() === "")) line.pop();
        line.push(["…", style]);
        return lines;
      }
      line = [];
      lines.push(line);
      width = 0;
    }
    if (blank && width === 0) continue;
    line.push(word);
    width += text.length;
  }
  return lines;
}

/** The view law: no more rows and columns than there are, and ASCII where nothing else can be shown. */
export function lawful(lines: readonly Line[], room: Room): readonly Line[] {
  return lines.slice(0, Math.max(0, room.rows)).map((line) => {
    if (room.unicode && line.reduce((sum, { text }) => sum + text.length, 0) <= room.columns) return line;
    const pen = new Pen(room.columns);
    for (const { text, style } of line) pen.write(room.unicode ? text : asciiText(text), style);
    return pen.line;
  });
}
