/** Since when a GIL is held, and when those who want it may ask for it. */
import type { Ns } from "../../../base/time.ts";
import type { GilLane } from "../../frame/frame.ts";
import type { RaceRunner } from "../../frame/race.ts";
import { FACT, hueStyle, LABEL, type Piece } from "../lanes/pen.ts";
import { steady, unitOf } from "../lanes/words.ts";
import type { Run } from "../line.ts";

/** More of them nobody can follow. */
const MOST_WAITERS = 3;
/** In front of who waits: what stands there does not move when a time gets longer. */
const HELD = 22;

/** `held for 3.2 ms       Bob may ask in 1.8 ms   Cat may ask in 2.0 ms`; nothing once the run has ended. */
export function clockRuns({ ended, frame }: RaceRunner, gil: GilLane): readonly Run[] {
  if (ended !== null) return [];
  const unit = unitOf(frame.timeline);
  const inUnit = (time: Ns): string => steady(time, { ...unit, decimals: Math.max(1, unit.decimals) });
  const held = gil.holder === null ? "nobody holds it" : `held for ${inUnit(gil.heldFor)}`;
  const pieces: Piece[] = [[held.padEnd(HELD), LABEL]];
  const people = gil.waiters.filter(({ tile }) => tile.task !== null);
  for (const { tile, asksIn } of people.slice(0, MOST_WAITERS)) {
    const asked = gil.dropRequestedBy?.task === tile.task;
    const says = asked ? "has asked for it" : asksIn === null ? "wants it" : `may ask in ${inUnit(asksIn)}`;
    pieces.push([tile.name, hueStyle(tile)], [` ${says}   `, asked ? FACT : LABEL]);
  }
  const width = frame.timeline.columns;
  let at = 0;
  const runs: Run[] = [];
  // A waiter in whole words, or not at all.
  for (let index = 0; index < pieces.length; index += index === 0 ? 1 : 2) {
    const group = index === 0 ? pieces.slice(0, 1) : pieces.slice(index, index + 2);
    const length = group.reduce((sum, [text]) => sum + text.trimEnd().length, 0);
    if (at + length > width) break;
    for (const [text, style] of group) {
      runs.push({ text: text.slice(0, width - at), style });
      at += text.length;
    }
  }
  return runs;
}
