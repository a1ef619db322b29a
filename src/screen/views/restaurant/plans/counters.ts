/** goroutines: counters with a rail of tickets each, staff who move between them, a common rail, an inspector. */
import { clip } from "../../../../base/cells.ts";
import type { ProcRow, TaskRow, ThreadRow, Tile } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { activity, doing, guestLine, inPhase, isGone } from "../guests.ts";
import { crowd, isLarge, type Kit, personOf, personWidth, shortened, tileOf, tilesIn } from "../kit.ts";
import { cooksRoom } from "../kitchen.ts";
import { peopleRoom } from "../rooms.ts";
import { airy, fitted, joined, text, widthOf } from "../runs.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const countersPlan: FloorPlan = {
  floor: (kit) => [
    [counters(kit)],
    [commonRail(kit), staff(kit), parked(kit)],
    ...(kit.room.rows < ROOM_FOR_COOKS ? [] : [[cooksRoom(kit, ["cooks = cores"])]]),
  ],
  remark,
};

/** Rows from which on the cooks have a room of their own; before, a counter says which cook it has. */
const ROOM_FOR_COOKS = 28;
/** The system monitor: a thread without a P, for ever. */
const isInspector = ({ name }: ThreadRow): boolean => name === "sysmon";

const nameOf = (thread: ThreadRow): string => `M${/\d+$/.exec(thread.name)?.[0] ?? thread.thread}`;
const ticketOf = (kit: Kit, thread: ThreadRow | null): TaskRow | undefined =>
  thread?.task?.task == null ? undefined : kit.tasks[thread.task.task];

function counters(kit: Kit): Place {
  const { procs } = kit.frame;
  const lines = Math.min(16, procs.length);
  return {
    titles: [
      "counters = P, each with its rail = run queue · staff M = threads · the ticket on top is next",
      "counters = P · staff M = threads · each rail = its run queue",
      "counters = P · staff = M · rails",
      "counters = P",
    ],
    label: "counters",
    share: 1,
    wants: isLarge(kit) && lines <= 8 ? 2 * lines - 1 : Math.max(2, lines),
    draw: (width, height) => {
      if (procs.length <= height) {
        const drawn = procs.map((proc, index) => counterLine(kit, proc, index, width));
        return airy(drawn, procs.length, height);
      }
      return manyCounters(kit, width, height);
    },
    brief: (width) => manyCounters(kit, width, 1)[0] ?? [],
  };
}

/** Share of a counter's line for its rail. */
const RAIL = 0.36;
const STAFF = 5;
/** Fewer cells for a rail have no room for its tickets, only for their number. */
const NARROW_RAIL = 24;

/** `0 M3   (A) Ann   burger ████░░  2.0 of 40 ms   next (B)  rail (C)(D)`. */
function counterLine(kit: Kit, proc: ProcRow, index: number, width: number): Line {
  const number = String(index).padStart(String(kit.frame.procs.length - 1).length);
  const right = railOf(kit, proc, Math.max(16, Math.floor(width * RAIL)));
  const left = atCounter(kit, proc, width - number.length - 2 - widthOf(right) - 2);
  const ink = proc.thread === null ? ({ ink: "label" } as const) : ({ ink: "now", bold: true } as const);
  return [text(`${number}  `, ink), ...left, text("  "), ...right];
}

function atCounter(kit: Kit, { thread }: ProcRow, width: number): Line {
  if (thread === null) return fitted([text(clip("closed: nobody at it", width), { ink: "label" })], width);
  const who = text(nameOf(thread).padEnd(STAFF), { ink: "label" });
  const ticket = ticketOf(kit, thread);
  const room = width - STAFF;
  if (ticket === undefined) return fitted([who, text(clip(withoutTicket(thread), room), { ink: "fact" })], width);
  const hasName = room >= personWidth(kit) + 16;
  const served = hasName
    ? guestLine(kit, ticket, room)
    : [...tileOf(kit, ticket.tile), text(" "), ...activity(kit, ticket, room - kit.tileWidth - 1, 6)];
  return fitted([who, ...served], width);
}

function withoutTicket({ state }: ThreadRow): string {
  switch (state) {
    case "running":
      return "looks for tickets";
    case "runnable":
      return "needs a cook";
    case "waiting":
      return "at rest";
    case "exited":
      return "gone home";
    case "created":
      return "not here yet";
  }
}

/** The ticket on top, then the others, always as wide. */
function railOf(kit: Kit, { next, queue }: ProcRow, width: number): Line {
  const none = text(kit.glyphs.idle.padEnd(kit.tileWidth), { ink: "faint" });
  const first = next === null ? [none] : tileOf(kit, next);
  if (width < NARROW_RAIL) {
    return fitted(
      [text("next ", { ink: "label" }), ...first, text(queue.length === 0 ? "" : ` + ${queue.length}`)],
      width,
    );
  }
  const head: Line = [text("next ", { ink: "label" }), ...first, text("  rail ", { ink: "label" })];
  return fitted([...head, ...(queue.length === 0 ? [none] : crowd(kit, queue, width - widthOf(head)))], width);
}

