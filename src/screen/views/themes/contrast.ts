/** Strong contrast: black, white and strong hues, nothing dim, nothing grey that is to be read. On either ground. */
import { DEFAULT } from "./colour.ts";
import { DARK_PLAN } from "./dark.ts";
import { LIGHT_PLAN } from "./light.ts";
import { type Plan, themeOf } from "./theme.ts";

/** All bright enough for black letters with a contrast of 7. */
const STRONG: readonly number[] = [0xffa500, 0x4cc3ff, 0x2fe09b, 0xfff200, 0x8fa8ff, 0xff7a4d, 0xff8fd0, 0xc8c8c8];
const STRONG_16: readonly number[] = [3, 14, 10, 11, 6, 2, 13, 7];
/** In the terminal's own letters everything reads that its owner can read. */
const OWN: readonly number[] = STRONG.map(() => DEFAULT);

const shared = {
  id: "contrast",
  ratio: 7,
  boldsNow: true,
  underlinesAlerts: true,
  hues: STRONG,
  hues256: [214, 81, 42, 226, 111, 209, 212, 251],
  tintShare: 0.2,
} as const;

const ON_DARK: Plan = {
  ...DARK_PLAN,
  ...shared,
  paper: 0x1e1e1e,
  letter: 0xffffff,
  tints256: [52, 17, 22, 235, 17, 52, 53, 236],
  greys: {
    now: 0xffffff,
    label: 0xffffff,
    faint: 0xb4b4b4,
    alert: 0xffb3b3,
    seam: 0xffffff,
    bar: 0x2a2a2a,
    tint: 0x303030,
    machine: 0xa8a8a8,
  },
  sixteen: {
    hues: STRONG_16,
    letters: OWN,
    inks: { now: DEFAULT, fact: DEFAULT, label: DEFAULT, faint: 7, alert: DEFAULT, seam: 15 },
    bar: 0,
    machine: 8,
    dimsLabels: false,
  },
};

const ON_LIGHT: Plan = {
  ...LIGHT_PLAN,
  ...shared,
  paper: 0xf5f5f5,
  letter: 0x000000,
  tints256: [230, 195, 194, 230, 189, 224, 225, 254],
  greys: {
    now: 0x000000,
    label: 0x000000,
    faint: 0x4a4a4a,
    alert: 0x8c0014,
    seam: 0x000000,
    bar: 0xe4e4e4,
    tint: 0xdadada,
    machine: 0xa8a8a8,
  },
  sixteen: {
    hues: STRONG_16,
    letters: OWN,
    inks: { now: DEFAULT, fact: DEFAULT, label: DEFAULT, faint: DEFAULT, alert: DEFAULT, seam: 0 },
    bar: 15,
    machine: 8,
    dimsLabels: false,
  },
};

export const contrastOnDark = themeOf(ON_DARK);
export const contrastOnLight = themeOf(ON_LIGHT);
