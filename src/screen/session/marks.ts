/** Marks a person set in a run: kept by time, so that they are there in every run of the session. */
import type { Cursor, Mark, Run, Session } from "./state.ts";

const order = (a: Mark, b: Mark): number => a.cursor.time - b.cursor.time || a.cursor.event - b.cursor.event;
const isAt = ({ cursor }: Mark, { event, time }: Cursor): boolean => cursor.event === event && cursor.time === time;

/** The mark at a place. */
export const markAt = (marks: readonly Mark[], cursor: Cursor): Mark | undefined =>
  marks.find((mark) => isAt(mark, cursor));

/** A mark set, or its note changed; one that is there and is left without a note is taken away. */
export function noted({ marks, cursor }: Session, text: string): readonly Mark[] {
  const note = text.trim();
  const others = marks.filter((mark) => !isAt(mark, cursor));
  const isTaken = note === "" && others.length < marks.length;
  return isTaken ? others : [...others, { cursor, note }].sort(order);
}

/** The same instants in another run. One beyond its end waits there for a longer one. */
export const replaced = (marks: readonly Mark[], run: Run): readonly Mark[] =>
  marks.map(({ cursor: { time }, note }) => ({ cursor: { event: run.lastAtOrBefore(time), time }, note }));

/** The index of the `steps`-th mark from a cursor on (negative: back), or the last there is that way; -1 where there is none. */
export function markFrom({ marks, cursor, run }: Session, steps: number): number {
  const here: Mark = { cursor, note: "" };
  const there = marks.flatMap((mark, index) => {
    const way = order(mark, here) * Math.sign(steps);
    return way > 0 && mark.cursor.time <= run.end ? [index] : [];
  });
  if (steps < 0) there.reverse();
  return there[Math.min(Math.abs(steps), there.length) - 1] ?? -1;
}
