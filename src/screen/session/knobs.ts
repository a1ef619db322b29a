/** The steps in which the knobs turn. */
import { type Ns, us } from "../../base/time.ts";

export const CORES: readonly number[] = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
export const TASKS: readonly number[] = [
  1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 15, 20, 30, 50, 100, 200, 500, 1000, 2000, 5000, 10_000,
];
/** 1 us to 1 s in steps of 1, 2, 5. */
export const INTERVALS: readonly Ns[] = [1, 10, 100, 1e3, 1e4, 1e5]
  .flatMap((decade) => [us(decade), us(2 * decade), us(5 * decade)])
  .concat(us(1e6));

/** The value so many steps above or below; one that lies between two steps goes to the next of them. Undefined at the ladder's end. */
export function turn<Value extends number>(ladder: readonly Value[], value: number, steps: number): Value | undefined {
  const next =
    steps > 0
      ? ladder.findIndex((step) => step > value) + steps - 1
      : ladder.findLastIndex((step) => step < value) + steps + 1;
  const none = steps > 0 ? value >= (ladder.at(-1) ?? 0) : value <= (ladder[0] ?? 0);
  return none ? undefined : ladder[Math.min(Math.max(next, 0), ladder.length - 1)];
}
