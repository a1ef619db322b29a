/** Colours and looks of a picture, as classes with short names. */
import type { Look } from "../../screen/views/theme.ts";
import { type Colour, DEFAULT, paletteRgb, RGB } from "../../screen/views/themes/colour.ts";
import type { Paint } from "./shapes.ts";

/** The ground of the picture and the letters of whoever names no colour, in 24 bits. */
export interface Paper {
  readonly paper: number;
  readonly letter: number;
}

export const hexColour = (rgb: number): string => `#${rgb.toString(16).padStart(6, "0")}`;

const PAINTS: Readonly<Record<Exclude<Paint, "solid">, string>> = {
  quarter: "opacity:.25",
  half: "opacity:.5",
  most: "opacity:.75",
  dashes: "fill:none;stroke:currentColor;stroke-width:1.6;stroke-dasharray:3 2",
};

/** Hands out classes, and writes the rules of those that were asked for. */
export class Styles {
  readonly #paper: Paper;
  readonly #rules = new Map<string, string>();

  constructor(paper: Paper) {
    this.#paper = paper;
  }

  /** The classes of letters, with the blank before them where there are several; the usual letters have none. */
  letters(look: Look): string {
    const names = [this.#colour(this.letterOf(look))];
    if (look.bold) names.push(this.#rule("font-weight:700"));
    if (look.dim) names.push(this.#rule("opacity:.6"));
    if (look.underline) names.push(this.#rule("text-decoration:underline"));
    return names.filter((name) => name !== "").join(" ");
  }

  fill(rgb: number, paint: Paint): string {
    const names = [this.#colour(rgb), ...(paint === "solid" ? [] : [this.#rule(PAINTS[paint])])];
    return names.filter((name) => name !== "").join(" ");
  }

  letterOf({ letter, ground, inverse }: Look): number {
    return inverse ? this.#rgb(ground, this.#paper.paper) : this.#rgb(letter, this.#paper.letter);
  }

  /** Null where the picture's own ground shows. */
  groundOf({ letter, ground, inverse }: Look): number | null {
    if (inverse) return this.#rgb(letter, this.#paper.letter);
    return ground === DEFAULT ? null : this.#rgb(ground, this.#paper.paper);
  }

  get rules(): string {
    return [...this.#rules].map(([rule, name]) => `.${name}{${rule}}`).join("");
  }

  #colour(rgb: number): string {
    return rgb === this.#paper.letter ? "" : this.#rule(`color:${hexColour(rgb)}`);
  }

  #rule(rule: string): string {
    const known = this.#rules.get(rule);
    if (known !== undefined) return known;
    const name = shortName(this.#rules.size);
    this.#rules.set(rule, name);
    return name;
  }

  #rgb(colour: Colour, own: number): number {
    if (colour === DEFAULT) return own;
    return colour >= RGB ? colour - RGB : paletteRgb(colour);
  }
}

const LETTERS = "abcdefghijklmnopqrstuvwxyz";

/** `a` to `z`, then `aa`, `ab` … */
export function shortName(index: number): string {
  const last = LETTERS.charAt(index % LETTERS.length);
  return index < LETTERS.length ? last : shortName(Math.floor(index / LETTERS.length) - 1) + last;
}
