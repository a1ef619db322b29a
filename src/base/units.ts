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

/** The unit for an axis so long with steps so small: seconds from 20 s on, the others from 2 of them. */
export function unitFor(span: Ns, step: Ns): Unit {
  const { name, size } = UNITS.find((unit) => span >= (unit.name === "s" ? 20 : 2) * unit.size) ?? UNITS[3];
  if (name === "ns") return { name, size, decimals: 0 };
  return { name, size, decimals: Math.max(1, Math.ceil(Math.log10(size / step)) + 1) };
}

/** `46.2 ms`, with the unit's decimals or as many as said. */
export const formatIn = (time: Ns, unit: Unit, decimals = unit.decimals): string =>
  `${(time / unit.size).toFixed(decimals)} ${unit.name}`;

/** A round instant without its unit, and without decimals that say nothing: `40`, `2.5`. */
export function formatTick(time: Ns, unit: Unit): string {
  const value = time / unit.size;
  return Number.isInteger(value) ? String(value) : value.toFixed(3).replace(/0+$/, "");
}

/** ` 18.2/40 ms`: how much is done of how much, the stroke always in the same column. */
export function formatProgress(done: Ns, total: Ns): string {
  const { name, size } = UNITS[total >= 1e10 ? 0 : total >= 1e6 ? 1 : 2];
  const of = (time: Ns): string => (time / size).toFixed(total / size >= 1000 ? 0 : 1);
  return `${of(done).padStart(5)}/${of(total).replace(/\.0$/, "")} ${name}`;
}
