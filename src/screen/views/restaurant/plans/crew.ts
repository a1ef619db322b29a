/** The fixed crew of a pool: its worker threads, each with the ticket it keeps to the end. */
import { clip } from "../../../../base/cells.ts";
import type { TaskRow, ThreadRow, Tile } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { activity, guestLine, inline, listOf } from "../guests.ts";
import { isLarge, type Kit, personWidth, tileOf } from "../kit.ts";
import { airy, fitted, joined, text } from "../runs.ts";

/** Cells of a crew member's number. */
const NUMBER = 3;
/** Least cells behind a name: two blanks, a word, a short line. */
const WORDS = 18;
const FOOD = 6;
/** Least cells behind a tile. */
const NARROW = 11;

/** The workers of a pool that this run ever has, in the order in which they are taken on. */
export const crewOf = (kit: Kit): readonly ThreadRow[] =>
  kit.frame.threads.filter((thread) => thread.role === "worker");

export function crewRoom(kit: Kit, share: number): Place {
  const members = crewOf(kit);
  const most = kit.frame.executors[0]?.workers ?? members.length;
  const lines = Math.max(2, Math.min(12, members.length));
  return {
    titles: [
      `crew = worker threads, at most ${most} · a ticket is kept to its end`,
      `crew = worker threads, at most ${most}`,
      "crew = worker threads",
      "crew = threads",
    ],
    label: "crew",
    share,
    wants: isLarge(kit) && members.length <= 4 ? 2 * lines - 1 : lines,
    draw: (width, height) => {
      if (members.length === 0) return [[text("nobody taken on", { ink: "label" })]];
      const line = (member: ThreadRow, each: number): Line => memberLine(kit, member, each);
      const across = Math.ceil(members.length / height);
      const each = Math.floor((width - 2 * (across - 1)) / across);
      if (across > 1 && each >= NUMBER + kit.tileWidth + NARROW) return inColumns(members, line, each, height);
      const lines = listOf(kit, members, tileOfMember, (member) => line(member, width), width, height);
      return airy(lines, members.length, height);
    },
    brief: (width) =>
      inline(members, (member, room) => memberLine(kit, member, room), width, personWidth(kit) + 26, "nobody taken on"),
  };
}

/** Side by side, each column from the top. */
function inColumns<Item>(
  items: readonly Item[],
  line: (item: Item, width: number) => Line,
  width: number,
  height: number,
): readonly Line[] {
  return Array.from({ length: height }, (_, row) =>
    joined(
      items.filter((_item, index) => index % height === row).map((item) => fitted(line(item, width), width)),
      [text("  ")],
    ),
  );
}

/** Whose ticket a member has. */
export const ticketOf = (kit: Kit, member: ThreadRow): TaskRow | undefined =>
  member.task?.task == null ? undefined : kit.tasks[member.task.task];

/** `1 (A) Ann   burger ████░░ 2.1 of 5 ms`, or what a member without a ticket does. */
function memberLine(kit: Kit, member: ThreadRow, width: number): Line {
  const ticket = ticketOf(kit, member);
  const number = `${/\d+$/.exec(member.name)?.[0] ?? ""} `.padStart(NUMBER);
  if (ticket === undefined) {
    const words = clip(withoutTicket(member), width - NUMBER);
    return [text(number, { ink: "label" }), text(words, { ink: member.state === "running" ? "fact" : "label" })];
  }
  const style = member.state === "running" ? ({ ink: "now", bold: true } as const) : {};
  const rest = width - NUMBER;
  // Where there is no room for the name, the tile tells who it is.
  if (rest >= personWidth(kit) + WORDS) return [text(number, style), ...guestLine(kit, ticket, rest)];
  const words = activity(kit, ticket, rest - kit.tileWidth - 1, FOOD);
  return [text(number, style), ...tileOf(kit, ticket.tile), text(" "), ...words];
}

function withoutTicket({ state, waitsFor }: ThreadRow): string {
  switch (state) {
    case "created":
      return "not taken on";
    case "exited":
      return "has gone home";
    case "running":
      return "at the rail";
    case "runnable":
      return "waits for a cook";
    case "waiting":
      return waitsFor === "gil" || waitsFor === "gil-switch" ? "waits for the waiter" : "idle: no ticket";
  }
}

const tileOfMember = (member: ThreadRow): Tile =>
  member.task ?? { letter: "#", hue: null, name: member.name, task: null };
