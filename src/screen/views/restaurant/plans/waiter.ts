/** asyncio: one waiter coordinates all orders; buzzers call guests back. */
import { clip } from "../../../../base/cells.ts";
import type { LoopRow, TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inPhase, isGone } from "../guests.ts";
import { hueOf, type Kit, millis, personOf, personWidth, tileOf } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { fryers, peopleRoom, tables, turnOf } from "../rooms.ts";
import { text } from "../runs.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const waiterPlan: FloorPlan = {
  floor: (kit) => [
    [
      buzzers(kit),
      waiter(kit),
      kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff: staffName }, 42),
    ],
    [
      tables(kit, ["tables · buzzer in hand = await", "tables = await"], 40, { buzzers: true, without: guestOf(kit) }),
      fryers(kit, ["fryers = I/O, no cook needed", "fryers = I/O"], 60),
    ],
  ],
  remark,
};

const staffName = (name: string): string => (name === "host" ? "the waiter" : name);

const loopOf = (kit: Kit): LoopRow | undefined => kit.frame.loops[0];

/** The guest the waiter is with, whatever that guest does. */
function guestOf(kit: Kit): TaskRow | undefined {
  const running = loopOf(kit)?.running?.task ?? null;
  const guest = running === null ? undefined : kit.tasks[running];
  return guest !== undefined && !isGone(guest) ? guest : undefined;
}

/** The guest keeps the waiter although nothing is being cooked: a blocking call. */
const isHeld = (guest: TaskRow | undefined): boolean =>
  guest !== undefined && (guest.phase === "io" || guest.phase === "timer" || guest.phase === "lock");

function buzzers(kit: Kit): Place {
  const ready = loopOf(kit)?.ready ?? [];
  const order = new Map<number, number>();
  ready.forEach((tile, index) => {
    if (tile !== null && tile.task !== null && !order.has(tile.task)) order.set(tile.task, index);
  });
  const guest = guestOf(kit);
  const rows = inPhase(kit, "loop", "start")
    .filter((row) => row !== guest)
    .toSorted((a, b) => (order.get(a.tile.task ?? -1) ?? 1e9) - (order.get(b.tile.task ?? -1) ?? 1e9));
  const words = {
    titles: ["buzzers that rang = ready queue", "buzzers = ready queue", "buzzers = ready", "ready"],
    label: "ready",
    empty: "no buzzer rings",
  };
  const turn = new Map(rows.map((row, index) => [row, index + 1]));
  return peopleRoom(kit, words, 34, rows, (row, width): Line => {
    const rest = width - personWidth(kit) - 4;
    const number = turn.get(row) ?? 0;
    const since = rest >= 26 ? `, for ${millis((kit.frame.now - row.since) as TaskRow["since"])} ms` : "";
    const place = turnOf(number, rest);
    const when = `${place}${since}`;
    return [
      text(`${kit.glyphs.buzzer} `, { ink: "now" }),
      ...personOf(kit, row.tile, { underline: row.selected }),
      text("  "),
      text(clip(row.phase === "start" ? `${when} (new)` : when, rest), { ink: "fact" }),
    ];
  });
}

function waiter(kit: Kit): Place {
  const loop = loopOf(kit);
  const guest = guestOf(kit);
  const cooking = guest?.phase === "running" && guest.code !== "system";
  const arrow = `${kit.glyphs.shaft.repeat(2)}${kit.glyphs.point}`;
  const turn = `round ${loop?.iteration ?? 0}`;
  return {
    titles: ["waiter = the event loop", "waiter = event loop", "event loop"],
    label: "waiter",
    share: 26,
    least: kit.room.columns < 72 ? 18 : 25,
    wants: 3,
    arrow: [text(cooking ? arrow : "", guest === undefined ? {} : hueOf(guest.tile))],
    draw: (width, height) => {
      const head: Line = [text(clip(turn, width), { ink: "label" })];
      if (guest === undefined)
        return [
          ...(height > 2 ? [head] : []),
          [text(clip(idleWords(kit, loop), width), { ink: "fact" })],
          [text(clip(nextCall(loop), width), { ink: "label" })],
        ];
      const name: Line = [
        text("  "),
        ...tileOf(kit, guest.tile),
        text(` ${clip(guest.tile.name.toUpperCase(), width - 4)}`, { ink: "now", bold: true }),
      ];
      const state: Line = [text(clip(withGuest(guest), width), { ink: isHeld(guest) ? "alert" : "label" })];
      return height > 2 ? [head, name, state] : [name, state];
    },
    brief: (width) => {
      if (guest === undefined) return [text(`${turn.padEnd(11)} ${idleWords(kit, loop)}`, { ink: "label" })];
      return [
        text(`${turn.padEnd(11)} with `, { ink: "label" }),
        ...tileOf(kit, guest.tile),
        text(` ${guest.tile.name.toUpperCase().padEnd(kit.nameWidth)}  `, { ink: "now", bold: true }),
        text(clip(withGuest(guest), width - 34), { ink: isHeld(guest) ? "alert" : "label" }),
      ];
    },
  };
}

function withGuest(guest: TaskRow): string {
  if (isHeld(guest)) return "held: blocking call";
  switch (guest.code) {
    case "python":
    case "native":
      return "makes the order";
    default:
      return "listens to the order";
  }
}

function idleWords(kit: Kit, loop: LoopRow | undefined): string {
  if (kit.frame.status.outcome !== null) return "has gone home";
  switch (loop?.state) {
    case "selecting":
      return "listens for buzzers";
    case "running":
      return "looks after the list";
    default:
      return "not at work yet";
  }
}

/** When the next timer is due. */
function nextCall(loop: LoopRow | undefined): string {
  const next = loop?.timers[0];
  return next === undefined ? "" : `timer in ${millis(next.inNs)} ms`;
}

function remark(kit: Kit): string {
  const guest = guestOf(kit);
  const others = inPhase(kit, "loop", "start").filter((row) => row !== guest).length;
  if (kit.frame.status.outcome === "deadlocked") return DEADLOCK;
  if (kit.frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  if (guest !== undefined && isHeld(guest)) {
    return `A blocking call: the waiter stands still with ${guest.tile.name}, and no buzzer is heard.`;
  }
  if (guest !== undefined && guest.code === "python" && others > 0) {
    const idle = idleCooks(kit);
    const rest = idle === 0 ? "" : `, and ${count(idle, "cook").toLowerCase()} ${idle === 1 ? "is" : "are"} idle`;
    return `While ${guest.tile.name}'s burger is on, no buzzer is heard${rest}.`;
  }
  const waits = inPhase(kit, "io", "timer").length;
  if (waits > 1) return `${count(waits, "wait")} at once, and one waiter is enough for all of them.`;
  return "";
}
