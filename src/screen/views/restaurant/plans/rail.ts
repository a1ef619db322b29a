/** Any other model: a ticket rail where there is one, the crew, the kitchen; the words come from the cast. */
import { clip } from "../../../../base/cells.ts";
import type { ThreadRow, Tile } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { doing, inline, inPhase, isGone, listOf } from "../guests.ts";
import { crowd, type Kit, personOf, personWidth, tileOf } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { fryers, linesForGuests, peopleRoom, tables } from "../rooms.ts";
import { text } from "../runs.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const railPlan: FloorPlan = {
  floor: (kit) => {
    const cooks = kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff: (name) => name }, 42);
    const pool = kit.frame.executors.length > 0 || crewOf(kit).length > 0;
    return [
      pool ? [rail(kit), crew(kit), cooks] : [waiting(kit), cooks],
      [
        tables(kit, ["tables · need nobody for now", "tables · need nobody", "tables"], 38),
        fryers(kit, ["fryers = I/O, no cook needed", "fryers = I/O"], 62),
      ],
    ];
  },
  remark,
};

const crewOf = (kit: Kit): readonly ThreadRow[] => kit.frame.threads.filter((thread) => thread.role === "worker");

/** Those who wait for somebody or something that serves: a place, a cook, the GIL, the loop. */
function waiting(kit: Kit): Place {
  const words = { titles: ["who waits to be served", "waiting"], label: "waiting", empty: "nobody" };
  return peopleRoom(kit, words, 46, inPhase(kit, "core", "start", "gil", "loop"), (row, width) => [
    ...personOf(kit, row.tile, { underline: row.selected }),
    text("  "),
    text(clip(doing(kit, row).words, width - personWidth(kit) - 2), { ink: "fact" }),
  ]);
}

/** Tickets that hang on the rail: a pool's queue, or whatever is ready and has nobody yet. */
function rail(kit: Kit): Place {
  const queued = kit.frame.executors.flatMap((each) => each.queued);
  const named = queued.filter((tile): tile is Tile => tile !== null);
  const tickets = named.length > 0 ? named : inPhase(kit, "start", "core", "gil", "loop").map((row) => row.tile);
  return {
    titles: ["ticket rail = the queue", "ticket rail"],
    label: "rail",
    share: 30,
    wants: Math.min(6, linesForGuests(kit)),
    draw: (width, height) => {
      if (tickets.length === 0) return [[text("empty", { ink: "faint" })]];
      const each = kit.tileWidth + (kit.room.colour ? 1 : 0);
      const perRow = Math.max(1, Math.floor((width + 1) / each));
      return Array.from({ length: Math.min(height, Math.ceil(tickets.length / perRow)) }, (_, row) => {
        const from = row * perRow;
        const more = row === height - 1 ? Math.max(0, tickets.length - from - perRow) : 0;
        return crowd(kit, tickets.slice(from, from + perRow), width, more);
      });
    },
    brief: (width) => (tickets.length === 0 ? [text("empty", { ink: "faint" })] : crowd(kit, tickets, width)),
  };
}

function crew(kit: Kit): Place {
  const members = crewOf(kit);
  const line = (member: ThreadRow, width: number): Line => {
    const name = text(`${clip(member.name, 14).padEnd(14)} `, { ink: "label" });
    if (member.task === null)
      return [name, text(clip(member.state === "exited" ? "gone home" : "waits", width - 15), { ink: "faint" })];
    const row = member.task.task === null ? undefined : kit.tasks[member.task.task];
    const words = row === undefined ? "" : doing(kit, row).words;
    return [name, ...tileOf(kit, member.task), text(` ${clip(words, Math.max(0, width - 16 - kit.tileWidth))}`)];
  };
  return {
    titles: ["crew = threads that serve all", "crew = threads"],
    label: "crew",
    share: 30,
    wants: Math.min(8, Math.max(2, kit.frame.executors[0]?.workers ?? members.length)),
    draw: (width, height) =>
      members.length === 0
        ? [[text("nobody at work yet", { ink: "faint" })]]
        : listOf(kit, members, tileOfMember, (member) => line(member, width), width, height),
    brief: (width) => inline(members, line, width, 34, "nobody at work yet"),
  };
}

const tileOfMember = (member: ThreadRow): Tile =>
  member.task ?? { letter: "#", hue: null, name: member.name, task: null };

function remark(kit: Kit): string {
  if (kit.frame.status.outcome === "deadlocked") return DEADLOCK;
  if (kit.frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const idle = idleCooks(kit);
  const waits = inPhase(kit, "start", "core", "gil", "loop").length;
  if (idle > 0 && waits > 0)
    return `${count(idle, "cook")} idle while ${waits === 1 ? "one guest waits" : `${waits} guests wait`} to be served.`;
  return "";
}
