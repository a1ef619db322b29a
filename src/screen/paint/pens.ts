/** Interned looks: each distinct look of a screen has a small number, so that grids compare cells by number. */
import type { Style } from "../views/line.ts";
import { type ColourLevel, type Look, look, PLAIN } from "../views/theme.ts";
import { DEFAULT, RGB } from "../views/themes/colour.ts";
import { darkTheme } from "../views/themes/dark.ts";
import type { Theme } from "../views/themes/theme.ts";
import { changeLook } from "./sgr.ts";

/** The index of a look in a `Pens`; 0 is the terminal's own. */
export type Pen = number;
export const NO_PEN: Pen = 0;

/** The looks of one screen at one level of colour, and the escape sequences that change one into another. */
export class Pens {
  readonly level: ColourLevel;
  readonly #theme: Theme;
  readonly #own: boolean;
  readonly #looks: Look[] = [];
  readonly #byLook = new Map<string, Pen>();
  readonly #byStyle = new Map<string, Pen>();
  /** Styles do not change: the same object has the same pen. */
  readonly #ofStyle = new WeakMap<Style, Pen>();
  readonly #blanks: Pen[] = [];
  readonly #changes = new Map<number, string>();

  /** @param own whether the theme brings its ground and its letters, instead of the terminal's */
  constructor(level: ColourLevel, theme: Theme = darkTheme, own = false) {
    this.level = level;
    this.#theme = theme;
    this.#own = own && level === "truecolour";
    this.#intern(PLAIN);
  }

  /** The pen of a style. Styles that look the same at this level share one. */
  of(style: Style): Pen {
    const known = this.#ofStyle.get(style);
    if (known !== undefined) return known;
    const key = `${style.ink ?? ""}/${style.task ?? ""}/${style.ground ?? ""}/${style.halves?.join("+") ?? ""}/${style.bold ?? ""}/${style.underline ?? ""}`;
    let pen = this.#byStyle.get(key);
    if (pen === undefined) {
      pen = this.#intern(look(style, this.level, this.#theme));
      this.#byStyle.set(key, pen);
    }
    this.#ofStyle.set(style, pen);
    return pen;
  }

  /** The pen of a space: letters do not show on it, so most pens share the plain one. */
  ofBlank(pen: Pen): Pen {
    let blank = this.#blanks[pen];
    if (blank === undefined) {
      const { letter, ground, underline, inverse } = this.look(pen);
      // Underlines have the letter's colour, and an inverse space shows it as its ground.
      const shown = underline || inverse;
      blank = this.#intern({ ...PLAIN, ground, underline, inverse, letter: shown ? letter : PLAIN.letter });
      this.#blanks[pen] = blank;
    }
    return blank;
  }

  look(pen: Pen): Look {
    return this.#looks[pen] ?? PLAIN;
  }

  /** The bytes that change one pen into another. */
  change(from: Pen, to: Pen): string {
    if (from === to) return "";
    const key = from * 0x10000 + to;
    let bytes = this.#changes.get(key);
    if (bytes === undefined) {
      bytes = changeLook(this.look(from), this.look(to));
      this.#changes.set(key, bytes);
    }
    return bytes;
  }

  /** The bytes that make a terminal's plain letters those of `NO_PEN`. */
  get begin(): string {
    return changeLook(PLAIN, this.look(NO_PEN));
  }

  #intern(plain: Look): Pen {
    const wanted = this.#own ? grounded(plain, this.#theme) : plain;
    const key = `${wanted.letter},${wanted.ground},${wanted.bold},${wanted.dim},${wanted.underline},${wanted.inverse}`;
    let pen = this.#byLook.get(key);
    if (pen === undefined) {
      pen = this.#looks.push(wanted) - 1;
      this.#byLook.set(key, pen);
    }
    return pen;
  }
}

function grounded(look: Look, { paper, letter }: Theme): Look {
  return {
    ...look,
    letter: look.letter === DEFAULT ? RGB | letter : look.letter,
    ground: look.ground === DEFAULT ? RGB | paper : look.ground,
  };
}
