/** What a theme is: the colours of every meaning, at each level of colour a terminal may have. */
import type { Ink } from "../line.ts";
import {
  BLACK,
  type Colour,
  contrast,
  DEFAULT,
  letterOn,
  mix,
  nearestIndex,
  paletteRgb,
  RGB,
  readableOn,
} from "./colour.ts";

/** What the terminal's own background is. A theme never paints over it; it chooses letters that read on it. */
export type Ground = "dark" | "light";
/** Of those that show colours at all. */
export type Level = "16" | "256" | "truecolour";

/** The colours of one theme at one level. Lists have eight entries, one for each hue a task may have. */
export interface Colours {
  /** The grounds of tiles, and what is written on them. */
  readonly hues: readonly Colour[];
  readonly onHues: readonly Colour[];
  /** A task's letters without its tile: on the terminal's own ground, and on `bar` and its tint. */
  readonly letters: readonly Colour[];
  readonly lettersOnGround: readonly Colour[];
  /** The quiet grounds of tasks. */
  readonly tints: readonly Colour[];
  /** The ground of a tile without a task (machinery): none of the hues. */
  readonly machine: Colour;
  readonly onMachine: Colour;
  /** The mark of a forced switch on a tile: the opposite of the terminal's ground, or it would read as a gap between two tiles. */
  readonly seamOnTile: Colour;
  readonly bar: Colour;
  readonly tint: Colour;
  /** On the terminal's own ground, and on `bar` and the tints. */
  readonly inks: Readonly<Record<Ink, Colour>>;
  readonly inksOnGround: Readonly<Record<Ink, Colour>>;
  /** Labels are the terminal's own letters, dimmed: where its greys are not to be relied on. */
  readonly dimsLabels: boolean;
}

/** A theme as it is on one ground. */
export interface Theme {
  readonly id: string;
  readonly ground: Ground;
  /** What the ground and the terminal's own letters are taken to be, in 24 bits: for contrast, and for pictures, which have no terminal. */
  readonly paper: number;
  readonly letter: number;
  /** The contrast that text has at least on `paper`. */
  readonly ratio: number;
  /** What happens now is bold as well as bright. */
  readonly boldsNow: boolean;
  /** An alert is underlined, and so told by more than its colour. */
  readonly underlinesAlerts: boolean;
  colours(level: Level): Colours;
}

/** What the author of a theme says; all colours in 24 bits but for those of sixteen, which are indices or `DEFAULT`. */
export interface Plan extends Omit<Theme, "colours"> {
  readonly hues: readonly number[];
  /** Where the nearest of the 256 would not do. */
  readonly hues256?: readonly number[];
  readonly tints256: readonly number[];
  /** How much of its hue a tint has. */
  readonly tintShare: number;
  readonly greys: Readonly<Record<Exclude<Ink, "fact"> | "bar" | "tint" | "machine", number>>;
  readonly sixteen: {
    readonly hues: readonly number[];
    readonly letters: readonly number[];
    readonly inks: Readonly<Record<Ink, Colour>>;
    readonly bar: Colour;
    readonly machine: Colour;
    readonly dimsLabels: boolean;
  };
}

/** The theme of a plan: text that would not read well enough is moved towards black or white until it does. */
export function themeOf(plan: Plan): Theme {
  const made = new Map<Level, Colours>();
  const { id, ground, paper, letter, ratio, boldsNow, underlinesAlerts } = plan;
  const colours = (level: Level): Colours => {
    const known = made.get(level);
    if (known !== undefined) return known;
    const fresh = level === "16" ? sixteen(plan) : level === "256" ? indexed(plan) : full(plan);
    made.set(level, fresh);
    return fresh;
  };
  return { id, ground, paper, letter, ratio, boldsNow, underlinesAlerts, colours };
}

const marked = (rgb: number): Colour => RGB | rgb;

function full(plan: Plan): Colours {
  const { hues, greys, tintShare, ratio, paper } = plan;
  const tints = hues.map((hue) => mix(hue, paper, tintShare));
  return {
    hues: hues.map(marked),
    onHues: hues.map((hue) => marked(letterOn(hue))),
    letters: hues.map((hue) => marked(readableOn(hue, [paper], ratio))),
    lettersOnGround: hues.map((hue, at) =>
      marked(readableOn(hue, [greys.bar, greys.tint, tints[at] as number], ratio)),
    ),
    tints: tints.map(marked),
    machine: marked(greys.machine),
    onMachine: marked(letterOn(greys.machine)),
    seamOnTile: marked(greys.seam),
    bar: marked(greys.bar),
    tint: marked(greys.tint),
    inks: inksOf(plan, marked),
    inksOnGround: inksOf(groundedPlan(plan, [greys.bar, greys.tint]), marked),
    dimsLabels: false,
  };
}

function indexed(plan: Plan): Colours {
  const { greys, tints256, ratio, paper } = plan;
  const hues = plan.hues256 ?? plan.hues.map((hue) => nearestIndex(hue));
  const bar = nearestIndex(greys.bar);
  const tint = nearestIndex(greys.tint);
  /** As it is where it reads already. */
  const reads = (grounds: readonly number[], rgb: number): Colour =>
    nearestIndex(readableOn(rgb, grounds, ratio), (each) => grounds.every((under) => contrast(each, under) >= ratio));
  const machine = nearestIndex(greys.machine);
  return {
    hues,
    onHues: hues.map((hue) => nearestIndex(letterOn(paletteRgb(hue)))),
    letters: hues.map((hue) => reads([paper], paletteRgb(hue))),
    lettersOnGround: hues.map((hue, at) =>
      reads([paletteRgb(bar), paletteRgb(tint), paletteRgb(tints256[at] as number)], paletteRgb(hue)),
    ),
    tints: tints256,
    machine,
    onMachine: nearestIndex(letterOn(paletteRgb(machine))),
    seamOnTile: nearestIndex(greys.seam),
    bar,
    tint,
    inks: inksOf(plan, nearestIndex),
    inksOnGround: inksOf(plan, (rgb) => reads([paletteRgb(bar), paletteRgb(tint)], rgb)),
    dimsLabels: false,
  };
}

/** Sixteen colours are whatever the terminal's owner made them: what matters is written in the terminal's own letters. */
function sixteen({ sixteen: plan }: Plan): Colours {
  const { hues, letters, inks, bar, machine, dimsLabels } = plan;
  const on = (ground: Colour): Colour => (letterOn(paletteRgb(ground)) === BLACK ? 0 : 15);
  return {
    hues,
    onHues: hues.map(on),
    letters,
    lettersOnGround: letters,
    tints: hues.map(() => bar),
    machine,
    onMachine: on(machine),
    seamOnTile: inks.seam,
    bar,
    tint: bar,
    inks,
    inksOnGround: inks,
    dimsLabels,
  };
}

/** `fact` is the terminal's own letter colour: that is the one colour its owner chose for reading. */
const inksOf = ({ greys }: Pick<Plan, "greys">, spelt: (rgb: number) => Colour): Readonly<Record<Ink, Colour>> => ({
  now: spelt(greys.now),
  fact: DEFAULT,
  label: spelt(greys.label),
  faint: spelt(greys.faint),
  alert: spelt(greys.alert),
  seam: spelt(greys.seam),
});

/** Its letters, made to read on these grounds. */
function groundedPlan({ greys, ratio }: Plan, grounds: readonly number[]): Pick<Plan, "greys"> {
  const { label, alert } = greys;
  return {
    greys: { ...greys, label: readableOn(label, grounds, ratio), alert: readableOn(alert, grounds, ratio) },
  };
}
