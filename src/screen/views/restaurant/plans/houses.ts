/** Houses with a waiter each: restaurants of a street, or kitchens under one roof. Side by side, or in a list where they are many. */
import { clip } from "../../../../base/cells.ts";
import type { ProcessRow, TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import { type Floor, LEAST_WALLED, type Place } from "../floor.ts";
import { activity, guestLine, isGone } from "../guests.ts";
import { crowd, type Kit, personOf, personWidth } from "../kit.ts";
import { fitted, joined, text } from "../runs.ts";

/** One house and who is in it. */
export interface House {
  readonly titles: readonly string[];
  readonly label: string;
  readonly state: "planned" | "opening" | "open" | "closed" | "burnt";
  readonly guests: readonly TaskRow[];
}

/** What the houses of a model are called, and the room beside them. */
export interface Town {
  /** Titles of the list of all. */
  readonly list: readonly string[];
  readonly label: string;
  readonly noun: string;
  /** Said of a house that opens, in a room of its own. */
  readonly opening: string;
  readonly burnt: string;
  /** Where everybody comes from, unless the caller shows it: a room in the houses' last row where there is a gap, else beside the cooks. */
  readonly origin: ((kit: Kit, share: number) => Place) | null;
  readonly cooks: (kit: Kit, share: number) => Place;
}

const STATES = { starting: "opening", running: "open", exited: "closed", crashed: "burnt" } as const;
export const stateOf = (process: ProcessRow | undefined): House["state"] =>
  process === undefined ? "planned" : STATES[process.state];

/** The task that a part is a part of, in the end. */
export function wholeOf(kit: Kit, row: TaskRow): TaskRow | undefined {
  const whole = row.parent === null ? undefined : kit.tasks[row.parent];
  return whole === undefined ? undefined : (wholeOf(kit, whole) ?? whole);
}

const LEAST_WIDTH = 26;
const BEST_WIDTH = 38;
const LIST_WIDTH = 42;
/** Rows of the screen that are not for houses: title, served, story, legend, and the row of the cooks. */
const OTHER_ROWS = 9;
const HOUSE_ROWS = 4;
/** In a screen without walls every house takes a row. */
const COMPACT_HOUSES = 4;
/** From here on there is room for the parent beside the cooks. */
const WIDE = 76;

/** The houses side by side, as wide as they can be; a list where they are too many. `above` rows of rooms are the caller's. */
export function townRows(kit: Kit, town: Town, houses: readonly House[], above = 0): Floor {
  const { columns, rows } = kit.room;
  const deep = Math.floor((rows - OTHER_ROWS) / HOUSE_ROWS) - above;
  const cooks = town.cooks(kit, 72);
  const { origin } = town;
  const below = origin === null || (columns < WIDE && rows >= LEAST_WALLED) ? [cooks] : [origin(kit, 28), cooks];
  for (const width of [BEST_WIDTH, LEAST_WIDTH]) {
    const fits = Math.max(1, Math.floor((columns + 1) / (width + 1)));
    const needed = Math.ceil(houses.length / fits);
    if (rows < LEAST_WALLED ? houses.length <= COMPACT_HOUSES : needed <= deep) {
      const across = Math.ceil(houses.length / needed);
      // The parent fills the gap in the last row, or stands beside the cooks.
      const places = houses.map((house) => houseRoom(kit, town, house));
      const isFull = houses.length === across * needed;
      if (!isFull && origin !== null) places.push(origin(kit, 1));
      const inRows = Array.from({ length: needed }, (_, row) => places.slice(row * across, (row + 1) * across));
      return [...inRows, isFull ? below : [cooks]];
    }
  }
  return [[listed(kit, town, houses)], below];
}

function houseRoom(kit: Kit, town: Town, house: House): Place {
  return {
    titles: house.titles,
    label: house.label,
    share: 1,
    wants: 2,
    draw: (width, height) => inHouse(kit, town, house, width, height),
    brief: (width) => houseLine(kit, house, width),
  };
}

function listed(kit: Kit, town: Town, houses: readonly House[]): Place {
  return {
    titles: town.list,
    label: town.label,
    share: 1,
    wants: Math.min(houses.length, 20),
    draw: (width, height) => houseList(kit, town, houses, width, height),
    brief: (width) => houseList(kit, town, houses, width, 1)[0] ?? [],
  };
}

/** What goes on in one restaurant: its guest, then its state. */
function inHouse(kit: Kit, town: Town, house: House, width: number, height: number): readonly Line[] {
  const inside = house.guests.filter((row) => !isGone(row) && row.phase !== "pending");
  const first = inside.find((row) => row.phase === "running") ?? inside[0] ?? house.guests[0];
  const guest: Line = first === undefined ? [text("no guest", { ink: "label" })] : guestLine(kit, first, width);
  const state = stateLine(kit, town, house);
  const others = inside.filter((row) => row !== first).map((row) => row.tile);
  if (others.length === 0) return [guest, state];
  const company = crowd(kit, others, width);
  return height > 2 ? [guest, company, state] : [guest, company];
}

function stateLine(kit: Kit, town: Town, { state, guests }: House): Line {
  switch (state) {
    case "planned":
      return [text("not built yet", { ink: "label" })];
    case "opening":
      return [text(`${kit.glyphs.startup.repeat(4)} ${town.opening}`, { ink: "label" })];
    case "open": {
      const cook = guests.find((row) => row.phase === "running")?.core ?? null;
      return [text(`open, own waiter, ${cook === null ? "no cook now" : `cook ${cook} at work`}`, { ink: "label" })];
    }
    case "closed":
      return [text("closed", { ink: "label" })];
    case "burnt":
      return [text(town.burnt, { ink: "alert" })];
  }
}

/** Many restaurants: one line each, the rest as a count. */
function houseList(kit: Kit, town: Town, houses: readonly House[], width: number, height: number): readonly Line[] {
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
  const open = hidden.filter((house) => house.state === "open").length;
  const summary = `${shown.length === 0 ? "" : "+ "}${hidden.length} ${shown.length === 0 ? "" : "more "}${town.noun}s, ${String(open).padStart(String(hidden.length).length)} open`;
  return [
    ...lines,
    [
      text(`${summary}  `, { ink: "label" }),
      ...crowd(kit, hidden.filter(isBusy).flatMap(tilesIn), width - summary.length - 2),
    ],
  ];
}

const isBusy = (house: House): boolean => house.guests.some((row) => !isGone(row) && row.phase !== "pending");
const tilesIn = (house: House): TaskRow["tile"][] => house.guests.slice(0, 1).map((row) => row.tile);

function houseLine(kit: Kit, house: House, width: number): Line {
  const guest = house.guests.find((row) => row.phase === "running") ?? house.guests[0];
  if (guest === undefined) return [text(clip(house.label, width), { ink: "label" })];
  const opening = house.state === "opening" ? "is being opened" : house.state === "burnt" ? "burnt down" : null;
  const person = [...personOf(kit, guest.tile, { underline: guest.selected }), text("  ")];
  const rest = width - personWidth(kit) - 2;
  if (opening !== null)
    return [...person, text(clip(opening, rest), { ink: opening === "burnt down" ? "alert" : "label" })];
  return [...person, ...activity(kit, guest, rest, 6)];
}
