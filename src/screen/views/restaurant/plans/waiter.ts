/** asyncio and gevent: one waiter for all orders. With asyncio buzzers call guests back; with gevent nobody says that they wait. */
import { clip } from "../../../../base/cells.ts";
import type { LoopRow, TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inPhase, isGone } from "../guests.ts";
import { hueOf, type Kit, millis, personOf, personWidth, tileOf } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { fryers, peopleRoom, type QueueWords, tables, turnOf } from "../rooms.ts";
import { text } from "../runs.ts";
import { crewOf, crewRoom, ticketOf } from "./crew.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

/** How the same rooms are told of one kind of waiter. */
interface Voice {
  readonly ready: QueueWords;
  readonly waiter: readonly string[];
  readonly tables: readonly string[];
  /** In front of what a guest at a table waits for. */
  readonly seated: string;
  /** What the waiter does when nobody can go on. */
  readonly idle: string;
  /** With a guest in a call that lets nobody else in. */
  readonly held: string;
  readonly remarks: {
    readonly held: (name: string) => string;
    readonly cooking: (name: string) => string;
    readonly waits: string;
  };
}

const ASYNCIO: Voice = {
  ready: {
    titles: ["buzzers that rang = ready queue", "buzzers = ready queue", "buzzers = ready", "ready"],
    label: "ready",
    empty: "no buzzer rings",
  },
  waiter: ["waiter = the event loop", "waiter = event loop", "event loop"],
  tables: ["tables · buzzer in hand = await", "tables = await"],
  seated: "for",
  idle: "listens for buzzers",
  held: "held: blocking call",
  remarks: {
    held: (name) => `A blocking call: the waiter stands still with ${name}, and no buzzer is heard.`,
    cooking: (name) => `While ${name}'s burger is on, no buzzer is heard`,
    waits: "one waiter is enough for all of them.",
  },
};

const GEVENT: Voice = {
  ready: {
    titles: ["who may go on = ready greenlets", "ready greenlets", "greenlets = ready", "ready"],
    label: "ready",
    empty: "nobody may go on",
  },
  waiter: ["waiter = the hub's thread", "waiter = hub thread", "hub's thread"],
  tables: ["tables · sat down inside a call", "tables · in a call", "tables"],
  seated: "in a call:",
  idle: "is in the hub",
  held: "frozen: unpatched",
  remarks: {
    held: (name) => `An unpatched call: the waiter is frozen with ${name}, and nobody else moves.`,
    cooking: (name) => `While ${name}'s burger is on nobody else moves: nothing takes the waiter away`,
    waits: "each inside a call that looks like any other.",
  },
};

const voiceOf = (kit: Kit): Voice => (kit.frame.model === "gevent" ? GEVENT : ASYNCIO);

export const waiterPlan: FloorPlan = {
  floor: (kit) => {
    const voice = voiceOf(kit);
    const crew = crewOf(kit);
    const hasCrew = crew.length > 0;
    const served = new Map(crew.map((member) => [ticketOf(kit, member), member.name.replace(/^worker/, "crew")]));
    const who = (row: TaskRow): string | undefined => {
      const member = row.phase === "result" ? "the crew" : served.get(row);
      return member === undefined ? undefined : `for ${member}`;
    };
    const seated = { seated: voice.seated, without: guestOf(kit), instead: who };
    return [
      [
        ready(kit, voice),
        waiter(kit, voice),
        kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff: staffName }, 42),
      ],
      [
        tables(kit, voice.tables, hasCrew ? 32 : 40, seated),
        ...(hasCrew ? [crewRoom(kit, 34)] : []),
        fryers(kit, ["fryers = I/O, no cook needed", "fryers = I/O", "fryers"], hasCrew ? 34 : 60),
      ],
    ];
  },
  remark,
};

const staffName = (name: string): string => (name === "host" ? "the waiter" : name.replace(/^worker/, "crew"));

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

