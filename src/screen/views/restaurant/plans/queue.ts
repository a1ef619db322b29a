/** blocking: one queue, one waiter who stays with a guest to the end. */
import { clip } from "../../../../base/cells.ts";
import type { TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { doing, inPhase, isGone } from "../guests.ts";
import { hueOf, type Kit, millis, personOf, personWidth, tileOf, wishOf } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { fryers, peopleRoom, turnOf } from "../rooms.ts";
import { text } from "../runs.ts";
import type { FloorPlan } from "./plan.ts";
import { count, idleCooks } from "./remarks.ts";

export const queuePlan: FloorPlan = {
  floor: (kit) => [
    [
      queue(kit),
      waiter(kit),
      kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff: staffName }, 42),
    ],
    [fryers(kit, ["fryers = I/O, no cook needed", "fryers = I/O"], 100)],
  ],
  remark,
};

const staffName = (name: string): string => (name === "host" ? "the waiter" : name);

/** The one whose order is being made: taken up, and not done. */
export const guestOfTheWaiter = (kit: Kit): TaskRow | undefined =>
  kit.tasks.find((row) => !isGone(row) && row.phase !== "pending" && row.phase !== "start");

function queue(kit: Kit): Place {
  const rows = inPhase(kit, "start");
  const words = { titles: ["queue = calls that wait", "queue = calls", "queue"], label: "queue", empty: "nobody" };
  const place = new Map(rows.map((row, index) => [row.tile.task, index + 1]));
  return peopleRoom(kit, words, 32, rows, (row, width): Line => {
    const number = place.get(row.tile.task) ?? 0;
    const rest = width - personWidth(kit) - 2;
    const since = rest >= 26 ? `, for ${millis((kit.frame.now - row.arrival) as TaskRow["arrival"])} ms` : "";
    const turn = turnOf(number, rest);
    return [...personOf(kit, row.tile), text("  "), text(clip(`${turn}${since}`, rest), { ink: "fact" })];
  });
}

function waiter(kit: Kit): Place {
  const guest = guestOfTheWaiter(kit);
  const arrow = `${kit.glyphs.shaft.repeat(2)}${kit.glyphs.point}`;
  const cooking = guest?.phase === "running";
  const words = guest === undefined ? "" : cooking ? "order at the cook" : waits(kit, guest);
  return {
    titles: ["waiter = the one thread", "waiter = one thread", "one thread"],
    label: "waiter",
    share: 26,
    least: kit.room.columns < 72 ? 18 : 25,
    wants: 3,
    arrow: [text(cooking ? arrow : "", guest === undefined ? {} : hueOf(guest.tile))],
    draw: (width, height) => {
      if (guest === undefined) return [[text("has nobody to serve", { ink: "label" })]];
      const name: Line = [
        text("  "),
        ...tileOf(kit, guest.tile),
        text(` ${clip(guest.tile.name.toUpperCase(), width - kit.tileWidth - 3)}`, { ink: "now", bold: true }),
      ];
      const rest: Line = [text(clip(words, width), { ink: cooking ? "label" : "now" })];
      return height < 3 ? [name, rest] : [[text(clip("serves to the end:", width), { ink: "label" })], name, rest];
    },
    brief: (width) =>
      guest === undefined
        ? [text("has nobody to serve", { ink: "label" })]
        : [
            text("serves "),
            ...tileOf(kit, guest.tile),
            text(` ${guest.tile.name.toUpperCase().padEnd(kit.nameWidth)} `, { ink: "now", bold: true }),
            text(clip(`to the end: ${words}`, width - kit.nameWidth - 12), { ink: "label" }),
          ],
  };
}

function waits(kit: Kit, guest: TaskRow): string {
  switch (guest.phase) {
    case "io":
      return `waits for ${wishOf(guest.waitsFor).replace(/ \(.*/, "")}`;
    case "timer":
      return "waits out the nap";
    case "core":
      return "waits for a cook";
    default:
      return doing(kit, guest).words;
  }
}

function remark(kit: Kit): string {
  const guest = guestOfTheWaiter(kit);
  if (guest === undefined) return "";
  const behind = inPhase(kit, "start").length;
  const { name } = guest.tile;
  if (guest.phase === "io" || guest.phase === "timer") {
    const who = behind === 0 ? "" : `, ${behind === 1 ? "one waits" : `${behind} wait`} behind`;
    return `The waiter stands at the fryer with ${name}: all arms crossed${who}.`;
  }
  const idle = idleCooks(kit);
  if (behind === 0 || idle === 0) return "";
  return `${count(idle, "cook")} idle: the next order is taken when ${name}'s is complete.`;
}
