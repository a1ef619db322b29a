/** thread-pool: a rail of tickets, a fixed crew that takes them one by one, a waiter (the GIL) who lets one order through at a time. */
import { clip } from "../../../../base/cells.ts";
import type { TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inPhase, isGone } from "../guests.ts";
import { type Kit, millis, personOf, personWidth } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { peopleRoom, type QueueWords, turnOf } from "../rooms.ts";
import { text } from "../runs.ts";
import { crewOf, crewRoom, ticketOf } from "./crew.ts";
import { gilOf, gilWaiter } from "./gil-waiter.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const poolPlan: FloorPlan = {
  floor: (kit) => [
    [ticketRail(kit, RAIL, 36), crewRoom(kit, 64)],
    [gilWaiter(kit, 26), kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff }, 74)],
  ],
  remark,
};

const RAIL: QueueWords = {
  titles: ["ticket rail = the pool's queue", "rail = pool's queue", "rail = queue"],
  label: "rail",
  empty: "no ticket hangs",
};

/** `worker 2` is crew member 2. */
const staff = (name: string): string => name.replace(/^worker/, "crew");

/** Who is neither gone nor still to come, and has nobody of the crew: on the rail, in its order, or on the way there. */
function withoutCrew(kit: Kit): readonly TaskRow[] {
  const taken = new Set(crewOf(kit).map((member) => ticketOf(kit, member)));
  const hanging = kit.frame.executors
    .flatMap((executor) => executor.queued)
    .flatMap((tile) => (tile?.task == null ? [] : (kit.tasks[tile.task] ?? [])));
  const seen = new Set([...taken, ...hanging]);
  return [...hanging, ...kit.tasks.filter((row) => !seen.has(row) && !isGone(row) && row.phase !== "pending")];
}

/** The tickets that hang, the first to be taken first, and since when. */
export function ticketRail(
  kit: Kit,
  words: QueueWords,
  share: number,
  isElsewhere: (row: TaskRow) => boolean = () => false,
): Place {
  const rows = withoutCrew(kit).filter((row) => !isElsewhere(row));
  const hanging = new Set(kit.frame.executors.flatMap((each) => each.queued).map((tile) => tile?.task));
  const place = new Map(rows.map((row, index) => [row, index + 1]));
  return peopleRoom(kit, words, share, rows, (row, width): Line => {
    const person = [
      text(`${kit.glyphs.ticket} `, { ink: "now" }),
      ...personOf(kit, row.tile, { underline: row.selected }),
    ];
    const rest = width - personWidth(kit) - 4;
    if (!hanging.has(row.tile.task)) return [text("  "), ...person.slice(1), text(`  ${clip("comes in", rest)}`)];
    const turn = turnOf(place.get(row) ?? 0, rest);
    const since = `${millis((kit.frame.now - row.since) as TaskRow["since"])} ms`;
    const long = `${turn.padEnd(8)} ${since}`;
    return [...person, text("  "), text(long.length <= rest ? long : since.length <= rest ? since : turn)];
  });
}

function remark(kit: Kit): string {
  const { frame } = kit;
  if (frame.status.outcome === "deadlocked") return DEADLOCK;
  if (frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const crew = crewOf(kit);
  const hanging = frame.executors.reduce((sum, each) => sum + each.queued.length, 0);
  const holding = crew.filter((member) => {
    const phase = ticketOf(kit, member)?.phase;
    return phase === "io" || phase === "timer" || phase === "lock";
  }).length;
  if (hanging > 0 && holding > 0) {
    const held =
      holding === 1 ? "One of the crew waits and keeps the place" : `${holding} of the crew wait and keep their places`;
    return `${held}: ${hanging === 1 ? "a ticket hangs" : `${hanging} tickets hang`}.`;
  }
  const idle = idleCooks(kit);
  const wanting = gilOf(kit)?.waiters.length ?? 0;
  if (wanting > 0 && idle > 0) return `${count(idle, "cook")} idle: the waiter lets one order through at a time.`;
  if (holding > 1) return `${count(holding, "wait")} at once, each with a crew member of its own.`;
  const free = crew.filter((member) => member.state === "waiting" && member.task === null).length;
  if (free > 0 && hanging === 0 && inPhase(kit, "start").length === 0) {
    return `${count(free, "crew member")} idle: no ticket hangs on the rail.`;
  }
  return "";
}
