/** Meaning to colour: how a style looks in a theme, at each level of colour a terminal may have. */
import type { Half, Style } from "./line.ts";
import { type Colour, DEFAULT } from "./themes/colour.ts";
import { darkTheme } from "./themes/dark.ts";
import type { Colours, Level, Theme } from "./themes/theme.ts";

export type ColourLevel = "none" | Level;

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
 * How a style looks at a level of colour.
 *
 * A tile's letter is black or white, whichever reads, but for the ink `seam` (the half-block of a forced switch between two runs),
 * which is as far from the terminal's ground as it gets: bright on a dark one, black on a light one.
 */
export function look(style: Style, level: ColourLevel, theme: Theme = darkTheme): Look {
  return level === "none" ? colourless(style) : coloured(style, theme, theme.colours(level));
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

function coloured(style: Style, theme: Theme, colours: Colours): Look {
  const { ink = "fact", task } = style;
  const isAlert = ink === "alert";
  const base = {
    ...PLAIN,
    bold: style.bold === true || isAlert || (ink === "now" && theme.boldsNow),
    underline: style.underline === true || (isAlert && theme.underlinesAlerts),
  };
  if (style.halves !== undefined) {
    const [upper, lower] = style.halves;
    const letter = halfOf(upper ?? lower, colours);
    return { ...base, letter, ground: upper === null ? DEFAULT : halfOf(lower, colours) };
  }
  if (style.ground === "tile") {
    const ground = task === undefined ? colours.machine : hueOf(colours.hues, task);
    const letter = task === undefined ? colours.onMachine : hueOf(colours.onHues, task);
    return { ...base, letter: ink === "seam" ? colours.seamOnTile : letter, ground };
  }
  const ground = groundOf(style, colours);
  if (task !== undefined) {
    return { ...base, letter: hueOf(ground === DEFAULT ? colours.letters : colours.lettersOnGround, task), ground };
  }
  if (ground !== DEFAULT) return { ...base, letter: colours.inksOnGround[ink], ground };
  return { ...base, letter: colours.inks[ink], ground, dim: ink === "label" && colours.dimsLabels };
}

function halfOf(half: Half, colours: Colours): Colour {
  if (half === null) return DEFAULT;
  return half === "machine" ? colours.machine : hueOf(colours.hues, half);
}

function groundOf({ ground, task }: Style, colours: Colours): Colour {
  if (ground === undefined || ground === "tile") return DEFAULT;
  if (ground === "bar") return colours.bar;
  return task === undefined ? colours.tint : hueOf(colours.tints, task);
}

/** Eight hues, then they come again. */
const hueOf = (hues: readonly Colour[], task: number): Colour =>
  hues[((task % hues.length) + hues.length) % hues.length] as Colour;
