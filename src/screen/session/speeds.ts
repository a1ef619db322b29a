/** How fast a run plays: simulated time for each unit of real time. */
import type { Ns } from "../../base/time.ts";

export interface Speed {
  /** `1/100`, `1`, `2`. */
  readonly label: string;
  readonly factor: number;
}

const SLOW = [100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2];
const FAST = [1, 2, 5, 10];

/** Those that keys lead to, slowest first, in steps of 1, 2, 5. */
export const SPEEDS: readonly Speed[] = [
  ...SLOW.map((divisor) => ({ label: `1/${divisor}`, factor: 1 / divisor })),
  ...FAST.map((factor) => ({ label: `${factor}`, factor })),
];

/** How long a run takes at the speed it is opened with, about. */
const WANTED_NS = 20e9;

/** The speed at which a run of this length plays in about 20 seconds; one of `SPEEDS`. */
export function defaultSpeed(end: Ns): Speed {
  return SPEEDS.reduce((best, each) => (distance(each, end) < distance(best, end) ? each : best));
}

/** On a scale of ratios, so that half as long and twice as long are equally far. */
function distance({ factor }: Speed, end: Ns): number {
  const takes = Math.max(1, end) / factor;
  return Math.max(takes / WANTED_NS, WANTED_NS / takes);
}

/** So many steps faster (negative: slower), as far as there are any; from any speed to one of `SPEEDS`. */
export function faster(speed: Speed, steps: number): Speed {
  const onward = steps > 0 ? fasterThan(speed) : slowerThan(speed).toReversed();
  return onward[Math.min(Math.abs(steps), onward.length) - 1] ?? speed;
}

/** The slowest first. */
export const fasterThan = ({ factor }: Speed): readonly Speed[] => SPEEDS.filter((each) => each.factor > factor);
/** The slowest first. */
export const slowerThan = ({ factor }: Speed): readonly Speed[] => SPEEDS.filter((each) => each.factor < factor);
