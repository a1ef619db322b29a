/** Colours as terminals name them, and what is known of how they read. */

/** `DEFAULT`, an index of the terminal's palette (0 to 255), or `RGB` plus 24 bits. */
export type Colour = number;
/** The terminal's own colour. */
export const DEFAULT: Colour = -1;
/** Set in a colour that carries red, green and blue in its lower 24 bits. */
export const RGB = 0x1000000;

export const BLACK = 0x000000;
export const WHITE = 0xffffff;

/** Of the sixteen: what xterm shows where its owner chose nothing. */
const SIXTEEN = [
  0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00,
  0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
];
/** The steps of the colour cube from index 16 on; greys in steps of ten follow from 232 on. */
const CUBE = [0, 95, 135, 175, 215, 255];
const FIRST_OF_CUBE = 16;
const FIRST_GREY = 232;

/** Red, green and blue of a palette's index, in 24 bits. From 16 on every terminal shows the same. */
export function paletteRgb(index: number): number {
  if (index < FIRST_OF_CUBE) return SIXTEEN[index] as number;
  if (index >= FIRST_GREY) return (8 + 10 * (index - FIRST_GREY)) * 0x010101;
  const at = index - FIRST_OF_CUBE;
  const [red, green, blue] = [Math.floor(at / 36), Math.floor(at / 6) % 6, at % 6].map((step) => CUBE[step] as number);
  return ((red as number) << 16) | ((green as number) << 8) | (blue as number);
}

const channels = (rgb: number): readonly number[] => [(rgb >> 16) & 255, (rgb >> 8) & 255, rgb & 255];

/** How bright 24 bits look, 0 to 1 (WCAG 2.2, "relative luminance"). */
export function luminance(rgb: number): number {
  const [red, green, blue] = channels(rgb).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How well one colour reads on another, 1 to 21 (WCAG 2.2, "contrast ratio"); both in 24 bits. */
export function contrast(one: number, other: number): number {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of the first colour and the rest of the second. */
export function mix(first: number, second: number, share: number): number {
  const [red, green, blue] = channels(first).map((part, at) =>
    Math.round(part * share + (channels(second)[at] as number) * (1 - share)),
  ) as [number, number, number];
  return (red << 16) | (green << 8) | blue;
}

/** The colour, moved towards white or black until it reads on all these grounds at that contrast; as near to itself as that allows. */
export function readableOn(colour: number, grounds: readonly number[], ratio: number): number {
  const end = luminance(grounds[0] as number) < 0.2 ? WHITE : BLACK;
  for (let share = 1; share > 0; share -= 0.02) {
    const moved = mix(colour, end, share);
    if (grounds.every((ground) => contrast(moved, ground) >= ratio)) return moved;
  }
  return end;
}

/** The index of the 256 nearest to a colour of 24 bits; of the sixteen none, they are whatever their owner made them. */
export function nearestIndex(rgb: number, fits: (candidate: number) => boolean = () => true): number {
  let best = FIRST_OF_CUBE;
  let least = Number.POSITIVE_INFINITY;
  for (let index = FIRST_OF_CUBE; index < 256; index++) {
    const candidate = paletteRgb(index);
    const away = channels(candidate).reduce((sum, part, at) => sum + (part - (channels(rgb)[at] as number)) ** 2, 0);
    if (away >= least || !fits(candidate)) continue;
    least = away;
    best = index;
  }
  return best;
}

/** Black or white, whichever reads better. */
export const letterOn = (ground: number): number =>
  contrast(BLACK, ground) >= contrast(WHITE, ground) ? BLACK : WHITE;