/** Counters in few words, side by side; the rest counted. */
function manyCounters(kit: Kit, width: number, height: number): readonly Line[] {
  const { procs } = kit.frame;
  const across = Math.max(1, Math.ceil(procs.length / height));
  const each = Math.floor((width - 2 * (across - 1)) / across);
  const number = String(procs.length - 1).length;
  if (each >= number + kit.tileWidth + 8) {
    return Array.from({ length: height }, (_, row) =>
      joined(
        procs.flatMap((proc, index) => (index % height === row ? [smallCounter(kit, proc, index, each)] : [])),
        [text("  ")],
      ),
    );
  }
  const tiles = procs.flatMap(({ thread }) => (thread?.task == null ? [] : [thread.task]));
  const waiting = procs.reduce((sum, proc) => sum + proc.queue.length + (proc.next === null ? 0 : 1), 0);
  const open = procs.filter((proc) => proc.thread !== null).length;
  const words = `${String(open).padStart(String(procs.length).length)} of ${procs.length} open, ${waiting} on the rails`;
  const lines = tiles.length === 0 || height < 2 ? [] : [crowd(kit, tiles, width)];
  return [...lines, [text(clip(words, width), { ink: "fact" })]];
}

/** `0 (A) burger  (B)(C)`: whose ticket is made, and which hang, the next one first; else how many. */
function smallCounter(kit: Kit, { thread, next, queue }: ProcRow, index: number, width: number): Line {
  const hanging = next === null ? queue : [next, ...queue];
  const ticket = ticketOf(kit, thread);
  const number = text(`${index} `, { ink: "label" });
  const none = text(kit.glyphs.idle.padEnd(kit.tileWidth), { ink: "faint" });
  const who: Line = thread?.task == null ? [none] : tileOf(kit, thread.task);
  const head: Line = [number, ...who, text(" ")];
  const room = width - widthOf(head);
  if (room < 16) return fitted([...head, text(hanging.length === 0 ? "" : `+ ${hanging.length}`)], width);
  const words = ticket === undefined ? (thread === null ? "closed" : withoutTicket(thread)) : doing(kit, ticket).words;
  const rail = Math.max(kit.tileWidth, Math.floor(room / 2) - 2);
  return fitted([...head, text(clip(words, room - rail - 2).padEnd(room - rail)), ...crowd(kit, hanging, rail)], width);
}

/** Who can run and is at no counter's rail: on the common one, or on the way to a rail. */
function commonRail(kit: Kit): Place {
  const { globalQueue, procs } = kit.frame;
  const elsewhere = new Set<number | null>(
    procs.flatMap(({ next, queue, thread }) => [
      next?.task ?? null,
      thread?.task?.task ?? null,
      ...queue.map(({ task }) => task),
    ]),
  );
  const hanging = new Set(globalQueue.map(({ task }) => task));
  const coming = inPhase(kit, "start", "loop", "core").filter(
    ({ tile }) => !hanging.has(tile.task) && !elsewhere.has(tile.task),
  );
  // Who has just come in, or whose fries nobody has looked after yet, is in no run queue: nothing hangs that they do not have.
  const lines = (width: number, height: number): readonly Line[] => {
    if (coming.length === 0) return tileRows(kit, globalQueue, width, height, "no ticket hangs");
    const head = text(coming.every((row) => row.phase === "start") ? "comes in " : "ready ", { ink: "label" });
    const arrivals = [
      head,
      ...crowd(
        kit,
        coming.map((row) => row.tile),
        width - head.text.length,
      ),
    ];
    return height < 2 ? [arrivals] : [...tileRows(kit, globalQueue, width, height - 1, "no ticket hangs"), arrivals];
  };
  return {
    titles: ["common rail = global run queue", "common rail = global", "common rail", "common"],
    label: "common",
    share: 24,
    least: 19,
    wants: 3,
    draw: lines,
    brief: (width) => lines(width, 1)[0] ?? [],
  };
}

function tileRows(kit: Kit, tiles: readonly Tile[], width: number, height: number, empty: string): readonly Line[] {
  if (tiles.length === 0) return [[text(clip(empty, width), { ink: "label" })]];
  const perRow = tilesIn(kit, width);
  return Array.from({ length: Math.min(height, Math.ceil(tiles.length / perRow)) }, (_, row) => {
    const from = row * perRow;
    const more = row === height - 1 ? Math.max(0, tiles.length - from - perRow) : 0;
    return crowd(kit, tiles.slice(from, from + perRow), width, more);
  });
}

