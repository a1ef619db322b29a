/**
 * Meaning to colour: the one place that knows what a style looks like, at each level of colour a terminal may have.
 *
 * The screen's own ground is never painted: a terminal keeps its background, and the greys are chosen for a dark or a light one.
 */
import type { Ink, Style } from "./line.ts";

export type ColourLevel = "none" | "16" | "256" | "truecolour";

/** What the terminal's own background is; asked of the environment, dark where nothing is known. */
export type Background = "dark" | "light";

/** `DEFAULT`, an index of the terminal's palette (0 to 255), or `RGB` plus 24 bits. */
export type Colour = number;
/** The terminal's own colour. */
export const DEFAULT: Colour = -1;
/** Set in a colour that carries red, green and blue in its lower 24 bits. */
export const RGB = 0x1000000;

/** How one cell looks; two cells with equal fields cannot be told apart. */
export interface Look {
  readonly letter: Colour;
  readonly ground: Colour;
  readonly bold: boolean;
  readonly dim: boolean;
  readonly underline: boolean;
  /** Letter and ground change places: the tile of a terminal without colours. */
  readonly inverse: boolean;
}

export const PLAIN: Look = {
  letter: DEFAULT,
  ground: DEFAULT,
  bold: false,
  dim: false,
  underline: false,
  inverse: false,
};

/**
 * The eight hues: the Okabe-Ito set, told apart with any colour vision; green and blue lightened so that a black letter reads on them
 * (contrast at least 4.5) and they read on a dark ground. Blue leans to violet to stay clear of sky blue for a colour-blind eye.
 */
export const HUES: readonly number[] = [0xe69f00, 0x56b4e9, 0x4fbf9a, 0xf0e442, 0x4477dd, 0xd55e00, 0xcc79a7, 0x999999];
const HUES_256 = [214, 74, 79, 227, 69, 166, 175, 247];
/** Yellow-brown, bright cyan, green, bright yellow, bright blue, red, bright magenta, white. */
const HUES_16 = [3, 14, 2, 11, 12, 1, 13, 7];
const TINTS_256 = {
  dark: [94, 24, 23, 58, 17, 52, 53, 238],
  light: [223, 153, 158, 230, 153, 223, 225, 252],
} as const;

/** The ground of a tile without a task (machinery): a grey that is none of the hues. */
const MACHINE = { truecolour: RGB | 0x7d8288, "256": 244, "16": 8 } as const;
const BLACK = { truecolour: RGB | 0x000000, "256": 16, "16": 0 } as const;
const WHITE = { truecolour: RGB | 0xffffff, "256": 231, "16": 15 } as const;

type Greys = Readonly<Record<Ink | "bar" | "tint", Colour>>;
/** `fact` is the terminal's own letter colour: that is the one colour its owner chose for reading. */
const GREYS: Readonly<Record<"truecolour" | "256" | "16", Readonly<Record<Background, Greys>>>> = {
  truecolour: {
    dark: rgb({
      now: 0xffffff,
      label: 0x858a90,
      faint: 0x45494e,
      alert: 0xff5c5c,
      seam: 0xffffff,
      bar: 0x26292d,
      tint: 0x33363b,
    }),
    light: rgb({
      now: 0x000000,
      label: 0x6a6f75,
      faint: 0xc4c8cc,
      alert: 0xc00020,
      seam: 0x000000,
      bar: 0xe6e8eb,
      tint: 0xd8dbdf,
    }),
  },
  "256": {
    dark: { now: 231, fact: DEFAULT, label: 245, faint: 239, alert: 203, seam: 231, bar: 235, tint: 237 },
    light: { now: 16, fact: DEFAULT, label: 242, faint: 251, alert: 160, seam: 16, bar: 254, tint: 252 },
  },
  "16": {
    dark: { now: 15, fact: DEFAULT, label: DEFAULT, faint: 8, alert: 9, seam: 15, bar: 8, tint: 8 },
    light: { now: 0, fact: DEFAULT, label: DEFAULT, faint: 7, alert: 1, seam: 0, bar: 7, tint: 7 },
  },
};

