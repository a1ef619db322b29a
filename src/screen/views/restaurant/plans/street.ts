/** multiprocessing: every guest goes to another restaurant. subinterpreters: to another kitchen in the same house. Each has its own waiter. */
import type { TaskRow } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inPhase, isGone } from "../guests.ts";
import type { Kit } from "../kit.ts";
import { cooksRoom } from "../kitchen.ts";
import { hostLine } from "./host.ts";
import { type House, stateOf, type Town, townRows, wholeOf } from "./houses.ts";
import type { FloorPlan } from "./plan.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const streetPlan: FloorPlan = {
  floor: (kit) => townRows(kit, STREET, restaurantsOf(kit)),
  remark: (kit) => remark(kit, "restaurant"),
};

export const roofPlan: FloorPlan = {
  floor: (kit) => townRows(kit, ROOF, kitchensOf(kit)),
  remark: (kit) => remark(kit, "kitchen"),
};

/** Cells for `host waits for all` and its walls. */
const HOST = 22;

const STREET: Town = {
  list: ["the street · every guest in another restaurant, each with a waiter of its own", "the street"],
  label: "street",
  noun: "restaurant",
  opening: "is being opened (start-up)",
  burnt: "burnt down; the others go on",
  origin: meetingPoint,
  cooks: (kit, share) => cooksRoom(kit, ["cooks of the whole street = cores", "cooks = cores"], share),
};

const ROOF: Town = {
  list: ["under one roof · every guest in another kitchen, each with a waiter of its own", "under one roof"],
  label: "roof",
  noun: "kitchen",
  opening: "is being fitted out",
  burnt: "burnt down with the whole house",
  origin: frontRoom,
  cooks: (kit, share) => cooksRoom(kit, ["cooks of the whole house = cores", "cooks = cores"], share),
};

/** One a guest; fixed for a run, so that no house moves when another opens. */
function restaurantsOf(kit: Kit): readonly House[] {
  const byNumber = new Map(kit.frame.processes.map((each) => [each.process, each]));
  return wholesOf(kit).map(([row, parts]): House => {
    const process = row.process > 0 ? byNumber.get(row.process) : undefined;
    const { name } = row.tile;
    const titles = [`${name}'s restaurant = a process`, `${name}'s restaurant`, name];
    return { titles, label: name, state: stateOf(process), guests: [row, ...parts] };
  });
}

function kitchensOf(kit: Kit): readonly House[] {
  return wholesOf(kit).map(([row, parts]): House => {
    const { name } = row.tile;
    const titles = [`${name}'s kitchen = an interpreter`, `${name}'s kitchen`, name];
    return { titles, label: name, state: kitchenState(row), guests: [row, ...parts] };
  });
}

function kitchenState(row: TaskRow): House["state"] {
  if (row.phase === "crashed") return "burnt";
  if (isGone(row)) return "closed";
  if (row.phase === "pending" || row.thread === null) return "planned";
  return row.step === null ? "opening" : "open";
}

/** Every task that is no part of another one, with its parts and theirs. */
function wholesOf(kit: Kit): readonly (readonly [TaskRow, readonly TaskRow[]])[] {
  const parts = new Map<TaskRow, TaskRow[]>();
  const wholes: TaskRow[] = [];
  for (const row of kit.tasks) {
    const whole = wholeOf(kit, row);
    if (whole === undefined) wholes.push(row);
    else parts.set(whole, [...(parts.get(whole) ?? []), row]);
  }
  return wholes.map((row) => [row, parts.get(row) ?? []] as const);
}

/** Where everybody came from and meets again: the parent process. */
function meetingPoint(kit: Kit, share: number): Place {
  const line = (): Line => hostLine(kit);
  return {
    titles: ["meeting point = parent process", "parent process", "parent"],
    label: "meeting point",
    share,
    least: HOST,
    wants: 2,
    draw: () => [line()],
    brief: line,
  };
}

/** The main interpreter: whose threads make the others. */
function frontRoom(kit: Kit, share: number): Place {
  const line = (): Line => hostLine(kit);
  return {
    titles: ["front room = main interpreter", "main interpreter", "main"],
    label: "front room",
    share,
    least: HOST,
    wants: 2,
    draw: () => [line()],
    brief: line,
  };
}

function remark(kit: Kit, noun: string): string {
  if (kit.frame.status.outcome === "deadlocked") return DEADLOCK;
  if (kit.frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const houses = noun === "kitchen" ? kitchensOf(kit) : restaurantsOf(kit);
  const opening = houses.filter((house) => house.state === "opening").length;
  const busy = kit.frame.cores.filter((lane) => lane.running !== null && lane.running.task !== null).length;
  if (busy > 1) return `${count(busy, "cook")} at work at the same time, in ${busy} ${noun}s: no waiter is shared.`;
  if (opening > 0) return `${count(opening, noun)} being opened: that costs time before the first bite.`;
  const waiting = inPhase(kit, "core").length;
  if (waiting > 0 && idleCooks(kit) === 0)
    return `${count(waiting, "guest")} without a cook: more ${noun}s make no more cooks.`;
  return "";
}
