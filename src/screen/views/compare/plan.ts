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
  /** Rows of its cores, and of the figures beside them. */
  readonly cores: number;
  /** Rows of one core: two where the screen is tall; counts for lanes only. */
  readonly lane: 1 | 2;
  /** Rows of its GIL: who holds it, and who wants it. */
  readonly gil: 0 | 1;
  /** Rows that tell since when it is held, and when it may be asked for. */
  readonly clock: 0 | 1;
  /** Rows of those who wait outside. */
  readonly parked: number;
  /** How many of its tasks have their lives drawn, each in as many rows as this. */
  readonly own: number;
  readonly life: 1 | 2;
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
/** More tasks than this have no lanes of their own. */
const MOST_OWN = 8;
/** From here on there is room for memory beside the times, and from there on for all figures in words. */
export const WIDE = 100;
const WIDEST = 120;

/** Where the time axis begins: the longest name, in a third of the screen at most. */
export const leftOf = (label: number, columns: number): number =>
  Math.min(Math.max(label, 11) + 4, Math.max(19, Math.floor(columns / 4)));
export const rightOf = (columns: number): number =>
  columns < 72 ? 17 : columns < WIDE ? 23 : columns < WIDEST ? 29 : 34;

export function planOf(frame: RaceFrame, room: Room): RacePlan {
  const left = leftOf(frame.widest.label, room.columns);
  const right = rightOf(room.columns);
  const fixed = 2 + LEAST_BELOW;
  for (const { airy, bands } of mannersOf(frame, room)) {
    const height = heightOf(bands) + (airy ? bands.length - 1 : 0);
    const free = room.rows - fixed - height;
    // What is more than the picture itself takes only room that is really there.
    const isRich = bands.some(({ lane, own }) => lane > 1 || own > 0);
    if (free < (isRich ? 3 : airy ? 1 : 0)) continue;
    const legend = free >= 1;
    const apart = free >= 3;
    const head = free >= 5;
    const taken = (legend ? 1 : 0) + (apart ? 1 : 0) + (head ? 1 : 0);
    const below = Math.min(MOST_BELOW, LEAST_BELOW + free - taken);
    return { left, right, bands, airy, head, legend, apart, below };
  }
  const bands = frame.rows.map((): BandPlan => ({ ...PLAIN, manner: "level", cores: 1 }));
  const below = Math.max(0, room.rows - 2 - bands.length);
  return { left, right, bands, airy: false, head: false, legend: false, apart: false, below };
}

export const rowsOf = ({ cores, gil, clock, parked, own, life }: BandPlan): number =>
  cores + gil + clock + parked + own * life;
const heightOf = (bands: readonly BandPlan[]): number => bands.reduce((sum, band) => sum + rowsOf(band), 0);

interface Try {
  readonly airy: boolean;
  readonly bands: readonly BandPlan[];
}

/** What may be drawn of a band. */
interface Wish {
  readonly manner: Manner;
  readonly lane?: 1 | 2;
  /** Rows of a band that is drawn as a level: its figures may have two. */
  readonly level?: 1 | 2;
  readonly gil: 0 | 1;
  readonly clock?: 0 | 1;
  readonly parked?: number;
  /** Rows of a task's life. */
  readonly life?: 0 | 1 | 2;
}

const PLAIN: Omit<BandPlan, "manner" | "cores"> = { lane: 1, gil: 0, clock: 0, parked: 0, own: 0, life: 1 };

/** From the most telling to what always fits; each is made when the one before does not fit. */
function* mannersOf(frame: RaceFrame, room: Room): Generator<Try, void, void> {
  const cores = frame.cores ?? 1;
  const bandsOf = (wish: Wish): readonly BandPlan[] => frame.rows.map((row) => bandPlan(row, cores, wish));
  const both = (wish: Wish): readonly Try[] => {
    const bands = bandsOf(wish);
    return [
      { airy: true, bands },
      { airy: false, bands },
    ];
  };
  const runners = frame.rows.filter((row) => row.kind === "runs");
  const hasLives = runners.some((row) => row.frame.taskLanes.length > 0);
  const clocks = runners.some(hasGilRow) ? ([1, 0] as const) : ([0] as const);
  const most = Math.min(MOST_PARKED, Math.max(0, ...runners.map((row) => row.frame.parked.length)));
  if (cores <= MOST_LANES) {
    for (const [lane, life] of [
      [2, 2],
      [2, 1],
      [1, 1],
      [2, 0],
      [1, 0],
    ] as const) {
      if (life > 0 && !hasLives) continue;
      for (const clock of clocks) {
        for (let parked = most; parked >= 1 - clock; parked--) {
          yield { airy: true, bands: bandsOf({ manner: "lanes", lane, life, clock, gil: 1, parked }) };
        }
      }
      yield* both({ manner: "lanes", lane, life, gil: 1 });
    }
  }
  if (room.colour && room.unicode && cores <= MOST_HALVES && cores > 1) yield* both({ manner: "halves", gil: 1 });
  yield* both({ manner: "level", level: 2, gil: 1 });
  yield* both({ manner: "level", gil: 1 });
  yield* both({ manner: "level", gil: 0 });
}

function bandPlan(row: RaceRow, cores: number, wish: Wish): BandPlan {
  const { manner, lane = 1, level = 1, gil, clock = 0, parked = 0, life = 0 } = wish;
  const rows = manner === "lanes" ? cores * lane : manner === "halves" ? Math.ceil(cores / 2) : level;
  const band = { ...PLAIN, manner, cores: rows, lane };
  if (row.kind !== "runs") return band;
  const { taskLanes, parked: berths } = row.frame;
  const people = taskLanes.length <= MOST_OWN ? taskLanes.length : 0;
  const shared = gil === 1 && hasGilRow(row) ? 1 : 0;
  return {
    ...band,
    gil: shared,
    clock: shared === 1 ? clock : 0,
    parked: Math.min(parked, berths.length),
    ...(life === 0 ? {} : { own: people, life }),
  };
}

/** A GIL that nobody else ever wants says nothing. */
const hasGilRow = (row: RaceRunner): boolean => row.isContended && row.frame.gils.length > 0;
