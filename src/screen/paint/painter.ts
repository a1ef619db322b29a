/** Lines in, bytes out: remembers what the terminal shows. The live canvas and the recorder paint with it. */
import type { Line } from "../views/line.ts";
import type { ColourLevel } from "../views/theme.ts";
import type { Theme } from "../views/themes/theme.ts";
import { diff } from "./diff.ts";
import { gridOf, type Picture } from "./grid.ts";
import { Pens } from "./pens.ts";

export interface PaintOptions {
  readonly level: ColourLevel;
  /** @default the dark one */
  readonly theme?: Theme;
  /** Replaces what is not ASCII. @default false */
  readonly ascii?: boolean;
}

export class Painter {
  #pens: Pens;
  #theme: Theme | undefined;
  readonly #ascii: boolean;
  #shown: Picture | null = null;

  constructor(options: PaintOptions) {
    this.#theme = options.theme;
    this.#pens = new Pens(options.level, options.theme);
    this.#ascii = options.ascii === true;
  }

  /** The bytes after which the terminal shows the lines; empty where it does already. Another size than before repaints everything. */
  paint(lines: readonly Line[], columns: number, rows: number): string {
    const grid = gridOf(lines, columns, rows, this.#pens, this.#ascii, this.#shown);
    const bytes = diff(this.#shown?.grid ?? null, grid, this.#pens);
    this.#shown = { lines, grid };
    return bytes;
  }

  /**
   * The next frame is painted afresh in these colours, where they are others.
   *
   * @param own whether its ground is painted too, instead of the terminal's own
   */
  wear(theme: Theme, own = false): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#pens = new Pens(this.#pens.level, theme, own);
    this.forget();
  }

  /** Somebody else wrote on the screen: the next frame clears it and paints everything. */
  forget(): void {
    this.#shown = null;
  }
}

/**
 * What a sequence of frames costs on the line, in bytes of UTF-8: the first frame, which paints everything, and the mean of the others.
 * Deterministic, so that a test can hold it to a budget.
 */
export function bytesPerFrame(
  frames: Iterable<readonly Line[]>,
  columns: number,
  rows: number,
  options: PaintOptions,
): { readonly first: number; readonly mean: number; readonly frames: number } {
  const painter = new Painter(options);
  const sizes: number[] = [];
  for (const lines of frames) sizes.push(utf8Length(painter.paint(lines, columns, rows)));
  const [first = 0, ...others] = sizes;
  const total = others.reduce((sum, size) => sum + size, 0);
  return { first, mean: others.length === 0 ? 0 : total / others.length, frames: sizes.length };
}

/** Grids hold no characters beyond the first plane, so three bytes are the most. */
function utf8Length(text: string): number {
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    length += code < 0x80 ? 1 : code < 0x800 ? 2 : 3;
  }
  return length;
}
