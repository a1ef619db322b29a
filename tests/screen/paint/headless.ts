/** A real terminal in memory: writes bytes, reads cells. */
import xterm from "@xterm/headless";
import type { Look } from "../../../src/screen/views/theme.ts";
import { DEFAULT, RGB } from "../../../src/screen/views/themes/colour.ts";

export interface SeenCell extends Look {
  readonly text: string;
}

export class Headless {
  readonly #terminal: InstanceType<typeof xterm.Terminal>;

  constructor(columns: number, rows: number) {
    this.#terminal = new xterm.Terminal({ cols: columns, rows, allowProposedApi: true, scrollback: 50 });
  }

  write(bytes: string): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve));
  }

  /** What it answers to a program's questions. */
  onAnswer(told: (text: string) => void): void {
    this.#terminal.onData(told);
  }

  resize(columns: number, rows: number): void {
    this.#terminal.resize(columns, rows);
  }

  /** The screen's text, trailing blanks left out. */
  text(): string {
    const lines = Array.from({ length: this.#terminal.rows }, (_, row) =>
      (this.#line(row)?.translateToString(true, 0, this.#terminal.cols) ?? "").trimEnd(),
    );
    return lines.join("\n");
  }

  /** `normal` or `alternate`. */
  get screen(): string {
    return this.#terminal.buffer.active.type;
  }

  get linesScrolledAway(): number {
    return this.#terminal.buffer.active.baseY;
  }

  cell(row: number, column: number): SeenCell {
    const cell = this.#line(row)?.getCell(column);
    if (cell === undefined) throw new Error(`no cell at ${row}, ${column}`);
    return {
      text: cell.getChars() || " ",
      letter: cell.isFgDefault() ? DEFAULT : cell.isFgRGB() ? RGB | cell.getFgColor() : cell.getFgColor(),
      ground: cell.isBgDefault() ? DEFAULT : cell.isBgRGB() ? RGB | cell.getBgColor() : cell.getBgColor(),
      bold: cell.isBold() !== 0,
      dim: cell.isDim() !== 0,
      underline: cell.isUnderline() !== 0,
      inverse: cell.isInverse() !== 0,
    };
  }

  /** Each cell as text; a space counts with what can be seen of it only. */
  cells(): string[] {
    const seen: string[] = [];
    for (let row = 0; row < this.#terminal.rows; row++) {
      for (let column = 0; column < this.#terminal.cols; column++) seen.push(describe(this.cell(row, column)));
    }
    return seen;
  }

  #line(row: number) {
    const buffer = this.#terminal.buffer.active;
    return buffer.getLine(buffer.baseY + row);
  }
}

/** One cell in words; on a space only what shows. */
export function describe({ text, letter, ground, bold, dim, underline, inverse }: SeenCell): string {
  if (text !== " ") return JSON.stringify([text, letter, ground, bold, dim, underline, inverse]);
  return JSON.stringify([" ", underline || inverse ? letter : DEFAULT, ground, underline, inverse]);
}
