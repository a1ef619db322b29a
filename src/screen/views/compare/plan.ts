/** How a race shares out its room: what each band is drawn as, where its columns are. */
import type { RaceFrame, RaceRow, RaceRunner } from "../../frame/race.ts";
import type { Room } from "../view.ts";

/**
 * What a band's cores are drawn as: a row for each of them with letters; two in a row by colour; or all in one row, as a height or a
 * number.
 */
export type Manner = "lanes" | "halves" | "level";

export interface BandPlan {
  readonly manner: Manner;
  /** Rows of its cores. */
  readonly cores: number;
  /** Rows of its GIL: who holds it, and who wants it. */
  readonly gil: number;
  /** Rows of those who wait outside. */
  readonly parked: number;
}

export interface RacePlan {
  readonly left: number;
  readonly right: number;
  readonly bands: readonly BandPlan[];
  /** Whether a blank row stands between two bands. */
  readonly airy: boolean;
  /** Whether a blank row stands below the title. */
  readonly head: boolean;
  readonly legend: boolean;
  /** Whether one stands above the legend. */
  readonly apart: boolean;
  /** Rows below the bands, a rule included. */
  readonly below: number;
}

/** More cores than this nobody counts in rows. */
const MOST_LANES = 16;
const MOST_HALVES = 8;
/** Of those who wait outside, so many have a row. */
const MOST_PARKED = 3;
/** Rows below the bands, a rule included: for the sentence that says what happens now, and later for the podium and two that say why. */
const LEAST_BELOW = 5;
const MOST_BELOW = 9;
/** From here on there is room for the places of all and a sentence on each. */
const WIDE = 100;

/** Where the time axis begins: the longest name, in a third of the screen at most. */
export const leftOf = (label: number, columns: number): number =>
  Math.min(Math.max(label, 11) + 4, Math.max(19, Math.floor(columns / 4)));
export const rightOf = (columns: number): number => (columns < 72 ? 17 : columns < WIDE ? 23 : 26);

export function planOf(frame: RaceFrame, room: Room): RacePlan {
  const left = leftOf(frame.widest.label, room.columns);
  const right = rightOf(room.columns);
  const fixed = 2 + LEAST_BELOW;
  for (const { airy, bands } of mannersOf(frame, room)) {
    const height = heightOf(bands) + (airy ? bands.length - 1 : 0);
    const free = room.rows - fixed - height;
    if (free < (airy ? 1 : 0)) continue;
    const legend = free >= 1;
    const apart = free >= 3;
    const head = free >= 5;
    const taken = (legend ? 1 : 0) + (apart ? 1 : 0) + (head ? 1 : 0);
    const below = Math.min(MOST_BELOW, LEAST_BELOW + free - taken);
    return { left, right, bands, airy, head, legend, apart, below };
  }
  const bands = frame.rows.map((): BandPlan => ({ manner: "level", cores: 1, gil: 0, parked: 0 }));
  const below = Math.max(0, room.rows - 2 - bands.length);
  return { left, right, bands, airy: false, head: false, legend: false, apart: false, below };
}

const heightOf = (bands: readonly BandPlan[]): number =>
  bands.reduce((sum, { cores, gil, parked }) => sum + cores + gil + parked, 0);

interface Try {
  readonly airy: boolean;
  readonly bands: readonly BandPlan[];
}

/** From the most telling to what always fits. */
function mannersOf(frame: RaceFrame, room: Room): readonly Try[] {
  const make = (manner: Manner, gil: boolean, parked: number): readonly BandPlan[] =>
    frame.rows.map((row) => bandPlan(row, frame.cores ?? 1, manner, gil, parked));
  const cores = frame.cores ?? 1;
  const tries: Try[] = [];
  const add = (bands: readonly BandPlan[]): void => {
    tries.push({ airy: true, bands }, { airy: false, bands });
  };
  if (cores <= MOST_LANES) {
    for (let parked = MOST_PARKED; parked > 0; parked--) tries.push({ airy: true, bands: make("lanes", true, parked) });
    add(make("lanes", true, 0));
  }
  if (room.colour && room.unicode && cores <= MOST_HALVES && cores > 1) add(make("halves", true, 0));
  add(make("level", true, 0));
  add(make("level", false, 0));
  return tries;
}

function bandPlan(row: RaceRow, cores: number, manner: Manner, gil: boolean, parked: number): BandPlan {
  const rows = manner === "lanes" ? cores : manner === "halves" ? Math.ceil(cores / 2) : 1;
  if (row.kind !== "runs") return { manner, cores: rows, gil: 0, parked: 0 };
  return { manner, cores: rows, gil: gil && hasGilRow(row) ? 1 : 0, parked: Math.min(parked, row.frame.parked.length) };
}

/** A GIL that nobody else ever wants says nothing. */
const hasGilRow = (row: RaceRunner): boolean => row.isContended && row.frame.gils.length > 0;
