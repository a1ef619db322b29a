/** The figures at the right of a band: what it has come to so far, or in the end. Fixed columns: nothing moves when a number grows. */
import { formatBytes, formatCount, formatPercent, formatRatio } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import type { Tile } from "../../frame/frame.ts";
import type { RaceFrame, RaceRunner } from "../../frame/race.ts";
import { ALERT, FACT, hueStyle, LABEL, NOW, type Piece, tileStyle } from "../lanes/pen.ts";
import type { Room } from "../view.ts";
import { busiestGil } from "./bands.ts";
import type { BandPlan } from "./plan.ts";

/** Of those who want the GIL, so many are shown by their letters. */
const LETTERS = 6;
/** Where the figures stand close. */
const isNarrow = ({ columns }: Room): boolean => columns < 72;
const PLACE = 4;
const timeWidth = (room: Room): number => (isNarrow(room) ? 7 : 8);
const ratioWidth = (room: Room): number => (isNarrow(room) ? 5 : 7);
/** The columns of place, time and speed-up. */
export const resultWidth = (room: Room): number => PLACE + timeWidth(room) + ratioWidth(room);

/** One list of pieces a row of the band. */
export function figuresOf(
  row: RaceRunner,
  plan: BandPlan,
  frame: RaceFrame,
  room: Room,
): readonly (readonly Piece[])[] {
  const facts = [result(row, room), ...restOf(row, frame)];
  const rows = facts.slice(0, plan.cores);
  while (rows.length < plan.cores) rows.push([]);
  return [...rows, ...(plan.gil > 0 ? [gilPieces(row, room)] : [])];
}

/** `1st  53.9 ms  2.6x`; while it runs, how many cores it has at this moment. */
function result({ ended, frame: { cores } }: RaceRunner, room: Room): readonly Piece[] {
  if (ended === null) {
    const busy = cores.filter(({ running }) => running !== null).length;
    return [
      [`${busy}`, busy === 0 ? LABEL : NOW],
      [` of ${cores.filter(({ online }) => online).length} cores ${isNarrow(room) ? "work" : "at work"}`, LABEL],
    ];
  }
  const { place, at, speedUp, outcome } = ended;
  if (outcome !== "completed") return [[outcome === "budget-exhausted" ? "not done in time" : outcome, ALERT]];
  return [
    [(place === null ? "" : ordinal(place)).padEnd(PLACE), place !== null && place <= 3 ? NOW : LABEL],
    [formatDuration(at).padStart(timeWidth(room)), FACT],
    [speedUp === null ? "" : formatRatio(speedUp).padStart(ratioWidth(room)), FACT],
  ];
}

export function ordinal(place: number): string {
  const ending = place % 100 >= 11 && place % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${ending}`;
}

function restOf(row: RaceRunner, { widest }: RaceFrame): readonly (readonly Piece[])[] {
  const { status } = row.frame;
  const digits = formatCount(widest.switches).length;
  const count = formatCount(status.switches).padStart(digits);
  return [
    [[`CPU ${formatPercent(status.cpu).padStart(4)}  ${count} switch${status.switches === 1 ? "" : "es"}`, LABEL]],
    ...(row.ended === null
      ? []
      : [[[manner(row.ended), LABEL] as const], [[`${formatBytes(row.ended.peakBytes)} at most`, LABEL] as const]]),
  ];
}

/** Whether tasks were in progress at the same time, and whether they ran at the same time. */
export function manner({ concurrent, parallel }: NonNullable<RaceRunner["ended"]>): string {
  if (concurrent) return parallel ? "concurrent, parallel" : "concurrent, not parallel";
  return parallel ? "parallel, not concurrent" : "one after the other";
}

/** Who holds it, and who is in the queue for it. */
function gilPieces(row: RaceRunner, room: Room): readonly Piece[] {
  const gil = busiestGil(row);
  if (gil === undefined) return [];
  const narrow = isNarrow(room);
  if (row.ended !== null) {
    const { taken } = row.ended;
    if (taken === 0) return [[narrow ? "none by force" : "never taken by force", LABEL]];
    return [[narrow ? `${formatCount(taken)} by force` : `taken by force ${plural(taken)}`, LABEL]];
  }
  const want = gil.waiters.map(({ tile }) => tile).filter(({ task }) => task !== null);
  const holds = !narrow ? " holds it" : want.length === 0 ? " has it" : " has";
  const has: readonly Piece[] = gil.holder === null ? [["free", LABEL]] : [tilePiece(gil.holder), [holds, FACT]];
  if (want.length === 0) return has;
  const who: readonly Piece[] =
    want.length <= LETTERS
      ? want.map((tile): Piece => [tile.letter, hueStyle(tile)])
      : [[formatCount(want.length), LABEL]];
  const wants = `${want.length === 1 ? " wants" : " want"}${narrow ? "" : " it"}`;
  return [...has, [", ", LABEL], ...who, [wants, LABEL]];
}

const plural = (count: number): string => (count === 1 ? "once" : `${formatCount(count)} times`);

export const tilePiece = (tile: Tile): Piece => [tile.letter, tileStyle(tile)];
