/** Durations as numbers in code: exact, and never with an exponent. */

/** @param digits how many places of a nanosecond the unit is: 9 for seconds, 6 for milliseconds. */
function decimal(time: number, digits: number): string {
  const text = String(time).padStart(digits + 1, "0");
  const fraction = text.slice(-digits).replace(/0+$/, "");
  const whole = text.slice(0, -digits);
  return fraction === "" ? whole : `${whole}.${fraction}`;
}

export const seconds = (time: number): string => decimal(time, 9);
export const millis = (time: number): string => decimal(time, 6);
