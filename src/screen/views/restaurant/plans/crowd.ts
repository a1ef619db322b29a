/** threads without a GIL: everybody stands before the cooks with an empty plate; a cook turns from one to the next. */
import { clip } from "../../../../base/cells.ts";
import type { TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import { inPhase, isGone } from "../guests.ts";
import { bar, hueOf, type Kit, millis, personOf, personWidth } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { peopleRoom } from "../rooms.ts";
import { text } from "../runs.ts";
import { sharedRow } from "../shelves.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const crowdPlan: FloorPlan = {
  floor: (kit) => [
    [
      peopleRoom(
        kit,
        {
          titles: ["before the cooks, with an empty plate = runnable", "empty plates = runnable", "runnable"],
          label: "crowd",
          empty: "nobody waits for a cook",
        },
        46,
        inPhase(kit, "core", "start"),
        (row, width) => withPlate(kit, row, width),
      ),
      kitchen(kit, { titles: ["kitchen · cooks = cores, no waiter", "cooks = cores"], staff: (name) => name }, 54),
    ],
    sharedRow(kit, kit.frame.model === "free-threaded" ? LOCKED : OPEN),
  ],
  remark,
};

/** What the guests share: without a GIL every shelf has a lock of its own, for one store at a time. */
const LOCKED = ["shelves = objects, a lock on each", "shelves = shared objects", "shelves = objects", "shelves"];
const OPEN = ["shelves = shared memory", "shelves = memory", "shelves"];

/** Somebody who could be served and is not: how much of the order is made, and for how long nobody has touched it. */
function withPlate(kit: Kit, row: TaskRow, width: number): Line {
  const person = [...personOf(kit, row.tile, { underline: row.selected }), text("  ")];
  const rest = width - personWidth(kit) - 2;
  if (row.phase === "start") return [...person, text(clip("comes in", rest), { ink: "fact" })];
  const waited = `${millis((kit.frame.now - row.since) as TaskRow["since"])} ms`;
  const step = row.step !== null && row.step.total > 0 ? row.step : null;
  const span = rest - waited.length - 12;
  if (step === null || span < 5) return [...person, text(clip(`"My turn!" ${waited}`, rest), { ink: "fact" })];
  return [
    ...person,
    text('"My turn!" '),
    ...bar(kit, step, Math.min(span, 30), hueOf(row.tile)),
    text(` ${waited}`, { ink: "label" }),
  ];
}

function remark(kit: Kit): string {
  const { frame } = kit;
  if (frame.status.outcome === "deadlocked") return DEADLOCK;
  if (frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const waiting = inPhase(kit, "core").length;
  const idle = idleCooks(kit);
  const busy = frame.cores.filter(({ running }) => running !== null).length;
  if (waiting > 0 && idle === 0) {
    return `${count(waiting, "guest")} more than cooks: each turn of a cook means re-reading a ticket.`;
  }
  if (busy > 1) return `${count(busy, "cook")} at work at the same time: that is parallel.`;
  if (busy === 0 && inPhase(kit, "io", "timer").length > 0)
    return "Only the fryers are busy: more cooks would not help.";
  return "";
}
