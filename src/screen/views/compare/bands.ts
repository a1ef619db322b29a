/** The strips of one entrant: its cores, the GIL they share, who waits outside. */
import type { BandCell } from "../../frame/band.ts";
import type { Cell, CoreLane, GilLane } from "../../frame/frame.ts";
import type { RaceFrame, RaceRunner } from "../../frame/race.ts";
import { type Glyphs, glyphs } from "../glyphs.ts";
import { drawCells } from "../lanes/cells.ts";
import { FAINT, hueStyle, LABEL, tileStyle } from "../lanes/pen.ts";
import type { Half, Run, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { clockRuns } from "./clock.ts";
import type { BandPlan } from "./plan.ts";

/** Less than this of a core's time in a cell is nothing to be seen. */
const VISIBLE = 1 / 4;
/** From here on more than one core was at work. */
const SEVERAL = 1.5;

/** One row of the time axis each, top to bottom. */
export function stripsOf(row: RaceRunner, plan: BandPlan, frame: RaceFrame, room: Room): readonly (readonly Run[])[] {
  const gil = busiestGil(row);
  const lanes = (cells: readonly Cell[], shared = false): readonly Run[] =>
    drawCells(cells, { room, cursor: frame.timeline.cursor, letters: true, shared });
  const cores = coreStrips(row, plan, frame, room);
  const blank = Array.from({ length: Math.max(0, plan.cores - cores.length) }, (): readonly Run[] => []);
  return [
    ...cores,
    ...blank,
    ...(plan.gil > 0 && gil !== undefined ? [lanes(gil.cells)] : []),
    ...(plan.clock > 0 && gil !== undefined ? [clockRuns(row, gil)] : []),
    ...row.frame.parked.slice(0, plan.parked).map(({ cells }) => lanes(cells, true)),
    ...row.frame.taskLanes.slice(0, plan.own).flatMap(({ cells }) => {
      const brush = { room, cursor: frame.timeline.cursor, tall: plan.life === 2 };
      const upper = drawCells(cells, { ...brush, letters: true });
      return plan.life === 1 ? [upper] : [upper, drawCells(cells, { ...brush, letters: false })];
    }),
  ];
}

/** Of several GILs the one that is wanted by more than one. */
export const busiestGil = ({ frame }: RaceRunner): GilLane | undefined =>
  frame.gils.reduce<GilLane | undefined>(
    (most, lane) => (most === undefined || lane.waiters.length > most.waiters.length ? lane : most),
    undefined,
  );

function coreStrips(row: RaceRunner, plan: BandPlan, frame: RaceFrame, room: Room): readonly (readonly Run[])[] {
  const { cores } = row.frame;
  switch (plan.manner) {
    case "lanes": {
      const isSeen = isOutsideAnywhere(row);
      return cores.flatMap(({ cells }, core) => {
        const brush = { room, cursor: frame.timeline.cursor, tall: plan.lane === 2 };
        const upper = drawCells(cells, { ...brush, letters: true });
        const first = core === 0 && isSeen ? mergedWith(upper, row.band, room) : upper;
        return plan.lane === 1 ? [first] : [first, drawCells(cells, { ...brush, letters: false })];
      });
    }
    case "halves":
      return Array.from({ length: plan.cores }, (_, pair) =>
        halfStrip(cores[2 * pair], cores[2 * pair + 1], pair === 0 ? row.band : null, room),
      );
    case "level":
      return [levelStrip(row, plan, room)];
  }
}

const isOutsideAnywhere = ({ band }: RaceRunner): boolean => band.some(isOutside);

/** Nobody on a core, and somebody waits for something outside. */
const isOutside = (cell: BandCell): boolean => cell.parked > 0 && workIn(cell) < VISIBLE;

const workIn = ({ busy }: BandCell): number => busy.python + busy.native + busy.system + busy.startup;

/**
 * What a drawing takes from a band, besides its page: how far it goes, and whether its last cell is one in which all wait outside. The
 * cells before that one do not change.
 */
const outsideKey = (band: readonly BandCell[]): string => {
  const last = band.at(-1);
  return `${band.length} ${last !== undefined && isOutside(last)}`;
};

/** Keeps what was drawn last of something, as long as the rest is the same too. */
function keeping<Of extends object>() {
  const kept = new WeakMap<Of, { readonly key: readonly unknown[]; readonly runs: readonly Run[] }>();
  return (of: Of, key: readonly unknown[], draw: () => readonly Run[]): readonly Run[] => {
    const known = kept.get(of);
    if (known?.key.every((each, at) => each === key[at]) === true) return known.runs;
    const runs = draw();
    kept.set(of, { key, runs });
    return runs;
  };
}

const keptMerged = keeping<readonly Run[]>();
const keptHalves = keeping<readonly Cell[]>();

/** A lane whose idle cells say that all wait outside. */
const mergedWith = (runs: readonly Run[], band: readonly BandCell[], room: Room): readonly Run[] =>
  keptMerged(runs, [outsideKey(band), room.unicode], () => merged(runs, band, room));

function merged(runs: readonly Run[], band: readonly BandCell[], room: Room): readonly Run[] {
  const { parked, idle } = glyphs(room.unicode);
  let column = 0;
  return runs.flatMap((run): readonly Run[] => {
    const from = column;
    column += run.text.length;
    if (!run.text.includes(idle)) return [run];
    return joined(
      [...run.text].map((glyph, at) => {
        const cell = band[from + at];
        return glyph === idle && cell !== undefined && isOutside(cell) ? [parked, LABEL] : [glyph, run.style];
      }),
    );
  });
}

/** Two cores in one row of half blocks: the upper half is the first one's. */
function halfStrip(
  upper: CoreLane | undefined,
  lower: CoreLane | undefined,
  band: readonly BandCell[] | null,
  room: Room,
): readonly Run[] {
  if (upper === undefined) return [];
  const key = [lower?.cells, band === null ? null : outsideKey(band), room.unicode];
  return keptHalves(upper.cells, key, () => halves(upper, lower, band, room));
}

function halves(
  upper: CoreLane,
  lower: CoreLane | undefined,
  band: readonly BandCell[] | null,
  room: Room,
): readonly Run[] {
  const marks = glyphs(room.unicode);
  const length = upper.cells.length;
  return joined(
    Array.from({ length }, (_, column): readonly [string, Style] => {
      const cells = [upper.cells[column], lower?.cells[column]] as const;
      const [first, second] = [halfOf(cells[0]), halfOf(cells[1])];
      const cell = band?.[column];
      if (first === null && second === null) {
        if (cells[0]?.state !== "idle") return [" ", {}];
        return cell !== undefined && isOutside(cell) ? [marks.parked, LABEL] : [marks.idle, FAINT];
      }
      const starting = cells.find((each) => each?.state === "startup");
      if (starting?.tile != null && (first === null || second === null || isStarting(cells))) {
        return [marks.startup, hueStyle(starting.tile)];
      }
      return [first === null ? marks.lowerHalf : marks.upperHalf, { halves: [first, second] }];
    }),
  );
}

const isStarting = (cells: readonly (Cell | undefined)[]): boolean => cells.every((cell) => cell?.state === "startup");

const halfOf = (cell: Cell | undefined): Half =>
  cell?.tile == null || cell.state === "idle" || cell.state === "empty" ? null : (cell.tile.hue ?? "machine");

/**
 * All cores in one row: how many of them worked as a height, in the colour of who had most of them; without heights or colours a letter
 * where one works alone, and the number where several do.
 */
function levelStrip({ band, frame }: RaceRunner, { gil }: BandPlan, room: Room): readonly Run[] {
  const marks = glyphs(room.unicode);
  let spiked = false;
  const cells = band.map((cell, column): readonly [string, Style] => {
    const work = workIn(cell);
    // Where the GIL has a row of its own, that is the place for its seams.
    const spike = gil === 0 && cell.forced && !spiked && column > 0;
    spiked = spike;
    if (spike) return [marks.forced, { ink: "seam" }];
    if (isOutside(cell)) return [marks.parked, LABEL];
    if (work < VISIBLE || cell.lead === null) return [marks.idle, FAINT];
    return room.colour && room.unicode
      ? [heightOf(cell, work, frame.cores.length, marks), hueStyle(cell.lead)]
      : [signOf(cell, work), tileStyle(cell.lead)];
  });
  return joined(cells);
}

function heightOf({ busy }: BandCell, work: number, cores: number, marks: Glyphs): string {
  if (busy.startup > work / 2) return marks.startup;
  const eighths = Math.min(8, Math.max(1, Math.round((8 * work) / cores)));
  return marks.levels[eighths - 1] as string;
}

function signOf({ busy, lead }: BandCell, work: number): string {
  if (work >= SEVERAL) return work >= 9.5 ? "+" : String(Math.round(work));
  const letter = lead?.letter ?? "#";
  return busy.native > work / 2 ? letter.toLowerCase() : letter;
}

/** Neighbours of one style as one run. */
function joined(cells: readonly (readonly [string, Style])[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [text, style] of cells) {
    const last = runs.at(-1);
    if (last !== undefined && sameStyle(last.style, style))
      runs[runs.length - 1] = { text: last.text + text, style: last.style };
    else runs.push({ text, style });
  }
  return runs;
}

const sameStyle = (a: Style, b: Style): boolean =>
  a === b ||
  (a.ink === b.ink &&
    a.task === b.task &&
    a.ground === b.ground &&
    a.bold === b.bold &&
    a.underline === b.underline &&
    a.halves?.[0] === b.halves?.[0] &&
    a.halves?.[1] === b.halves?.[1]);
