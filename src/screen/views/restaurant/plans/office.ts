/** process-pool: a head office with a rail, the post, and restaurants that were opened once and are kept. */
import { clip } from "../../../../base/cells.ts";
import type { TaskRow, ThreadRow, Tile } from "../../../frame/frame.ts";
import type { Line } from "../../line.ts";
import type { Place } from "../floor.ts";
import { inPhase, isGone } from "../guests.ts";
import { crowd, type Kit } from "../kit.ts";
import { cooksRoom } from "../kitchen.ts";
import { joined, text } from "../runs.ts";
import { crewOf, ticketOf } from "./crew.ts";
import { hostBrief, hostWords } from "./host.ts";
import { type House, stateOf, type Town, townRows, wholeOf } from "./houses.ts";
import type { FloorPlan } from "./plan.ts";
import { ticketRail } from "./pool.ts";
import { count, DEADLOCK, idleCooks } from "./remarks.ts";

export const officePlan: FloorPlan = {
  floor: (kit) => {
    const posted = postedOf(kit);
    const words = {
      titles: ["rail of the head office = pending calls", "rail = pending calls", "rail = pending", "rail"],
      label: "rail",
      empty: "no ticket hangs",
    };
    const onTheWay = new Set([...posted, ...inPhase(kit, "result").map((row) => row.tile)].map((tile) => tile.task));
    const rail = ticketRail(kit, words, 34, (row) => onTheWay.has(row.tile.task) || isServed(kit, row));
    return [[rail, post(kit, posted), office(kit)], ...townRows(kit, POOL, housesOf(kit), 1)];
  },
  remark,
};

const POOL: Town = {
  list: ["restaurants = worker processes, each with a waiter of its own", "restaurants = worker processes"],
  label: "places",
  noun: "restaurant",
  opening: "is being opened (start-up)",
  burnt: "burnt down: that closes them all",
  origin: null,
  cooks: (kit, share) => cooksRoom(kit, ["cooks of all restaurants = cores", "cooks = cores"], share),
};

/** Somebody's ticket, or a part of it, is in a restaurant. */
const isServed = (kit: Kit, row: TaskRow): boolean => {
  const whole = wholeOf(kit, row) ?? row;
  return crewOf(kit).some((member) => ticketOf(kit, member) === whole);
};

const postedOf = (kit: Kit): readonly Tile[] => kit.frame.executors.flatMap((executor) => executor.posted);

/** A house a worker process; fixed for a run. */
function housesOf(kit: Kit): readonly House[] {
  return crewOf(kit).map((member, index): House => {
    const number = index + 1;
    const ticket = ticketOf(kit, member);
    const parts = kit.tasks.filter(
      (row) => row.parent !== null && ticket !== undefined && wholeOf(kit, row) === ticket,
    );
    const process = kit.frame.processes.find((each) => each.process === member.process);
    const titles = [`restaurant ${number} = worker process`, `restaurant ${number}`];
    const guests = ticket === undefined ? [] : [ticket, ...parts];
    return { titles, label: `place ${number}`, state: stateOf(process), guests };
  });
}

/** Parcels on the way to whoever is free, and finished plates on the way back. */
function post(kit: Kit, posted: readonly Tile[]): Place {
  const back = inPhase(kit, "result").map((row) => row.tile);
  const line = (words: string, tiles: readonly Tile[], width: number): Line => {
    const head = text(`${words} `, { ink: "label" });
    const none = text(kit.glyphs.idle.padEnd(kit.tileWidth), { ink: "faint" });
    return [head, ...(tiles.length === 0 ? [none] : crowd(kit, tiles, width - head.text.length))];
  };
  return {
    titles: ["post = pipes, pickled parcels", "post = pipes", "post"],
    label: "post",
    share: 30,
    wants: 2,
    draw: (width) => [line("out ", posted, width), line("back", back, width)],
    brief: (width) => joined([line("out", posted, width / 2), line("back", back, width / 2)], [text("   ")]),
  };
}

const JOBS = [
  ["pool manager", "manager"],
  ["queue feeder", "postman"],
] as const;

/** The parent's own threads: they share its one waiter. */
function office(kit: Kit): Place {
  const own = kit.frame.threads.filter((thread) => thread.process === 0);
  const host = own.find((thread) => thread.role === "main");
  const people: readonly (readonly [string, ThreadRow | undefined])[] = [
    ["host", host],
    ...JOBS.map(([name, job]) => [job, own.find((thread) => thread.name === name)] as const),
  ];
  const lines = (width: number): readonly Line[] =>
    people.map(([job, thread]) => [
      text(`${job.padEnd(8)}`, { ink: thread?.state === "running" ? "now" : "fact" }),
      text(clip(wordsOf(thread, width - 8), width - 8), { ink: "label" }),
    ]);
  return {
    titles: ["head office = parent process", "office = parent", "parent process", "parent"],
    label: "office",
    share: 36,
    wants: 3,
    draw: lines,
    brief: (width) => joined(lines(Math.floor(width / 3)), [text("  ")]),
  };
}

function wordsOf(thread: ThreadRow | undefined, width: number): string {
  if (thread === undefined || thread.state === "created") return "not here yet";
  const words = hostWords(thread);
  return words.length <= width ? words : hostBrief(thread);
}

function remark(kit: Kit): string {
  const { frame } = kit;
  if (frame.status.outcome === "deadlocked") return DEADLOCK;
  const houses = housesOf(kit);
  if (houses.some((house) => house.state === "burnt")) {
    return "A restaurant burnt down: the pool is broken, every open order is called off, and the others close.";
  }
  if (frame.status.outcome !== null || kit.tasks.every(isGone)) return "";
  const opening = houses.filter((house) => house.state === "opening").length;
  const busy = frame.cores.filter((lane) => lane.running !== null && lane.running.task !== null).length;
  if (busy > 1) return `${count(busy, "cook")} at work at the same time, in ${busy} restaurants: no waiter is shared.`;
  if (opening > 0) return `${count(opening, "restaurant")} being opened: once, for all the tickets to come.`;
  const waiting = inPhase(kit, "start").length;
  const resting = houses.filter(({ guests }) => guests.some(({ phase }) => phase === "io" || phase === "timer")).length;
  if (waiting > 0 && resting === houses.length && idleCooks(kit) > 0) {
    return `Every restaurant waits for fries: ${waiting === 1 ? "a ticket has" : `${waiting} tickets have`} to wait too.`;
  }
  return "";
}
