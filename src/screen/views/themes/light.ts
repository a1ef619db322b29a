/** For a light ground: the usual look. */
import { DEFAULT } from "./colour.ts";
import { OKABE_ITO, OKABE_ITO_16, OKABE_ITO_256 } from "./dark.ts";
import { type Plan, themeOf } from "./theme.ts";

/** The usual hues as letters of sixteen on a light ground: the dark ones, and the terminal's own where there is no more. */
export const LIGHT_LETTERS_16: readonly number[] = [3, 6, 2, DEFAULT, 4, 1, 5, 8];

export const LIGHT_PLAN: Plan = {
  id: "light",
  ground: "light",
  paper: 0xfafafa,
  letter: 0x24272b,
  ratio: 4.5,
  boldsNow: false,
  underlinesAlerts: false,
  hues: OKABE_ITO,
  hues256: OKABE_ITO_256,
  tints256: [223, 153, 158, 230, 153, 223, 225, 252],
  tintShare: 0.3,
  greys: {
    now: 0x000000,
    label: 0x6a6f75,
    faint: 0xc4c8cc,
    alert: 0xc00020,
    seam: 0x000000,
    bar: 0xe6e8eb,
    tint: 0xd8dbdf,
    machine: 0x7d8288,
  },
  sixteen: {
    hues: OKABE_ITO_16,
    letters: LIGHT_LETTERS_16,
    inks: { now: 0, fact: DEFAULT, label: DEFAULT, faint: 7, alert: 1, seam: 0 },
    bar: 7,
    machine: 8,
    dimsLabels: true,
  },
};

export const lightTheme = themeOf(LIGHT_PLAN);
