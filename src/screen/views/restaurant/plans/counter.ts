/** threads + GIL: a crowd at the counter, a waiter who lets one order through at a time, cooks who could do more. */
import { clip } from "../../../../base/cells.ts";
import type { Ns } from "../../../../base/time.ts";
import type { GilWaiter, Tile } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inline, inPhase, isGone, listOf } from "../guests.ts";
import { chips, hueOf, type Kit, millis, personOf, personWidth, roundMs, tileOf } from "../kit.ts";
import { kitchen } from "../kitchen.ts";
import { fitted, text } from "../runs.ts";
import { sharedRow } from "../shelves.ts";
import { gilOf, gilWaiter, isOld } from "./gil-waiter.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const counterPlan: FloorPlan = {
  floor: (kit) => [
    [
      counter(kit),
      gilWaiter(kit),
      kitchen(kit, { titles: ["kitchen · cooks = cores", "cooks = cores"], staff: (name) => name }, 42),
    ],
    sharedRow(kit, ["shelves = shared memory", "shelves = memory", "shelves"]),
  ],
  remark,
};

/** Somebody at the counter: waiting for the GIL, or let through and without a cook, or just come in. */
interface Waiting {
  readonly tile: Tile;
  readonly waiter: GilWaiter | null;
  readonly words: string;
  /** It was this one who asked the holder to leave. */
  readonly asked: boolean;
}

function crowdAt(kit: Kit): readonly Waiting[] {
  const gil = gilOf(kit);
  const waiters = gil?.waiters ?? [];
  const asked = gil?.dropRequestedBy ?? null;
  const seen = new Set(waiters.map((each) => each.tile.task));
  const queue = waiters.map((each): Waiting => {
    if (isOld(kit)) return { tile: each.tile, waiter: each, words: underOldGil(kit, each), asked: false };
    const hasAsked = asked !== null && asked.task === each.tile.task && asked.name === each.tile.name;
    return { tile: each.tile, waiter: each, words: hasAsked ? "Your time is up!" : "May I?", asked: hasAsked };
  });
  const others = inPhase(kit, "gil", "core", "start").filter((row) => !seen.has(row.tile.task));
  return [
    ...queue,
    ...others.map((row): Waiting => {
      const words = row.phase === "gil" ? "steps back" : row.phase === "start" ? "comes in" : "needs a cook";
      return { tile: row.tile, waiter: null, words, asked: false };
    }),
  ];
}

function counter(kit: Kit): Place {
  const people = crowdAt(kit);
  return {
    titles: isOld(kit) ? ["counter · asleep until called", "counter"] : ["counter · everybody at once", "counter"],
    label: "counter",
    share: 34,
    wants: Math.min(10, 2 * Math.max(2, Math.min(5, kit.tasks.length))),
    draw: (width, height) => {
      if (people.length === 0) return [[text("nobody", { ink: "label" })]];
      if (kit.tasks.length * 2 <= height) return people.flatMap((each) => twoLines(kit, each, width));
      return listOf(
        kit,
        people,
        (each) => each.tile,
        (each) => oneLine(kit, each, width),
        width,
        height,
      );
    },
    brief: (width) => inline(people, (each, room) => oneLine(kit, each, room), width, personWidth(kit) + 24, "nobody"),
  };
}

/** What somebody does who wants the old GIL: nothing but wait for a call, and come too late mostly. */
function underOldGil(kit: Kit, { tile }: GilWaiter): string {
  const row = tile.task === null ? undefined : kit.tasks[tile.task];
  if (row?.phase === "running") return "tries";
  return row?.phase === "core" ? "called" : "asleep";
}

/** Null at a counter where nobody looks at the clock: the old GIL's. */
const interval = (kit: Kit): Ns | null => kit.frame.python?.switchInterval ?? null;

function twoLines(kit: Kit, each: Waiting, width: number): readonly Line[] {
  const rest = width - personWidth(kit) - 2;
  const speech = each.waiter === null || isOld(kit) ? each.words : `"${each.words}"`;
  const first: Line = [
    ...personOf(kit, each.tile),
    text("  "),
    text(clip(speech, rest), { ink: each.asked ? "now" : "fact" }),
  ];
  if (each.waiter === null) return [first];
  const second: Line = isOld(kit)
    ? [text(`for ${millis(each.waiter.waited)} ms`, { ink: "label" })]
    : patience(kit, each, width - 2);
  return [first, [text("  "), ...second]];
}

function oneLine(kit: Kit, each: Waiting, width: number): Line {
  const person = [...personOf(kit, each.tile), text(" ")];
  const rest = width - personWidth(kit) - 1;
  if (each.waiter === null) {
    const words = each.words.length > rest && rest >= 5 ? "waits" : each.words;
    return [...person, text(clip(words, rest), { ink: "fact" })];
  }
  // Where there is no room for the name, the tile tells who it is.
  if (isOld(kit) && each.words.length > rest) return [...tileOf(kit, each.tile), text(` ${each.words}`)];
  return [...person, ...patience(kit, each, rest)];
}

/** `▰▰▰▰▰▱▱▱▱ 3.2 of 5.0 ms`, or that the time is up. */
function patience(kit: Kit, { tile, waiter, asked, words }: Waiting, width: number): Line {
  if (waiter === null) return [];
  const total = interval(kit);
  if (total === null) {
    const long = `${words.padEnd(6)} for ${millis(waiter.waited)} ms`;
    return [text(clip(long.length > width ? words : long, width), { ink: "label" })];
  }
  if (waiter.asksIn === null && !asked)
    return [text(width < 8 ? "waits" : width < 18 ? "looks up" : "looks at the clock", { ink: "label" })];
  const number = `${millis(waiter.waited).slice(2)} of ${roundMs(total)} ms`;
  const span = width - number.length - 1;
  if (span < 4) {
    if (number.length <= width) return [text(number, { ink: asked ? "now" : "fact" })];
    const short = `${millis(waiter.waited).trim()} ms`;
    return short.length <= width ? [text(short)] : chips(kit, { done: waiter.waited, total }, width, hueOf(tile));
  }
  const row = chips(kit, { done: waiter.waited, total }, Math.min(span, 20), hueOf(tile));
  return [...fitted(row, Math.min(span, 20)), text(` ${number}`, { ink: asked ? "now" : "fact" })];
}

function remark(kit: Kit): string {
  const { frame } = kit;
  const idle = idleCooks(kit);
  const atGrill = frame.cores.filter((lane) => lane.running !== null && lane.code === "native").length;
  const holder = gilOf(kit)?.holder ?? null;
  if (frame.status.outcome === "deadlocked") return DEADLOCK;
  if (frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  if (atGrill > 0) return `${count(atGrill, "grill order")} (C code) without the waiter: a cook is enough.`;
  const fries = inPhase(kit, "io", "timer").length;
  const inVain = kit.tasks.filter((row) => row.code === "system" && kit.wanting.has(row.tile.task)).length;
  if (isOld(kit) && inVain > 0) {
    return `${count(inVain, "cook")} at work on no burger: a guest was called and tries the counter.`;
  }
  if (holder === null && kit.wanting.size === 0)
    return fries > 0 ? "Fries need neither cook nor waiter: the waits go on side by side." : "";
  const waiting = crowdAt(kit).length;
  if (idle > 0 && waiting > 0) {
    return `${count(idle, "cook")} idle: a burger needs a cook, but the waiter lets one through.`;
  }
  if (waiting === 0) return "Nobody else wants to the counter: the waiter is in nobody's way now.";
  return "";
}
