/** Which parts a screen has rows for: the size of the screen and of the run decide, never the moment. */
import { type Floor, heightsOf, leastRows, wishes } from "./floor.ts";
import { LARGE } from "./kit.ts";

/** On fewer rows the people come before the words. */
const WORDS_FIRST = 18;
const TALL = 32;
const BOARD_MOST = 24;
/** Where there are so many orders, a board of fewer lines would say little. */
const BOARD_LEAST = 8;
const LEGEND_MOST = 4;
const LEARNT_MOST = 3;
/** On a large screen all that most runs teach. */
const LEARNT_LARGE = 6;
/** Blank lines under the title and the rooms. */
const AIR = 2;

export interface Budget {
  /** Lines inside each row of rooms. */
  readonly heights: readonly number[];
  /** Lines inside the board of orders; 0 where there is none. */
  readonly board: number;
  readonly breaks: number;
  readonly remark: number;
  readonly machine: number;
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
  const words = { breaks: take(breaks), remark: take(1) };
  // Air round the story comes before large rooms: what is to be read stands apart.
  const above = take(1);
  const legendBlank = take(1);
  const secondLine = rows < WORDS_FIRST ? 0 : take(1);
  // On a tall screen what the run teaches comes before large rooms too.
  const learnt = rows >= TALL ? upTo(LEARNT_MOST) : 0;
  const grown = early + upTo(wishes(floor) - early);
  const lines = Math.min(tasks, BOARD_MOST);
  // Cards only beside a whole board: they say what the legend and one line of the machine's terms say otherwise.
  const cards = rows >= LARGE && spare >= lines + 2 + figures + 2 + AIR ? take(figures + 2) - 2 : 0;
  const machine = cards > 0 ? 0 : take(story);
  const board = spare >= Math.min(lines, BOARD_LEAST) + 2 + AIR ? take(Math.min(lines, spare - 2 - AIR) + 2) : 0;
  // What stands below the view is no part of the story; the rooms have walls of their own, the title can do without.
  take(1);
  const under = take(1);
  const title = take(1);
  const legend = cards > 0 ? 0 : 1 + secondLine + upTo(LEGEND_MOST - 2);
  return {
    ...words,
    // What is left is kept for the end, when there is something to be learnt.
    remark: words.remark + learnt + upTo((cards > 0 ? LEARNT_LARGE : LEARNT_MOST) - learnt),
    machine,
    heights: heightsOf(floor, grown),
    board: Math.max(0, board - 2),
    cards,
    legend,
    blanks: [title, under, above, legendBlank],
  };
}
