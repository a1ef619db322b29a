/** The lanes in few rows, above something else. */
import type { Frame } from "../../frame/frame.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { axis, header } from "./chrome.ts";
import { densityRows } from "./density.ts";
import { gilFactRows, serviceRows } from "./facts.ts";
import { bandRows, foldedRows } from "./folds.ts";
import { coreRows, gilRows, parkedRows } from "./tracks.ts";

/** What is worth its rows beside the lanes themselves. */
export interface Compact {
  /** At most so many rows. */
  readonly most: number;
  /** The lines on loops, pools and queues. @default true */
  readonly services?: boolean;
}

/** Fewer rows are a low screen. */
const AIRY = 28;

/** Header, time axis, and as many lanes as fit, with a blank row below. */
export function compactLanes(frame: Frame, room: Room, { most, services: told = true }: Compact): Line[] {
  // On a low screen its row is worth more to what is below.
  const density = room.rows < AIRY ? [] : densityRows(frame, room);
  const isFolded = frame.lens.fold !== "none";
  let free = most - 3 - density.length;
  const take = (wanted: number): number => {
    const taken = Math.max(0, Math.min(wanted, free));
    free -= taken;
    return taken;
  };
  const gils = isFolded ? 0 : take(Math.min(frame.allGils.count, 2));
  const wanted = isFolded ? foldedRows(frame) : frame.cores.length;
  const cores = Math.max(1, take(Math.min(wanted, Math.max(2, free - 2))));
  const parks = frame.parked.length > 0 ? frame.parked.length : frame.parkedCounts.length;
  const parked = take(Math.min(1, parks));
  const gilFacts = gilFactRows(frame, room).slice(0, take(told && frame.gils.length === 1 ? 1 : 0));
  const services = told ? serviceRows(frame, room) : [];
  const served = services.slice(0, take(services.length));
  const rest = free >= parks - parked ? parked + take(parks - parked) : parked;
  return [
    header(frame, room),
    ...density,
    axis(frame, room),
    ...(isFolded ? bandRows(frame, room, cores) : coreRows(frame, room, cores, 1)),
    ...gilRows(frame, room, gils, 1),
    ...gilFacts,
    ...parkedRows(frame, room, rest),
    ...served,
    [],
  ];
}
