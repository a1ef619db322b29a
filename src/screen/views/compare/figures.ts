/** The figures at the right of a band: what it has come to so far, or in the end. Fixed columns: nothing moves when a number grows. */
import { formatBytes, formatCount, formatPercent, formatRatio } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import type { Tile } from "../../frame/frame.ts";
import type { RaceFrame, RaceRunner } from "../../frame/race.ts";
import { glyphs } from "../glyphs.ts";
import { ALERT, FACT, hueStyle, LABEL, NOW, type Piece, tileStyle } from "../lanes/pen.ts";
import type { Room } from "../view.ts";
import { busiestGil } from "./bands.ts";
import { type BandPlan, rightOf, WIDE } from "./plan.ts";

/** Of those who want the GIL, so many are shown by their letters. */
const LETTERS = 6;
/** Where the figures stand close. */
const isNarrow = ({ columns }: Room): boolean => columns < 72;
const PLACE = 4;
const MEMORY = 9;
const timeWidth = (room: Room): number => (isNarrow(room) ? 7 : 8);
const ratioWidth = (room: Room): number => (isNarrow(room) ? 5 : 7);
const hasMemory = (room: Room): boolean => rightOf(room.columns) > PLACE + timeWidth(room) + ratioWidth(room) + MEMORY;

/** What the columns of place, time, speed-up and memory say above the first band, once somebody has ended. */
export function headingOf({ rows, base }: RaceFrame, room: Room): string {
  const ended = rows.flatMap((row) => (row.kind === "runs" && row.ended !== null ? [row.ended] : []));
  if (ended.length === 0) return "";
  const isFaster = ended.some(({ speedUp }) => speedUp !== null) && base !== "";
  const speedUp = (isFaster ? "speed-up" : "").padStart(PLACE + timeWidth(room) + ratioWidth(room));
  return hasMemory(room) ? speedUp + "memory".padStart(MEMORY) : speedUp;
}

/** One list of pieces a row of the band. */
export function figuresOf(
  row: RaceRunner,
  plan: BandPlan,
  frame: RaceFrame,
  room: Room,
): readonly (readonly Piece[])[] {
  const facts = [result(row, room), ...restOf(row, frame, room)];
  const rows = facts.slice(0, plan.cores);
  while (rows.length < plan.cores) rows.push([]);
  return [...rows, ...(plan.gil > 0 ? [gilPieces(row, room)] : [])];
}

/** `1st  53.9 ms  2.6x  1.5 MiB`; while it runs, how many cores it has at this moment. */
function result(row: RaceRunner, room: Room): readonly Piece[] {
  const { ended } = row;
  if (ended === null) return atWork(row, room);
  const { place, at, speedUp, outcome, peakBytes } = ended;
  if (outcome !== "completed") return [[outcome === "budget-exhausted" ? "not done in time" : outcome, ALERT]];
  return [
    [(place === null ? "" : ordinal(place)).padEnd(PLACE), place !== null && place <= 3 ? NOW : LABEL],
    [formatDuration(at).padStart(timeWidth(room)), FACT],
    [speedUp === null ? "" : formatRatio(speedUp).padStart(ratioWidth(room)), FACT],
    ...(hasMemory(room) ? [[formatBytes(peakBytes).padStart(MEMORY), LABEL] as const] : []),
  ];
}

/** Where threads share a GIL, also how many of the cores run Python: never more than one. */
function atWork({ frame: { cores }, isContended }: RaceRunner, room: Room): readonly Piece[] {
  const busy = cores.filter(({ running }) => running !== null).length;
  const count: Piece = [`${busy}`, busy === 0 ? LABEL : NOW];
  const all = ` of ${cores.filter(({ online }) => online).length}`;
  const wide = room.columns >= WIDE;
  if (!isContended) return [count, [`${all} cores ${isNarrow(room) ? "work" : "at work"}`, LABEL]];
  const inPython = cores.filter(({ code }) => code === "python").length;
  return [
    count,
    [`${all}${wide ? " cores" : ""}, `, LABEL],
    [`${inPython}`, inPython === 0 ? LABEL : NOW],
    [isNarrow(room) ? " Python" : " in Python", LABEL],
  ];
}

export function ordinal(place: number): string {
  const ending = place % 100 >= 11 && place % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][place % 10] ?? "th");
  return `${place}${ending}`;
}

function restOf(row: RaceRunner, { widest }: RaceFrame, room: Room): readonly (readonly Piece[])[] {
  const { status } = row.frame;
  const digits = formatCount(widest.switches).length;
  const count = formatCount(status.switches).padStart(digits);
  const switches = `CPU ${formatPercent(status.cpu).padStart(4)}  ${count} switch${status.switches === 1 ? "" : "es"}`;
  return [
    [[switches, LABEL], ...forcedPieces(status.forced, switches, room)],
    ...(row.ended === null
      ? []
      : [
          [[manner(row.ended), LABEL] as const],
          ...(hasMemory(room) ? [] : [[[`${formatBytes(row.ended.peakBytes)} at most`, LABEL] as const]]),
        ]),
  ];
}

/** How many of the switches were forced: in words, or with the mark that forced ones have in the lanes. */
function forcedPieces(forced: number, before: string, room: Room): readonly Piece[] {
  if (forced === 0) return [];
  const count = `, ${formatCount(forced)}`;
  const words = `${count} forced`;
  const left = rightOf(room.columns) - 1 - before.length;
  if (words.length <= left) return [[words, LABEL]];
  return count.length + 2 <= left
    ? [
        [`${count} `, LABEL],
        [glyphs(room.unicode).forced, { ink: "seam" }],
      ]
    : [];
}

/** Whether tasks were in progress at the same time, and whether they ran at the same time. */
export function manner({ concurrent, parallel }: NonNullable<RaceRunner["ended"]>): string {
  if (concurrent) return parallel ? "concurrent, parallel" : "concurrent, not parallel";
  return parallel ? "parallel, not concurrent" : "one after the other";
}

/** The same in words that need no explanation, where room is short. */
export function plainManner({ concurrent, parallel }: NonNullable<RaceRunner["ended"]>): string {
  if (parallel) return "side by side";
  return concurrent ? "taking turns" : "one by one";
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
