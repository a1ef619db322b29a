/** A speed as people write it. */
import { UserError } from "../base/errors.ts";
import type { Speed } from "../screen/session/speeds.ts";

export const SPEED_FORM = "simulated time for real time, such as 1/100 or 2";

/** Simulated time for each unit of real time; null where the text is no such ratio. */
export function parseSpeed(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(?:\/(\d+(?:\.\d+)?))?$/.exec(text.trim());
  const ratio = match === null ? 0 : Number(match[1]) / Number(match[2] ?? 1);
  return Number.isFinite(ratio) && ratio > 0 ? ratio : null;
}

/**
 * Exactly that ratio, called as it was written; one of the steps of the keys has their name.
 *
 * @throws UserError where it is no ratio.
 */
export async function findSpeed(text: string): Promise<Speed> {
  const factor = parseSpeed(text);
  if (factor === null) throw new UserError(`--speed: found "${text}", expected ${SPEED_FORM}`);
  const { SPEEDS } = await import("../screen/session/speeds.ts");
  return SPEEDS.find((each) => each.factor === factor) ?? { label: text.trim(), factor };
}