/**
 * How a style looks at a level of colour.
 *
 * A tile's letter is black, but for the ink `seam`, which stays bright on it (the half-block of a forced switch between two runs).
 */
export function look(style: Style, level: ColourLevel, background: Background = "dark"): Look {
  return level === "none" ? colourless(style) : coloured(style, level, background);
}

/** Without colours: bold, dim, underline and inverse carry what they can; views spell out the rest. */
function colourless(style: Style): Look {
  const ink = style.ink ?? "fact";
  const plainLetters = style.task === undefined && style.ground !== "tile";
  return {
    ...PLAIN,
    bold: style.bold === true || ink === "now" || ink === "alert",
    dim: plainLetters && (ink === "label" || ink === "faint"),
    underline: style.underline === true,
    inverse: style.ground === "tile" || style.ground === "bar",
  };
}

function coloured(style: Style, level: Exclude<ColourLevel, "none">, background: Background): Look {
  const greys = GREYS[level][background];
  const ink = style.ink ?? "fact";
  const bold = style.bold === true || ink === "alert";
  const underline = style.underline === true;
  const base = { ...PLAIN, bold, underline };
  if (style.ground === "tile") {
    const ground = style.task === undefined ? MACHINE[level] : hue(style.task, level);
    const bright = ink === "seam" || ground === 8;
    return { ...base, letter: bright ? WHITE[level] : BLACK[level], ground };
  }
  const ground = groundOf(style, level, background);
  if (style.task !== undefined) return { ...base, letter: letters(style.task, level, background), ground };
  if (level !== "16" || ink !== "label") return { ...base, letter: greys[ink], ground };
  // Sixteen colours have one grey, too dark for labels on some palettes: dim letters instead, and plain ones on a ground.
  return ground === DEFAULT ? { ...base, letter: DEFAULT, ground, dim: true } : { ...base, letter: DEFAULT, ground };
}

function groundOf(style: Style, level: Exclude<ColourLevel, "none">, background: Background): Colour {
  if (style.ground === undefined || style.ground === "tile") return DEFAULT;
  const greys = GREYS[level][background];
  if (style.ground === "bar" || style.task === undefined || level === "16") return greys[style.ground];
  if (level === "256") return TINTS_256[background][wrap(style.task)] as Colour;
  return RGB | mix(HUES[wrap(style.task)] as number, background === "dark" ? 0x15171a : 0xffffff, 0.3);
}

function hue(task: number, level: Exclude<ColourLevel, "none">): Colour {
  const index = wrap(task);
  if (level === "truecolour") return RGB | (HUES[index] as number);
  return (level === "256" ? HUES_256[index] : HUES_16[index]) as Colour;
}

/** A task's letters without its ground: its hue, darkened where it would vanish on a light background. */
function letters(task: number, level: Exclude<ColourLevel, "none">, background: Background): Colour {
  if (background === "dark" || level !== "truecolour") return hue(task, level);
  return RGB | mix(HUES[wrap(task)] as number, 0x000000, 0.62);
}

const wrap = (task: number): number => ((task % HUES.length) + HUES.length) % HUES.length;

/** `share` of the first colour and the rest of the second. */
function mix(first: number, second: number, share: number): number {
  let mixed = 0;
  for (const shift of [16, 8, 0]) {
    const part = ((first >> shift) & 255) * share + ((second >> shift) & 255) * (1 - share);
    mixed |= Math.round(part) << shift;
  }
  return mixed;
}

function rgb(greys: Omit<Greys, "fact">): Greys {
  const marked = Object.entries(greys).map(([name, colour]) => [name, RGB | colour]);
  return { ...(Object.fromEntries(marked) as Omit<Greys, "fact">), fact: DEFAULT };
}
