/**
 * Simulated time: integer nanoseconds, branded, with one door in and one door out.
 *
 * Raw numbers that cross a boundary end in `Ns`, `Us` or `Ms`; inside the program a `Ns` is always nanoseconds.
 * Exact up to 2^53 ns, which is 104 days.
 */

declare const nanoseconds: unique symbol;

/** An instant or a span of simulated time, in whole nanoseconds. */
export type Ns = number & { readonly [nanoseconds]: true };

export const ZERO = 0 as Ns;
/** Later than any instant of a run; the deadline of a wait that has none. */
export const NEVER = Number.MAX_SAFE_INTEGER as Ns;

/** Marks a whole number of nanoseconds as such. */
export const ns = (count: number): Ns => count as Ns;
/** Microseconds to nanoseconds, rounded to a whole number. */
export const us = (count: number): Ns => Math.round(count * 1e3) as Ns;
/** Milliseconds to nanoseconds, rounded to a whole number. */
export const ms = (count: number): Ns => Math.round(count * 1e6) as Ns;

export const plus = (a: Ns, b: Ns): Ns => (a + b) as Ns;
export const minus = (a: Ns, b: Ns): Ns => (a - b) as Ns;
export const atMost = (a: Ns, b: Ns): Ns => (a < b ? a : b);
export const atLeast = (a: Ns, b: Ns): Ns => (a > b ? a : b);

const UNITS: Readonly<Record<string, number>> = { ns: 1, us: 1e3, µs: 1e3, ms: 1e6, s: 1e9 };

/**
 * Reads a duration such as `500ns`, `20us`, `5ms`, `1.5s`.
 *
 * @returns the duration, or `undefined` where the text is not a non-negative number with one of these units.
 */
export function parseDuration(text: string): Ns | undefined {
  const match = /^\s*(\d+(?:\.\d+)?|\.\d+)\s*(ns|us|µs|ms|s)\s*$/.exec(text);
  if (match === null) return undefined;
  const value = Math.round(Number(match[1]) * (UNITS[match[2] as string] as number));
  return Number.isSafeInteger(value) ? (value as Ns) : undefined;
}

/** A duration in the shortest exact unit, as a scenario file would spell it: `5ms`, `1500us`, `0ms`. */
export function spellDuration(time: Ns): string {
  if (time === 0) return "0ms";
  if (time % 1e9 === 0) return `${time / 1e9}s`;
  if (time % 1e6 === 0) return `${time / 1e6}ms`;
  if (time % 1e3 === 0) return `${time / 1e3}us`;
  return `${time}ns`;
}

/**
 * A duration for people: three significant places and a unit that fits (`0 ms`, `85 us`, `5.09 ms`, `46.2 ms`, `1.25 s`).
 */
export function formatDuration(time: Ns): string {
  if (time === 0) return "0 ms";
  const size = Math.abs(time);
  if (size < 999.5) return `${time} ns`;
  if (size < 999_500) return `${threePlaces(time / 1e3)} us`;
  if (size < 999_500_000) return `${threePlaces(time / 1e6)} ms`;
  return `${threePlaces(time / 1e9)} s`;
}

/** Milliseconds with a fixed number of decimals, without the unit: for columns that must not move. */
export function formatMs(time: Ns, decimals = 1): string {
  return (time / 1e6).toFixed(decimals);
}

function threePlaces(value: number): string {
  const size = Math.abs(value);
  const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
  const text = value.toFixed(decimals);
  return decimals === 0 ? text : text.replace(/\.?0+$/, "");
}
