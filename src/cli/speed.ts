/** A speed as people write it. */
import { UserError } from "../base/errors.ts";

export const SPEED_FORM = "simulated time for real time, such as 1/100 or 2";

/** Simulated time for each unit of real time; null where the text is no such ratio. */
export function parseSpeed(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(text.trim());
  const ratio = match === null ? 0 : Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/**
 * The index of the speed nearest to a ratio such as `1/100` or `2`.
 *
 * @throws UserError where it is no ratio.
 */
export async function findSpeed(text: string): Promise<number> {
  const ratio = parseSpeed(text);
  if (ratio === null) throw new UserError(`--speed: found "${text}", expected ${SPEED_FORM}`);
  const { SPEEDS } = await import("../screen/session/speeds.ts");
  const distance = (index: number): number => Math.abs(Math.log((SPEEDS[index]?.factor ?? 1) / ratio));
  return SPEEDS.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0);
}
