/** Times in one unit for a whole axis or column, so that they line up; `formatDuration` picks a unit for each. */
import type { Ns } from "./time.ts";

export interface Unit {
  readonly name: "s" | "ms" | "us" | "ns";
  /** Nanoseconds in one of it. */
  readonly size: number;
  /** Enough to tell two neighbouring steps of the axis apart. */
  readonly decimals: number;
}

const UNITS = [
  { name: "s", size: 1e9 },
  { name: "ms", size: 1e6 },
  { name: "us", size: 1e3 },
  { name: "ns", size: 1 },
] as const;

/** From so many of a unit on, instants are told in the next larger one. */
const MOST_UNITS = 20_000;

/**
 * The unit for an axis so long with steps so small: seconds from 20 s on, the others from 2 of them; a larger one where the axis is a part
 * of something so long that its instants would be rows of digits.
 *
 * @param last the last instant there is. @default the axis begins at zero
 */
export function unitFor(span: Ns, step: Ns, last: Ns = span): Unit {
  let own = UNITS.findIndex((unit) => span >= (unit.name === "s" ? 20 : 2) * unit.size);
  if (own < 0) own = UNITS.length - 1;
  while (own > 0 && last >= MOST_UNITS * (UNITS[own] as (typeof UNITS)[number]).size) own--;
  const { name, size } = UNITS[own] as (typeof UNITS)[number];
  if (name === "ns") return { name, size, decimals: 0 };
  return { name, size, decimals: Math.max(1, Math.ceil(Math.log10(size / step)) + 1) };
}

/** `46.2 ms`, with the unit's decimals or as many as said. */
export const formatIn = (time: Ns, unit: Unit, decimals = unit.decimals): string =>
  `${(time / unit.size).toFixed(decimals)} ${unit.name}`;

/**
 * A round instant without its unit: `40`, `2.5`; on a fine axis as many decimals as its steps need, so that all labels are equally long.
 *
 * @param every from one labelled instant to the next. @default no decimals that say nothing
 */
export function formatTick(time: Ns, unit: Unit, every?: Ns): string {
  const value = time / unit.size;
  const decimals = every === undefined ? 3 : Math.max(0, -Math.floor(Math.log10(every / unit.size) + 1e-9));
  if (every !== undefined && decimals > 1) return value.toFixed(decimals);
  return Number.isInteger(value) ? String(value) : value.toFixed(Math.max(1, decimals)).replace(/\.?0+$/, "");
}

/** ` 18.2/40 ms`: how much is done of how much, the stroke always in the same column. */
export function formatProgress(done: Ns, total: Ns): string {
  const { name, size } = UNITS[total >= 1e10 ? 0 : total >= 1e6 ? 1 : 2];
  const of = (time: Ns): string => (time / size).toFixed(total / size >= 1000 ? 0 : 1);
  return `${of(done).padStart(5)}/${of(total).replace(/\.0$/, "")} ${name}`;
}
