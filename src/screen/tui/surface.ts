/** The part of the terminal that the canvas paints on by itself, beside Ink (TERMINAL.md, sections 2 and 3). */
import { CLEAR_SCREEN } from "../paint/diff.ts";
import { Painter, type PaintOptions } from "../paint/painter.ts";
import type { Line } from "../views/line.ts";
import type { Theme } from "../views/themes/theme.ts";
import type { Backlog } from "./backlog.ts";

export interface SurfaceOptions extends PaintOptions {
  /** @param written called once the stream has passed the bytes on */
  write(bytes: string, written: () => void): void;
  /** Milliseconds, from anywhere. */
  now(): number;
  /** Told after each frame how long the write took: a pseudo terminal blocks while its reader is slow. */
  wrote(milliseconds: number): void;
  readonly backlog: Backlog;
  /** Told when the line is free again: now a frame would be seen at once. */
  freed(): void;
  /** Nothing is painted before. @default at once */
  ready?(): Promise<unknown>;
}

/** How often a line that is full is looked at, should nobody say that it is free. */
const LOOK_AGAIN_MS = 250;

type Picture = Parameters<Surface["paint"]>;

export class Surface {
  readonly #options: SurfaceOptions;
  readonly #painter: Painter;
  #held = false;
  /** The last picture, where the line was too full for it. */
  #late: Picture | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: SurfaceOptions) {
    this.#options = options;
    this.#painter = new Painter(options);
  }

  async ready(): Promise<void> {
    await this.#options.ready?.();
  }

  paint(...picture: [lines: readonly Line[], columns: number, rows: number, theme: Theme]): void {
    if (this.#held) return;
    const { backlog, now, write, wrote } = this.#options;
    this.#late = backlog.isFull ? picture : null;
    if (this.#late !== null) return this.#watch();
    const [lines, columns, rows, theme] = picture;
    this.#painter.wear(theme);
    const bytes = this.#painter.paint(lines, columns, rows);
    if (bytes === "") return;
    const began = now();
    write(backlog.around(bytes), () => {
      backlog.written();
      this.free();
    });
    wrote(now() - began);
  }

  /** An answer that is lost is waited for no longer. */
  #watch(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => (this.#options.backlog.isFull ? this.#watch() : this.free()), LOOK_AGAIN_MS);
  }

  /** The line may be free again. */
  free(): void {
    if (this.#held || this.#options.backlog.isFull) return;
    clearTimeout(this.#timer);
    const late = this.#late;
    if (late === null) return;
    this.#options.freed();
    // Unless that has brought a newer one.
    queueMicrotask(() => {
      if (this.#late === late) this.paint(...late);
    });
  }

  /** Hands a clean screen with the cursor at its top to Ink; the next frame starts from nothing. */
  cede(): void {
    this.#late = null;
    this.#painter.forget();
    if (!this.#held) this.#options.write(CLEAR_SCREEN, () => {});
  }

  /** The terminal belongs to somebody else: nothing is written until `release`. */
  hold(): void {
    this.#late = null;
    clearTimeout(this.#timer);
    this.#held = true;
  }

  release(): void {
    this.#held = false;
    this.#options.backlog.forget();
    this.#painter.forget();
  }
}
