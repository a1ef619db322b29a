/** Moving through a run. Each movement gives the new place and what is remembered of the old one. */
import { atLeast, atMost, type Ns, ZERO } from "../../base/time.ts";
import type { Cursor, Run, Session } from "./state.ts";

export type Place = Pick<Session, "cursor" | "rest">;

/** Before the first event. */
export const START: Cursor = { event: -1, time: ZERO };

/** Right at an event, before the next one at the same instant has happened. */
export function atEvent(run: Run, event: number): Cursor {
  const wanted = Math.min(Math.max(event, -1), run.events - 1);
  return wanted < 0 ? START : { event: wanted, time: run.timeAt(wanted) };
}

/** At an instant, after all that happened up to it. */
export function atTime(run: Run, time: Ns): Cursor {
  const wanted = atLeast(ZERO, atMost(time, run.end));
  return { event: run.lastAtOrBefore(wanted), time: wanted };
}

/** A place reached in any way but by steps. */
export function placed(run: Run, cursor: Cursor): Place {
  return { cursor, rest: isBetween(run, cursor) ? cursor : null };
}

/** After the instant of its event: a place at which no step from event to event would stop. */
function isBetween(run: Run, cursor: Cursor): boolean {
  return cursor.time !== atEvent(run, cursor.event).time;
}

export const isAtEnd = (run: Run, cursor: Cursor): boolean => cursor.event >= run.events - 1 && cursor.time >= run.end;

/** One event on, or on to the place of rest before it. Null at the last event. */
export function stepForward(run: Run, { cursor, rest }: Place): Place | null {
  if (rest !== null && rest.event === cursor.event && !isBetween(run, cursor)) return { cursor: rest, rest };
  return cursor.event >= run.events - 1 ? null : { cursor: atEvent(run, cursor.event + 1), rest };
}

/** One event back: the exact opposite of a step forward. Null before the first event. */
export function stepBack(run: Run, { cursor, rest }: Place): Place | null {
  if (isBetween(run, cursor)) return { cursor: atEvent(run, cursor.event), rest };
  if (cursor.event < 0) return null;
  const event = cursor.event - 1;
  return { cursor: rest?.event === event ? rest : atEvent(run, event), rest };
}

/** The `count`-th listed event after the cursor, or the last there is; undefined where none comes. */
export function nextOf(list: ArrayLike<number>, { event }: Cursor, count: number): number | undefined {
  const first = firstAbove(list, event);
  return first === list.length ? undefined : list[Math.min(first + count, list.length) - 1];
}

/** The `count`-th listed event before the cursor (its own event is before it where time has passed since). */
export function previousOf(run: Run, list: ArrayLike<number>, cursor: Cursor, count: number): number | undefined {
  const before = firstAbove(list, isBetween(run, cursor) ? cursor.event : cursor.event - 1);
  return before === 0 ? undefined : list[Math.max(before - count, 0)];
}

/** The last listed event that is not after another; undefined where there is none. */
export function lastUpTo(list: ArrayLike<number>, event: number): number | undefined {
  return list[firstAbove(list, event) - 1];
}

/** The index of the first entry above a value, by halving. */
function firstAbove(list: ArrayLike<number>, value: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The event `depth` causes back from another, or null where the chain is shorter. */
export function causeBack(run: Run, event: number, depth: number): number | null {
  let at: number | null = event < 0 ? null : event;
  for (let step = 0; step < depth && at !== null; step++) at = run.causeOf(at);
  return at;
}