/** Whom the waiter comes to next. */
function ready(kit: Kit, voice: Voice): Place {
  const mark = voice === ASYNCIO ? kit.glyphs.buzzer : kit.glyphs.runnable;
  const queue = loopOf(kit)?.ready ?? [];
  const order = new Map<number, number>();
  queue.forEach((tile, index) => {
    if (tile !== null && tile.task !== null && !order.has(tile.task)) order.set(tile.task, index);
  });
  const guest = guestOf(kit);
  const rows = inPhase(kit, "loop", "start")
    .filter((row) => row !== guest)
    .toSorted((a, b) => (order.get(a.tile.task ?? -1) ?? 1e9) - (order.get(b.tile.task ?? -1) ?? 1e9));
  const turn = new Map(rows.map((row, index) => [row, index + 1]));
  return peopleRoom(kit, voice.ready, 34, rows, (row, width): Line => {
    const rest = width - personWidth(kit) - 4;
    const number = turn.get(row) ?? 0;
    const since = rest >= 26 ? `, for ${millis((kit.frame.now - row.since) as TaskRow["since"])} ms` : "";
    const place = turnOf(number, rest);
    const when = `${place}${since}`;
    return [
      text(`${mark} `, { ink: "now" }),
      ...personOf(kit, row.tile, { underline: row.selected }),
      text("  "),
      text(clip(row.phase === "start" && `${when} (new)`.length <= rest ? `${when} (new)` : when, rest), {
        ink: "fact",
      }),
    ];
  });
}

function waiter(kit: Kit, voice: Voice): Place {
  const loop = loopOf(kit);
  const guest = guestOf(kit);
  const cooking = guest?.phase === "running" && guest.code !== "system";
  const arrow = `${kit.glyphs.shaft.repeat(2)}${kit.glyphs.point}`;
  const turn = `round ${loop?.iteration ?? 0}`;
  return {
    titles: voice.waiter,
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
          [text(clip(idleWords(kit, loop, voice), width), { ink: "fact" })],
          [text(clip(nextCall(loop), width), { ink: "label" })],
        ];
      const name: Line = [
        text("  "),
        ...tileOf(kit, guest.tile),
        text(` ${clip(guest.tile.name.toUpperCase(), width - kit.tileWidth - 3)}`, { ink: "now", bold: true }),
      ];
      const state: Line = [text(clip(withGuest(guest, voice), width), { ink: isHeld(guest) ? "alert" : "label" })];
      return height > 2 ? [head, name, state] : [name, state];
    },
    brief: (width) => {
      if (guest === undefined) return [text(`${turn.padEnd(11)} ${idleWords(kit, loop, voice)}`, { ink: "label" })];
      return [
        text(`${turn.padEnd(11)} with `, { ink: "label" }),
        ...tileOf(kit, guest.tile),
        text(` ${guest.tile.name.toUpperCase().padEnd(kit.nameWidth)}  `, { ink: "now", bold: true }),
        text(clip(withGuest(guest, voice), width - 34), { ink: isHeld(guest) ? "alert" : "label" }),
      ];
    },
  };
}

function withGuest(guest: TaskRow, voice: Voice): string {
  if (isHeld(guest)) return voice.held;
  switch (guest.code) {
    case "python":
    case "native":
      return "makes the order";
    default:
      return "listens to the order";
  }
}

function idleWords(kit: Kit, loop: LoopRow | undefined, voice: Voice): string {
  if (kit.frame.status.outcome !== null) return "has gone home";
  switch (loop?.state) {
    case "selecting":
      return voice.idle;
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
  const { remarks } = voiceOf(kit);
  const others = inPhase(kit, "loop", "start").filter((row) => row !== guest).length;
  if (kit.frame.status.outcome === "deadlocked") return DEADLOCK;
  if (kit.frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  if (guest !== undefined && isHeld(guest)) return remarks.held(guest.tile.name);
  if (guest !== undefined && guest.code === "python" && others > 0) {
    const idle = idleCooks(kit);
    const rest = idle === 0 ? "" : `, and ${count(idle, "cook").toLowerCase()} ${idle === 1 ? "is" : "are"} idle`;
    return `${remarks.cooking(guest.tile.name)}${rest}.`;
  }
  const waits = inPhase(kit, "io", "timer").length;
  if (waits > 1) return `${count(waits, "wait")} at once, ${voiceOf(kit) === ASYNCIO ? "and " : ""}${remarks.waits}`;
  return "";
}
