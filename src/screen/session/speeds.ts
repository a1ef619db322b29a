/** How fast a run plays: simulated time for each unit of real time. */
import type { Ns } from "../../base/time.ts";

export interface Speed {
  /** `1/100`, `1`, `2`. */
  readonly label: string;
  readonly factor: number;
}

const SLOW = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2];
const FAST = [1, 2, 5, 10];

/** Slowest first, in steps of 1, 2, 5. */
export const SPEEDS: readonly Speed[] = [
  ...SLOW.map((divisor) => ({ label: `1/${divisor}`, factor: 1 / divisor })),
  ...FAST.map((factor) => ({ label: `${factor}`, factor })),
];

/** How long a run takes at the speed it is opened with, about. */
const WANTED_NS = 20e9;

/** The speed at which a run of this length plays in about 20 seconds; an index of `SPEEDS`. */
export function defaultSpeed(end: Ns): number {
  let best = 0;
  for (let index = 1; index < SPEEDS.length; index++) {
    if (distance(index, end) < distance(best, end)) best = index;
  }
  return best;
}

/** On a scale of ratios, so that half as long and twice as long are equally far. */
function distance(index: number, end: Ns): number {
  const takes = Math.max(1, end) / (SPEEDS[index] as Speed).factor;
  return Math.max(takes / WANTED_NS, WANTED_NS / takes);
}

export const speedOf = (index: number): Speed => SPEEDS[index] as Speed;
