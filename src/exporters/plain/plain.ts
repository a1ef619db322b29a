/** A recording as text: one picture, or all of them with the time above each. */
import { asciiText, written } from "../../base/cells.ts";
import type { Shot } from "../../screen/recorder/recording.ts";
import type { Line } from "../../screen/views/line.ts";
import { plain } from "../../screen/views/line.ts";

/** The lines of a screen, each with its end, without blanks there. @param isAscii replaces what is not ASCII */
export function plainShot(lines: readonly Line[], isAscii: boolean): string {
  return lines
    .map((line) => written(isAscii ? asciiText(plain(line)) : plain(line)).trimEnd())
    .map((line) => `${line}\n`)
    .join("");
}

/** Every picture under a rule with its time, in seconds. */
export function* plainShots(shots: readonly Shot[], columns: number, isAscii: boolean): Iterable<string> {
  for (const { atMs, lines } of shots) {
    const time = ` ${Math.floor(atMs / 1000)}.${`${atMs % 1000}`.padStart(3, "0")} s `;
    yield `${`--${time}`.padEnd(columns, "-")}\n`;
    yield plainShot(lines, isAscii);
  }
}
