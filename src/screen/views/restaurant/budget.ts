/** Which parts a screen has rows for: the size of the screen and of the run decide, never the moment. */
import { type Floor, heightsOf, leastRows, wishes } from "./floor.ts";

/** On fewer rows the people come before the words. */
const WORDS_FIRST = 18;
const BOARD_MOST = 24;
const LEGEND_MOST = 4;
const MANY_ROWS = 40;

export interface Budget {
  /** Lines inside each row of rooms. */
  readonly heights: readonly number[];
  /** Lines inside the board of orders; 0 where there is none. */
  readonly board: number;
  readonly breaks: number;
  readonly remark: number;
  readonly machine: number;
  readonly tickets: number;
  readonly legend: number;
  /** Lines inside the cards at the bottom, which then say what the legend says; 0 where there are none. */
  readonly cards: number;
  /** Blank lines: under the title, under the rooms, above the story, above the legend. */
  readonly blanks: readonly [number, number, number, number];
}

export interface Wanted {
  readonly rows: number;
  readonly floor: Floor;
  readonly story: number;
  /** Lines of the sentence on where the story breaks. */
  readonly breaks: number;
  readonly tasks: number;
  /** Figures in the legend. */
  readonly figures: number;
}

export function budgetOf({ rows, floor, story, breaks, tasks, figures }: Wanted): Budget {
  // Always: the title, the rooms, the served, the story, one line of the legend.
  let spare = rows - 1 - leastRows(floor) - 1 - story - 1;
  const take = (wanted: number): number => {
    if (wanted > spare) return 0;
    spare -= wanted;
    return wanted;
  };
  const upTo = (wanted: number): number => take(Math.max(0, Math.min(spare, wanted)));
  const early = rows < WORDS_FIRST ? upTo(wishes(floor)) : 0;
  const words = { breaks: take(breaks), remark: take(1), tickets: take(1) };
  const grown = early + upTo(wishes(floor) - early);
  const machine = rows >= MANY_ROWS ? 0 : take(story);
  const lines = Math.min(tasks, BOARD_MOST);
  const board = spare >= Math.min(lines, LEGEND_MOST) + 6 ? take(Math.min(lines, spare - 6) + 2) : 0;
  const cards = rows >= MANY_ROWS ? Math.max(0, take(figures + 2) - 2) : 0;
  const above = take(1);
  const under = take(1);
  const title = take(1);
  const legendBlank = take(1);
  return {
    ...words,
    machine,
    heights: heightsOf(floor, grown),
    board: Math.max(0, board - 2),
    cards,
    legend: cards > 0 ? 0 : 1 + upTo(LEGEND_MOST),
    blanks: [title, under, above, legendBlank],
  };
}
