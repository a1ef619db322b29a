/** multiprocessing: every guest goes to another restaurant, with its own waiter; all of them share the cooks of the street. */
import { clip } from "../../../../base/cells.ts";
import type { ProcessRow, TaskRow, ThreadRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import { type Floor, LEAST_WALLED, type Place } from "../floor.ts";
import { activity, guestLine, inPhase, isGone } from "../guests.ts";
import { crowd, type Kit, personOf, personWidth } from "../kit.ts";
import { cooksInARow } from "../kitchen.ts";
import { fitted, joined, text } from "../runs.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const streetPlan: FloorPlan = {
  floor: (kit) => streetRows(kit, housesOf(kit)),
  remark,
};

/** One restaurant: a guest's own, or a worker's of a pool. */
interface House {
  readonly titles: readonly string[];
  readonly label: string;
  readonly process: ProcessRow | undefined;
  readonly guests: readonly TaskRow[];
}

const LEAST_WIDTH = 26;
const BEST_WIDTH = 38;
const LIST_WIDTH = 42;

/** One house a guest, or one a worker process; fixed for a run, so that no house moves when another opens. */
function housesOf(kit: Kit): readonly House[] {
  const { executors, processes } = kit.frame;
  const byNumber = new Map(processes.map((each) => [each.process, each]));
  const workers = executors[0]?.workers;
  if (workers !== undefined) {
    return Array.from({ length: workers }, (_, index): House => {
      const process = byNumber.get(index + 1);
      const guests = kit.tasks.filter(
        (row) => row.process === index + 1 && !isGone(row) && row.phase !== "pending" && row.thread !== null,
      );
      const titles = [`restaurant ${index + 1} = worker process`, `restaurant ${index + 1}`];
      return { titles, label: `restaurant ${index + 1}`, process, guests };
    });
  }
  const parts = new Map<TaskRow, TaskRow[]>();
  const wholes: TaskRow[] = [];
  for (const row of kit.tasks) {
    const whole = wholeOf(kit, row);
    if (whole === undefined) wholes.push(row);
    else parts.set(whole, [...(parts.get(whole) ?? []), row]);
  }
  return wholes.map((row): House => {
    const process = row.process > 0 ? byNumber.get(row.process) : undefined;
    const { name } = row.tile;
    const titles = [`${name}'s restaurant = a process`, `${name}'s restaurant`, name];
    return { titles, label: name, process, guests: [row, ...(parts.get(row) ?? [])] };
  });
}

/** The task that a part is a part of, in the end. */
function wholeOf(kit: Kit, row: TaskRow): TaskRow | undefined {
  const whole = row.parent === null ? undefined : kit.tasks[row.parent];
  return whole === undefined ? undefined : (wholeOf(kit, whole) ?? whole);
}

/** Rows of the screen that are not for houses: title, served, story, legend, and the row of the cooks. */
const OTHER_ROWS = 9;
const HOUSE_ROWS = 4;
/** In a screen without walls every house takes a row. */
const COMPACT_HOUSES = 4;
/** From here on there is room for the parent beside the cooks. */
const WIDE = 76;

/** The houses side by side, as wide as they can be; a list where they are too many. */
function streetRows(kit: Kit, houses: readonly House[]): Floor {
  const { columns, rows } = kit.room;
  const deep = Math.floor((rows - OTHER_ROWS) / HOUSE_ROWS);
  const below = columns < WIDE && rows >= LEAST_WALLED ? [cooks(kit)] : [meetingPoint(kit, 28), cooks(kit, 72)];
  for (const width of [BEST_WIDTH, LEAST_WIDTH]) {
    const fits = Math.max(1, Math.floor((columns + 1) / (width + 1)));
    const needed = Math.ceil(houses.length / fits);
    if (rows < LEAST_WALLED ? houses.length <= COMPACT_HOUSES : needed <= deep) {
      const across = Math.ceil(houses.length / needed);
      // The parent fills the gap in the last row, or stands beside the cooks.
      const places = houses.map((house) => houseRoom(kit, house));
      const isFull = houses.length === across * needed;
      if (!isFull) places.push(meetingPoint(kit));
      const inRows = Array.from({ length: needed }, (_, row) => places.slice(row * across, (row + 1) * across));
      return [...inRows, isFull ? below : [cooks(kit)]];
    }
  }
  return [[street(kit, houses)], below];
}

function houseRoom(kit: Kit, house: House): Place {
  return {
    titles: house.titles,
    label: house.label,
    share: 1,
    wants: 2,
    draw: (width, height) => inHouse(kit, house, width, height),
    brief: (width) => houseLine(kit, house, width),
  };
}

function street(kit: Kit, houses: readonly House[]): Place {
  return {
    titles: ["the street · every guest in another restaurant, each with a waiter of its own", "the street"],
    label: "street",
    share: 1,
    wants: Math.min(houses.length, 20),
    draw: (width, height) => houseList(kit, houses, width, height),
    brief: (width) => houseList(kit, houses, width, 1)[0] ?? [],
  };
}

