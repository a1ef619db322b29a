/** What a terminal says of its own background (xterm's control sequences, "OSC 11"). */
import { BLACK, letterOn } from "../views/themes/colour.ts";
import type { Ground } from "../views/themes/theme.ts";

const OF_CHANNELS = /^rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})/i;
const OF_DIGITS = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i;

/** The ground that a colour makes, spelt as X11 does (`rgb:1e1e/1e1e/1e1e`, `#1e1e1e`); null where it is spelt otherwise. */
export function groundOfColour(spelt: string): Ground | null {
  const channels = (OF_CHANNELS.exec(spelt) ?? OF_DIGITS.exec(spelt))?.slice(1);
  if (channels === undefined) return null;
  const [red, green, blue] = channels.map(byteOf) as [number, number, number];
  return letterOn((red << 16) | (green << 8) | blue) === BLACK ? "light" : "dark";
}

/** One to four hexadecimal digits are a share of the most that so many can say. */
const byteOf = (digits: string): number => Math.round((255 * Number.parseInt(digits, 16)) / (16 ** digits.length - 1));
