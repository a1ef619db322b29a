/** For any colour vision: no two hues alike, nor equally light, whichever kind of cone an eye lacks. On either ground. */
import { DARK_PLAN } from "./dark.ts";
import { LIGHT_PLAN } from "./light.ts";
import { type Plan, themeOf } from "./theme.ts";

/**
 * Found by search among the 256 colours every terminal shows alike: the least difference between any two of them (CIEDE2000), as seen
 * with all cones and without the long, the middle or the short ones, is as great as it gets while no two are equally light and black
 * reads on each. The first ones are the furthest apart, because most runs have few tasks.
 */
const SEEN_BY_ALL: readonly number[] = [0xaf8700, 0x5fafd7, 0xffff5f, 0x875fd7, 0x87ffff, 0xffd7af, 0xff5f87, 0xbcbcbc];
const SEEN_BY_ALL_256: readonly number[] = [136, 74, 227, 98, 123, 223, 204, 250];
/** Dark yellow, dark cyan, yellow, blue, white, red, bright magenta, magenta. */
const SEEN_BY_ALL_16: readonly number[] = [3, 6, 11, 4, 7, 9, 13, 5];

const shared = {
  id: "safe",
  underlinesAlerts: true,
  hues: SEEN_BY_ALL,
  hues256: SEEN_BY_ALL_256,
} as const;

const ON_DARK: Plan = {
  ...DARK_PLAN,
  ...shared,
  tints256: [94, 24, 58, 54, 23, 95, 89, 240],
  greys: { ...DARK_PLAN.greys, alert: 0xff8a66, machine: 0x6e7378 },
  sixteen: { ...DARK_PLAN.sixteen, hues: SEEN_BY_ALL_16, letters: [3, 6, 11, 12, 7, 9, 13, 5] },
};

const ON_LIGHT: Plan = {
  ...LIGHT_PLAN,
  ...shared,
  tints256: [223, 153, 230, 189, 195, 224, 218, 252],
  greys: { ...LIGHT_PLAN.greys, alert: 0x9c2a00, machine: 0x6e7378 },
  sixteen: { ...LIGHT_PLAN.sixteen, hues: SEEN_BY_ALL_16 },
};

export const safeOnDark = themeOf(ON_DARK);
export const safeOnLight = themeOf(ON_LIGHT);
