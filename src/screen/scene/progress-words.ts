/** How far something long is, in one line: as much of it as there is room for, how to call it off last. */
import { cellText, clip } from "../../base/cells.ts";
import { formatCount } from "../../base/quantities.ts";
import { formatDuration } from "../../base/time.ts";
import type { Underway } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";

/** As wide as they get: what follows never moves because a number got longer. */
const WIDEST_COUNT = "4 000 000".length;
const WIDEST_TIME = "46.2 ms".length;

/** @param keys what can be pressed meanwhile: `esc cancels`; empty for nothing */
export function progressWords({ what, made }: Underway, keys: string, columns: number, unicode: boolean): string {
  const { dot, ellipsis } = glyphs(unicode);
  const facts =
    made === null
      ? []
      : [
          `${formatCount(made.events).padStart(WIDEST_COUNT)} events`,
          made.time === null ? "getting it ready" : `${formatDuration(made.time).padStart(WIDEST_TIME)} simulated`,
        ];
  const end = keys === "" ? "" : `   ${keys}`;
  for (let count = facts.length; count >= 0; count--) {
    const words = [cellText(what), ...facts.slice(0, count)].join(` ${dot} `) + end;
    if (words.length <= columns) return words;
  }
  return clip(cellText(what), Math.max(0, columns - end.length), ellipsis) + end;
}
