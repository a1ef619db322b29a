/** Rooms that several floor plans share: tables, fryers, a queue of people, the board of orders. */
import { clip } from "../../../base/cells.ts";
import { minus, type Ns } from "../../../base/time.ts";
import type { TaskRow } from "../../frame/frame.ts";
import type { Line } from "../line.ts";
import type { Place } from "./floor.ts";
import { activity, doing, inline, inPhase, isGone, isStuck, listOf } from "./guests.ts";
import {
  foodOf,
  hueOf,
  isLarge,
  type Kit,
  left,
  millis,
  personOf,
  personWidth,
  shortened,
  thinLine,
  tileOf,
  wishOf,
} from "./kit.ts";
import { airy, clipped, fitted, text } from "./runs.ts";

/** At most this many lines for people, however many there are. */
const MOST_LINES = 12;
/** So few guests may have a blank line between them. */
const FEW = 4;
const FOOD_WIDTH = 16;

export function linesForGuests(kit: Kit, most = MOST_LINES): number {
  const lines = Math.max(2, Math.min(most, kit.tasks.length));
  return isLarge(kit) && kit.tasks.length <= FEW ? 2 * lines - 1 : lines;
}

/** Whose turn it is, in so many cells: `next`, `number 2`, `2.`. */
export function turnOf(number: number, width: number): string {
  const words = number === 1 ? "next" : `number ${number}`;
  return words.length <= width ? words : `${number}.`;
}

export interface QueueWords {
  readonly titles: readonly string[];
  readonly label: string;
  readonly empty: string;
}

/** A room with people in it, one line each. */
export function peopleRoom(
  kit: Kit,
  words: QueueWords,
  share: number,
  rows: readonly TaskRow[],
  line: (row: TaskRow, width: number) => Line,
): Place {
  return {
    titles: words.titles,
    label: words.label,
    share,
    wants: linesForGuests(kit),
    draw: (width, height) =>
      rows.length === 0
        ? [[text(clip(words.empty, width), { ink: "label" })]]
        : airy(
            listOf(
              kit,
              rows,
              (row) => row.tile,
              (row) => line(row, width),
              width,
              height,
            ),
            kit.tasks.length,
            height,
          ),
    brief: (width) => inline(rows, line, width, personWidth(kit) + 26, words.empty),
  };
}

export interface TableOptions {
  /** What is said before the food, where it is not `waits for`: `for`, of guests with a buzzer in hand. */
  readonly seated?: string;
  /** Who waits for somebody instead, and for whom. */
  readonly instead?: (row: TaskRow) => string | undefined;
  /** Somebody who waits, but not at a table: with the waiter, for instance. */
  readonly without?: TaskRow | undefined;
}

/** People who wait for something that needs neither a cook nor a waiter. A run with locks gets a larger room for them. */
export function tables(kit: Kit, titles: readonly string[], share: number, options: TableOptions = {}): Place {
  const rows = inPhase(kit, "io", "timer", "lock", "queue", "join", "result").filter((row) => row !== options.without);
  const wide = kit.frame.locks.length > 0 ? Math.max(50, share) : share;
  return peopleRoom(kit, { titles, label: "tables", empty: "nobody" }, wide, rows, (row, width) =>
    atTable(kit, row, width, options),
  );
}

/** What a guest at a table waits for; the fryers show how far it is. */
function atTable(kit: Kit, row: TaskRow, width: number, { seated, instead }: TableOptions): Line {
  const person = [...personOf(kit, row.tile, { underline: row.selected }), text("  ")];
  const rest = width - personWidth(kit) - 2;
  const other = isStuck(kit, row) ? undefined : instead?.(row);
  if (other !== undefined)
    return [...person, text(other.length <= rest ? other : clip(other.replace(/^for (?:the )?/, ""), rest))];
  if (row.phase === "lock") return [...person, ...atShelf(kit, row, rest)];
  if (isStuck(kit, row) || (row.phase !== "io" && row.phase !== "timer")) {
    const what = doing(kit, row);
    const words = what.brief !== undefined && what.words.length > rest ? what.brief : what.words;
    return [...person, text(clip(words, rest), { ink: what.alert === true ? "alert" : "fact" })];
  }
  const wish = row.phase === "timer" ? "a nap" : wishOf(row.waitsFor);
  const words =
    seated !== undefined ? `${seated} ${wish}` : row.phase === "timer" ? "takes a nap" : `waits for ${wish}`;
  const told = [words, shortened(words, rest), wish].find((each) => each.length <= rest) ?? shortened(wish, rest);
  return [...person, text(told.endsWith("…") ? shortened(wish, rest) : told, { ink: "fact" })];
}

