/** For a dark ground: the usual look. */
import { DEFAULT } from "./colour.ts";
import { type Plan, themeOf } from "./theme.ts";

/**
 * The Okabe-Ito set, told apart with any colour vision; green and blue lightened so that a black letter reads on them (contrast at
 * least 4.5) and they read on a dark ground. Blue leans to violet to stay clear of sky blue for a colour-blind eye.
 */
export const OKABE_ITO: readonly number[] = [
  0xe69f00, 0x56b4e9, 0x4fbf9a, 0xf0e442, 0x4477dd, 0xd55e00, 0xcc79a7, 0x999999,
];
export const OKABE_ITO_256: readonly number[] = [214, 74, 79, 227, 69, 166, 175, 247];
/** Yellow-brown, bright cyan, green, bright yellow, bright blue, red, bright magenta, white. */
export const OKABE_ITO_16: readonly number[] = [3, 14, 2, 11, 12, 1, 13, 7];

export const DARK_PLAN: Plan = {
  id: "dark",
  ground: "dark",
  paper: 0x15171a,
  letter: 0xd8dbdf,
  ratio: 4.5,
  boldsNow: false,
  underlinesAlerts: false,
  hues: OKABE_ITO,
  hues256: OKABE_ITO_256,
  tints256: [94, 24, 23, 58, 17, 52, 53, 238],
  tintShare: 0.3,
  greys: {
    now: 0xffffff,
    label: 0x858a90,
    faint: 0x45494e,
    alert: 0xff5c5c,
    seam: 0xffffff,
    bar: 0x26292d,
    tint: 0x33363b,
    machine: 0x7d8288,
  },
  sixteen: {
    hues: OKABE_ITO_16,
    letters: OKABE_ITO_16,
    inks: { now: 15, fact: DEFAULT, label: DEFAULT, faint: 8, alert: 9, seam: 15 },
    bar: 8,
    machine: 8,
    dimsLabels: true,
  },
};

export const darkTheme = themeOf(DARK_PLAN);
