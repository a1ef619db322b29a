/** The part of the terminal that the canvas paints on by itself, beside Ink (TERMINAL.md, sections 2 and 3). */
import { CLEAR_SCREEN } from "../paint/diff.ts";
import { Painter, type PaintOptions } from "../paint/painter.ts";
import type { Line } from "../views/line.ts";
import type { Theme } from "../views/themes/theme.ts";

export interface SurfaceOptions extends PaintOptions {
  write(bytes: string): void;
  /** Milliseconds, from anywhere. */
  now(): number;
  /** Told after each frame how long the write took: a pseudo terminal blocks while its reader is slow. */
  wrote(milliseconds: number): void;
}

export class Surface {
  readonly #options: SurfaceOptions;
  readonly #painter: Painter;
  #held = false;

  constructor(options: SurfaceOptions) {
    this.#options = options;
    this.#painter = new Painter(options);
  }

  paint(lines: readonly Line[], columns: number, rows: number, theme: Theme): void {
    if (this.#held) return;
    this.#painter.wear(theme);
    const bytes = this.#painter.paint(lines, columns, rows);
    if (bytes === "") return;
    const began = this.#options.now();
    this.#options.write(bytes);
    this.#options.wrote(this.#options.now() - began);
  }

  /** Hands a clean screen with the cursor at its top to Ink; the next frame starts from nothing. */
  cede(): void {
    this.#painter.forget();
    if (!this.#held) this.#options.write(CLEAR_SCREEN);
  }

  /** The terminal belongs to somebody else: nothing is written until `release`. */
  hold(): void {
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#painter.forget();
  }
}