/** Who wants something that another one has: `wants the board B has`. */
function atShelf(kit: Kit, row: TaskRow, width: number): Line {
  const stuck = isStuck(kit, row);
  const ink = stuck ? "alert" : "fact";
  const holder =
    kit.frame.locks.find((lock) => lock.waiters.some((tile) => tile.task === row.tile.task))?.holder ?? null;
  const thing = row.waitsFor.replace(/^(?:a|the) /, "");
  const words = `${stuck ? "stuck: wants" : "wants"} the ${thing}`;
  if (holder === null) return [text(clip(words, width), { ink })];
  const room = width - kit.tileWidth - 4;
  if (words.length > room)
    return [text(clip(stuck ? `stuck: ${thing}` : thing, room), { ink }), text(" of "), ...tileOf(kit, holder)];
  return [text(clip(words, room), { ink }), text(" of "), ...tileOf(kit, holder)];
}

/** What is being made without anybody: I/O, and naps, which are timers. */
export function fryers(kit: Kit, titles: readonly string[], share: number): Place {
  const rows = inPhase(kit, "io", "timer").filter((row) => row.wait !== null);
  const food = (row: TaskRow): string => (row.phase === "timer" ? "nap (timer)" : foodOf(row.waitsFor));
  const line = (row: TaskRow, width: number): Line => {
    if (row.wait === null) return [];
    const head = Math.min(FOOD_WIDTH, Math.max(5, width - kit.tileWidth - 28));
    const over = row.wait.done >= row.wait.total;
    const room = width - kit.tileWidth - head - 2;
    const long = over ? "        overdue" : ` ${millis(left(row.wait))} ms left`;
    const number = long.length <= room ? long : over ? " overdue" : ` ${millis(left(row.wait))} ms`;
    const span = Math.max(0, width - kit.tileWidth - head - 2 - number.length);
    return [
      ...tileOf(kit, row.tile),
      text(` ${shortened(food(row), head).padEnd(head)} `),
      ...fitted(thinLine(kit, row.wait, Math.min(span, 80), hueOf(row.tile)), span),
      text(number),
    ];
  };
  return {
    titles,
    label: "fryers",
    share,
    wants: linesForGuests(kit),
    draw: (width, height) =>
      rows.length === 0
        ? [[text("off", { ink: "label" })]]
        : airy(
            listOf(
              kit,
              rows,
              (row) => row.tile,
              (row) => line(row, width),
              width,
              height,
            ),
            kit.tasks.length,
            height,
          ),
    brief: (width) => inline(rows, line, width, 44, "off"),
  };
}

/** Every order with the step it is on and what it has waited so far: for large screens. */
export function orders(kit: Kit): Place {
  return {
    titles: ["orders = tasks, step by step", "orders"],
    label: "orders",
    share: 1,
    wants: Math.min(kit.tasks.length, 24),
    draw: (width, height) =>
      listOf(
        kit,
        kit.tasks,
        (row) => row.tile,
        (row) => orderLine(kit, row, width),
        width,
        height,
      ),
    brief: () => [],
  };
}

function orderLine(kit: Kit, row: TaskRow, width: number): Line {
  const person = personOf(kit, row.tile, { ink: isGone(row) ? "label" : "fact", underline: row.selected });
  const step = row.step === null ? "" : `step ${row.step.number} of ${row.step.of}`;
  const waited = width >= 110 ? `   ${waitedWords(kit, row)}` : "";
  const room = Math.min(70, Math.max(20, width - personWidth(kit) - 16 - waited.length));
  return clipped(
    [
      ...person,
      text(`  ${clip(step, 13).padEnd(13)} `, { ink: "label" }),
      ...fitted(activity(kit, row, room, 8), room),
      text(waited, { ink: "label" }),
    ],
    width,
  );
}

function waitedWords(kit: Kit, { waited, phase, since, finishedAt, arrival }: TaskRow): string {
  if (finishedAt !== null) return `left ${millis(minus(finishedAt, arrival))} ms after coming in`.padEnd(47);
  const sum = (...kinds: readonly TaskRow["phase"][]): string => {
    const present = kinds.includes(phase) ? minus(kit.frame.now, since) : 0;
    return millis(kinds.reduce((all, kind) => all + (waited[kind] ?? 0), present) as Ns);
  };
  return `waited ${sum("start", "core", "gil", "loop", "lock")} ms to be served, ${sum("io", "timer")} ms for fries`;
}

/** Figures and what they are, and the same moment in the field's terms: for large screens. */
export function cards(kit: Kit, legend: readonly (readonly [string, string])[]): readonly Place[] {
  const width = legend.reduce((most, [figure]) => Math.max(most, figure.length), 0);
  const who = legend.map(([figure, real]): Line => [text(figure.padEnd(width)), text(`  ${real}`, { ink: "label" })]);
  const why = kit.frame.why.map(
    (each): Line => [
      text(`${millis(each.time)} ms  `, { ink: "label" }),
      ...each.phrases.map((phrase) => text(phrase.text, { ink: "fact", ...hueOf(phrase.tile ?? null) })),
    ],
  );
  const card = (titles: readonly string[], share: number, lines: readonly Line[]): Place => ({
    titles,
    label: "",
    share,
    wants: legend.length,
    draw: (_, height) => lines.slice(0, height),
    brief: () => [],
  });
  return [card(["who is who"], 34, who), card(["in the machine, and how it came about"], 66, why)];
}
