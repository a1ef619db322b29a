/** The kitchen: one cook for each core (or hardware thread), and what each of them does at this moment. */
import type { CoreLane, TaskRow, Tile } from "../../frame/frame.ts";
import type { Line, Run } from "../line.ts";
import type { Place } from "./floor.ts";
import { activity } from "./guests.ts";
import { hueOf, isLarge, jobOf, type Kit, tileOf } from "./kit.ts";
import { airy, fitted, joined, text, widthOf } from "./runs.ts";

/** Least cells for a cook in one line, with a bar. */
const COOK_WIDTH = 34;
/** Least cells for a cook's number, the guest and a word. */
const SMALL_COOK = 11;

export interface KitchenWords {
  readonly titles: readonly string[];
  /** What a thread that serves nobody's order is called here: the waiter, the host, the crew. */
  readonly staff: (name: string) => string;
}

export function kitchen(kit: Kit, words: KitchenWords, share: number): Place {
  const cooks = kit.frame.cores;
  return {
    titles: words.titles,
    label: "kitchen",
    share,
    wants: isLarge(kit) && cooks.length <= 8 ? 2 * cooks.length - 1 : Math.min(cooks.length, 16),
    draw: (width, height) => drawKitchen(kit, words, width, height),
    brief: (width) => briefKitchen(kit, words, width),
  };
}

function drawKitchen(kit: Kit, words: KitchenWords, width: number, height: number): readonly Line[] {
  const cooks = kit.frame.cores;
  const across = Math.min(Math.ceil(cooks.length / height), Math.max(1, Math.floor((width + 2) / (COOK_WIDTH + 2))));
  if (cooks.length > across * height) return smallKitchen(kit, words, width, height);
  const each = Math.floor((width - 2 * (across - 1)) / across);
  const lines = Array.from({ length: Math.min(height, cooks.length) }, (_, row) =>
    joined(
      Array.from({ length: across }, (_unused, column) => {
        const cook = cooks[column * height + row];
        return fitted(cook === undefined ? [] : cookLine(kit, words, cook, each), each);
      }),
      [text("  ")],
    ),
  );
  return airy(lines, cooks.length, height);
}

/** Side by side in few words, as long as each has room for some; else a cell each. */
function smallKitchen(kit: Kit, words: KitchenWords, width: number, height: number): readonly Line[] {
  const cooks = kit.frame.cores;
  const across = Math.ceil(cooks.length / height);
  const each = Math.floor((width - 2 * (across - 1)) / across);
  if (each < SMALL_COOK) return denseKitchen(kit, width, height);
  return Array.from({ length: height }, (_, row) => {
    const inRow = cooks.filter((_cook, index) => index % height === row);
    return joined(
      inRow.map((lane) => fitted(briefCook(kit, words, lane, each), each)),
      [text("  ")],
    );
  });
}

const labelOf = (kit: Kit): number => kit.frame.cores.reduce((most, lane) => Math.max(most, nameOf(lane).length), 0);
const nameOf = (lane: CoreLane): string => lane.label.replace(/^core/, "cook");

const taskOn = (kit: Kit, lane: CoreLane): TaskRow | undefined =>
  lane.running === null || lane.running.task === null ? undefined : kit.tasks[lane.running.task];

function cookLine(kit: Kit, words: KitchenWords, lane: CoreLane, width: number): Line {
  const label = nameOf(lane).padEnd(labelOf(kit));
  if (lane.running === null) {
    return [
      text(`${label} ${" ".repeat(kit.tileWidth)} `, { ink: "label" }),
      text(restOf(lane, width < label.length + kit.tileWidth + 14), { ink: "label" }),
    ];
  }
  const head = [text(`${label} `, { ink: "now", bold: true }), ...tileOf(kit, lane.running), text(" ")];
  return [...head, ...workOf(kit, words, lane, width - widthOf(head))];
}

/** What a cook without a ticket does. */
function restOf({ online }: CoreLane, isShort: boolean): string {
  if (!online) return isShort ? "off" : "has gone home";
  return isShort ? "idle" : "arms crossed";
}

function workOf(kit: Kit, words: KitchenWords, lane: CoreLane, width: number): Line {
  const row = taskOn(kit, lane);
  if (row === undefined) {
    const who = lane.running === null ? "" : words.staff(jobOf(lane.running));
    return [text(lane.code === "startup" ? "opens a restaurant" : who, { ink: "fact" })];
  }
  if (row.phase === "running") return activity(kit, row, width, 6);
  // A worker of the crew computes for a guest who waits elsewhere.
  return [text(lane.code === "native" ? "grill" : "burger", { ink: "now" })];
}