/** The inspector, then who is in the cellar (a system call) without a counter, then who rests. */
function staff(kit: Kit): Place {
  const { threads, procs } = kit.frame;
  const away = awayFrom(kit);
  const cellar = away.filter((each) => each.task !== null);
  const resting = away.filter((each) => each.task === null && each.state === "waiting");
  const moving = away.filter((each) => each.task === null && each.state !== "waiting");
  const inspector = threads.find(isInspector);
  const lines = (width: number): Line[] => [
    [text("inspector ", { ink: "label" }), text(shortened(inspectorWords(inspector), width - 10))],
    ...[...cellar, ...moving].map((thread) => awayLine(kit, thread, width)),
    ...(resting.length === 0
      ? []
      : [[text(clip(`at rest ${resting.map(nameOf).join(" ")}`, width), { ink: "label" as const })]]),
  ];
  return {
    titles: ["staff without a counter · cellar = system call", "staff without a counter", "other staff = M", "staff"],
    label: "staff",
    share: 34,
    wants: Math.max(3, Math.min(6, threads.length - procs.length)),
    draw: (width, height) => {
      const all = lines(width);
      if (all.length <= height) return all;
      const hidden = all.length - height + 1;
      return [...all.slice(0, height - 1), [text(clip(`+ ${hidden} more lines`, width), { ink: "label" })]];
    },
    brief: (width) => joined(lines(width), [text("   ")]),
  };
}

/** Staff that are there and have no counter. */
function awayFrom({ frame: { threads, procs } }: Kit): readonly ThreadRow[] {
  const busy = new Set(procs.map((proc) => proc.thread?.thread));
  return threads.filter((each) => !busy.has(each.thread) && !isInspector(each) && isThere(each));
}

const isThere = ({ state }: ThreadRow): boolean => state !== "created" && state !== "exited";

function inspectorWords(thread: ThreadRow | undefined): string {
  if (thread === undefined || thread.state === "created") return "not here yet";
  if (thread.state === "exited") return "gone home";
  return thread.state === "waiting" ? "asleep (sysmon)" : "on a round (sysmon)";
}

function awayLine(kit: Kit, thread: ThreadRow, width: number): Line {
  const who = text(nameOf(thread).padEnd(STAFF), { ink: "label" });
  const ticket = ticketOf(kit, thread);
  if (ticket === undefined) return [who, text(clip(withoutTicket(thread), width - STAFF))];
  const where = thread.state === "waiting" ? "in the cellar" : "wants a counter";
  const room = width - STAFF - kit.tileWidth - 1;
  return [
    who,
    ...tileOf(kit, ticket.tile),
    text(` ${clip(where.length > room ? where.replace(/^\w+ \w+ /, "") : where, room)}`),
  ];
}

/** Goroutines that wait: the network poller, timers, channels and locks need no staff; a system call keeps one. */
function parked(kit: Kit): Place {
  const rows = inPhase(kit, "io", "timer", "lock", "queue", "join", "result");
  const words = {
    titles: ["tables and fryers = parked goroutines", "tables, fryers = parked", "parked"],
    label: "parked",
    empty: "nobody",
  };
  return peopleRoom(kit, words, 46, rows, (row, width): Line => {
    if (personWidth(kit) + 18 <= width) return guestLine(kit, row, width);
    const room = width - personWidth(kit) - 1;
    const { words: whole, brief } = doing(kit, row);
    return [...personOf(kit, row.tile), text(` ${shortened(whole.length > room ? (brief ?? whole) : whole, room)}`)];
  });
}

function remark(kit: Kit): string {
  const { frame } = kit;
  if (frame.status.outcome === "deadlocked") return DEADLOCK;
  if (frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const cellar = awayFrom(kit).filter((thread) => thread.task !== null && thread.state === "waiting").length;
  if (cellar > 0) {
    return `${count(cellar, "ticket")} in the cellar (a system call) with staff: their counters are free for others.`;
  }
  const working = frame.procs.filter(
    ({ thread }) => thread !== null && thread.task !== null && thread.state === "running",
  );
  const hanging =
    frame.procs.reduce((sum, proc) => sum + proc.queue.length + (proc.next === null ? 0 : 1), 0) +
    frame.globalQueue.length;
  const open = frame.procs.filter(({ thread }) => thread !== null).length;
  if (hanging > 0 && working.length === frame.procs.length) {
    return `${count(hanging, "ticket")} on the rails, and every counter is busy: nobody waits for a free one in vain.`;
  }
  if (working.length > 1) return `${count(working.length, "counter")} at work at the same time: that is parallel.`;
  const waits = inPhase(kit, "io", "timer").length;
  if (open === 0 && waits > 0) return `${count(waits, "wait")}, and no staff is needed for any of them.`;
  if (waits > 1 && idleCooks(kit) > 0) return `${count(waits, "ticket")} parked: a parked ticket costs no staff.`;
  return "";
}