/** What goes on in one restaurant: its guest, then its state. */
function inHouse(kit: Kit, house: House, width: number, height: number): readonly Line[] {
  const inside = house.guests.filter((row) => !isGone(row) && row.phase !== "pending");
  const first = inside.find((row) => row.phase === "running") ?? inside[0] ?? house.guests[0];
  const guest: Line = first === undefined ? [text("no guest", { ink: "faint" })] : guestLine(kit, first, width);
  const state = stateOf(kit, house);
  const others = inside.filter((row) => row !== first).map((row) => row.tile);
  if (others.length === 0) return [guest, state];
  const company = crowd(kit, others, width);
  return height > 2 ? [guest, company, state] : [guest, company];
}

function stateOf(kit: Kit, { process, guests }: House): Line {
  switch (process?.state) {
    case undefined:
      return [text("not built yet", { ink: "faint" })];
    case "starting":
      return [text(`${kit.glyphs.startup.repeat(4)} is being opened (start-up)`, { ink: "label" })];
    case "running": {
      const cook = guests.find((row) => row.phase === "running")?.core ?? null;
      return [text(`open, own waiter, ${cook === null ? "no cook now" : `cook ${cook} at work`}`, { ink: "label" })];
    }
    case "exited":
      return [text("closed", { ink: "label" })];
    case "crashed":
      return [text("burnt down; the others go on", { ink: "alert" })];
  }
}

/** Many restaurants: one line each, the rest as a count. */
function houseList(kit: Kit, houses: readonly House[], width: number, height: number): readonly Line[] {
  const across = Math.max(1, Math.floor((width + 3) / LIST_WIDTH));
  const each = Math.floor((width - 3 * (across - 1)) / across);
  const rows = houses.length > across * height ? height - 1 : height;
  const shown = houses.slice(0, across * rows);
  const lines = Array.from({ length: Math.min(rows, Math.ceil(shown.length / across)) }, (_, row) =>
    joined(
      shown.slice(row * across, (row + 1) * across).map((house) => fitted(houseLine(kit, house, each), each)),
      [text("   ")],
    ),
  );
  if (shown.length === houses.length) return lines;
  const hidden = houses.slice(shown.length);
  const open = hidden.filter((house) => house.process?.state === "running").length;
  const summary = `${shown.length === 0 ? "" : "+ "}${hidden.length} ${shown.length === 0 ? "" : "more "}restaurants, ${String(open).padStart(String(hidden.length).length)} open`;
  return [
    ...lines,
    [
      text(`${summary}  `, { ink: "label" }),
      ...crowd(kit, hidden.filter(isBusy).flatMap(tilesIn), width - summary.length - 2),
    ],
  ];
}

const isBusy = (house: House): boolean => house.guests.some((row) => row.phase === "running");
const tilesIn = (house: House): TaskRow["tile"][] => house.guests.slice(0, 1).map((row) => row.tile);

function houseLine(kit: Kit, house: House, width: number): Line {
  const guest = house.guests.find((row) => row.phase === "running") ?? house.guests[0];
  if (guest === undefined) return [text(clip(house.label, width), { ink: "label" })];
  const opening =
    house.process?.state === "starting" ? "is being opened" : house.process?.state === "crashed" ? "burnt down" : null;
  const person = [...personOf(kit, guest.tile, { underline: guest.selected }), text("  ")];
  const rest = width - personWidth(kit) - 2;
  if (opening !== null)
    return [...person, text(clip(opening, rest), { ink: opening === "burnt down" ? "alert" : "label" })];
  return [...person, ...activity(kit, guest, rest, 6)];
}

/** Where everybody came from and meets again: the parent process. */
function meetingPoint(kit: Kit, share = 1): Place {
  const host = kit.frame.threads.find((thread) => thread.role === "main" && thread.process === 0);
  const line = (): Line => {
    if (host === undefined || host.state === "created") return [text("closed", { ink: "faint" })];
    return [text("host ", { ink: "fact" }), text(hostWords(host), { ink: "label" })];
  };
  return {
    titles: ["meeting point = parent process", "parent process", "parent"],
    label: "meeting point",
    share,
    wants: 2,
    draw: () => [line()],
    brief: line,
  };
}

function hostWords({ state, waitsFor, core }: ThreadRow): string {
  if (state === "exited") return "goes home";
  if (state === "running") return core === null ? "at work" : `at work, cook ${core}`;
  if (state === "runnable") return "waits for a cook";
  return waitsFor === "join" ? "waits for all" : "waits";
}

function cooks(kit: Kit, share = 1): Place {
  const many = kit.frame.cores.length > 8;
  return {
    titles: ["cooks of the whole street = cores", "cooks = cores"],
    label: "cooks",
    share,
    wants: many ? 2 : 1,
    draw: (width) => [cooksInARow(kit, width)],
    brief: (width) => cooksInARow(kit, width),
  };
}

function remark(kit: Kit): string {
  if (kit.frame.status.outcome === "deadlocked") return DEADLOCK;
  if (kit.frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const opening = kit.frame.processes.filter((each) => each.state === "starting").length;
  const busy = kit.frame.cores.filter((lane) => lane.running !== null && lane.running.task !== null).length;
  if (busy > 1) return `${count(busy, "cook")} at work at the same time, in ${busy} restaurants: no waiter is shared.`;
  if (opening > 0) return `${count(opening, "restaurant")} being opened: that costs time before the first bite.`;
  const waiting = inPhase(kit, "core").length;
  if (waiting > 0 && idleCooks(kit) === 0)
    return `${count(waiting, "guest")} without a cook: more restaurants make no more cooks.`;
  return "";
}