/** Many cooks: one cell each, idle ones as dots. */
function denseKitchen(kit: Kit, width: number, height: number): readonly Line[] {
  const cooks = kit.frame.cores;
  const busy = cooks.filter((lane) => lane.running !== null).length;
  const labels = String(cooks.length - 1).length;
  const cook = width < 24 ? "" : "cook ";
  const perRow = Math.max(1, width - labels - cook.length - 1);
  const rows = Math.max(1, Math.min(height - 1, Math.ceil(cooks.length / perRow)));
  const lines = Array.from({ length: rows }, (_, row): Line => {
    const from = row * perRow;
    const lanes = cooks.slice(from, from + perRow);
    const cells = lanes.flatMap((lane) =>
      lane.running === null
        ? [text(lane.online ? kit.glyphs.idle : " ", { ink: "faint" })]
        : [cellOf(kit, lane.running)],
    );
    return [text(`${cook}${String(from).padStart(labels)} `, { ink: "label" }), ...cells];
  });
  const hidden = Math.max(0, cooks.length - rows * perRow);
  const rest = hidden === 0 ? "" : `, ${hidden} not drawn`;
  const total = `${String(busy).padStart(String(cooks.length).length)} of ${cooks.length}${width < 24 ? "" : " cooks"} busy${rest}`;
  return [...lines, [text(total, { ink: "fact" })]].slice(0, height);
}

/** One cell even without colours: here every letter is a cook's. */
const cellOf = (kit: Kit, tile: Tile): Run =>
  kit.room.colour ? text(tile.letter, { ...hueOf(tile), ground: "tile" }) : text(tile.letter, { bold: true });

function briefKitchen(kit: Kit, words: KitchenWords, width: number): Line {
  const cooks = kit.frame.cores;
  const each = Math.floor((width - 2 * (Math.min(4, cooks.length) - 1)) / Math.min(4, cooks.length));
  if (cooks.length > 4 || each < 12) return denseKitchen(kit, width, 2)[0] ?? [];
  return joined(
    cooks.map((lane) => fitted(briefCook(kit, words, lane, each), each)),
    [text("  ")],
  );
}

const briefCook = (kit: Kit, words: KitchenWords, lane: CoreLane, width: number): Line =>
  lane.running === null ? briefIdle(lane) : briefBusy(kit, words, lane, width);

const briefIdle = (lane: CoreLane): Line => [
  text(`${nameOf(lane).replace("cook ", "")} ${restOf(lane, true)}`, { ink: "label" }),
];

function briefBusy(kit: Kit, words: KitchenWords, lane: CoreLane, width: number): Line {
  const head: Line = [
    text(`${nameOf(lane).replace("cook ", "")} `, { ink: "now" }),
    ...(lane.running === null ? [] : tileOf(kit, lane.running)),
    text(" "),
  ];
  return [...head, ...workOf(kit, words, lane, width - widthOf(head))];
}

/** All cooks in one short line, for plans where the kitchen is not the subject. */
function cooksInARow(kit: Kit, width: number): Line {
  const cooks = kit.frame.cores;
  if (cooks.length > 8) return denseKitchen(kit, width, 2)[0] ?? [];
  const each = Math.min(24, Math.floor((width - 2 * (cooks.length - 1)) / cooks.length));
  if (each < 11) return denseKitchen(kit, width, 2)[0] ?? [];
  // `cook 0 A Download 10` where that fits, else `0 A Download 10`.
  const rest = kit.tileWidth + 2 + kit.nameWidth;
  const isWide = labelOf(kit) + rest <= each;
  const label = (lane: CoreLane): string => (isWide ? nameOf(lane) : nameOf(lane).replace("cook ", ""));
  return joined(
    cooks.map((lane) => {
      const head = `${label(lane)} `;
      if (lane.running === null) return fitted([text(`${head}${restOf(lane, true)}`, { ink: "label" })], each);
      // The tile says who it is; a name that is cut says no more.
      const name = jobOf(lane.running);
      const isWhole = name.length <= each - head.length - kit.tileWidth - 1;
      const who = [...tileOf(kit, lane.running), text(isWhole ? ` ${name}` : "", hueOf(lane.running))];
      return fitted([text(head, { ink: "now" }), ...who], each);
    }),
    [text("  ")],
  );
}

/** A room with all cooks in one line. */
export function cooksRoom(kit: Kit, titles: readonly string[], share = 1): Place {
  return {
    titles,
    label: "cooks",
    share,
    wants: kit.frame.cores.length > 8 ? 2 : 1,
    draw: (width) => [cooksInARow(kit, width)],
    brief: (width) => cooksInARow(kit, width),
  };
}
