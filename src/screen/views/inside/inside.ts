/** Inside: the machinery of the model at work, each part that the run has in a block of its own; the lanes above, in few rows. */
import type { Frame } from "../../frame/frame.ts";
import type { Inside } from "../../frame/inside.ts";
import { rule, timelineOf } from "../lanes/chrome.ts";
import { compactLanes } from "../lanes/compact.ts";
import { lawful } from "../lanes/pen.ts";
import { sentenceRows, whyRows } from "../lanes/why.ts";
import type { Line } from "../line.ts";
import type { Room, View } from "../view.ts";
import { chainHeading, chainRows } from "../why/chain.ts";
import { coreLines } from "./cores.ts";
import { gilLines } from "./gil.ts";
import { goLines } from "./go.ts";
import { lockLines } from "./locks.ts";
import { loopLines } from "./loop.ts";
import { poolLines } from "./pool.ts";

export const inside: View = {
  id: "inside",
  title: "the machinery at work",
  timelineColumns: timelineOf,
  draw: (frame, room) => lawful(compose(frame, room), room),
};

/** The lanes' part of the rows where the machinery needs the rest. */
const UPPER = 0.3;
/** From so many rows on there are blank ones between the parts. */
const AIRY = 28;
/** The scheduler's cores in a run that has more to show. */
const CORES = 5;

/** Rows that the present sentence with a cause takes, and how many causes are told. */
const LEAST_WHY = 3;
const CAUSES = 4;
/** With so many rows left the causes are told with their times, as far back as there is room. */
const LADDER = 12;

/** A part of the machinery: how many rows it wants in all of the run, and what it looks like in so many. */
interface Part {
  readonly title: string;
  readonly wants: number;
  draw(rows: number): Line[];
}

function compose(frame: Frame, room: Room): Line[] {
  const machinery = frame.inside;
  const airy = room.rows >= AIRY ? 1 : 0;
  const parts = partsOf(machinery, frame, room);
  const wanted = parts.reduce((sum, part) => sum + part.wants + 1 + airy, 0);
  const most = Math.max(6, Math.floor(room.rows * UPPER), room.rows - wanted);
  const lanes = compactLanes(frame, room, { most, services: false });
  const lines = airy ? lanes : lanes.slice(0, -1);
  for (const [index, part] of parts.entries()) {
    // Those that follow keep a heading and a row each.
    const kept = parts.slice(index + 1).reduce((sum, next) => sum + Math.min(next.wants, 2) + 1 + airy, 0);
    const free = room.rows - lines.length - 1 - kept;
    if (free < 1) break;
    const rows = Math.min(part.wants, free);
    const drawn = part.draw(rows);
    // As many rows as it may ever have: what follows stands still.
    lines.push(rule(part.title, room), ...Array.from({ length: rows }, (_, row): Line => drawn[row] ?? []));
    if (airy) lines.push([]);
  }
  const left = room.rows - lines.length - 1;
  if (left < LEAST_WHY) return lines;
  if (left >= LADDER) {
    const text = chainHeading(room);
    const told = rule("what led to this", room, [{ column: room.columns - text.length - 4, text }]);
    return [...lines, told, ...chainRows(frame, frame.blame, room, left)];
  }
  return [...lines, rule("why", room), ...whyRows(frame, room, sentenceRows(room), CAUSES, left)];
}

/** The model's own machinery first, the system's last. */
function partsOf({ gils, loops, pools, go, cores }: Inside, frame: Frame, room: Room): Part[] {
  const boxes = room.columns >= 72 ? 3 : 1;
  const waiters = Math.min(6, Math.max(1, frame.threads.length - 1));
  return [
    ...loops.slice(0, 2).map(
      (loop): Part => ({
        title: loop.label,
        wants: boxes + 5,
        draw: () => loopLines(loop, frame, room),
      }),
    ),
    ...pools.slice(0, 2).map(
      (pool): Part => ({
        title: pool.posts ? "pool of processes" : "pool of threads",
        wants: 3 + (pool.posts ? 1 : 0) + pool.staff.length + pool.helpers.length,
        draw: (rows) => poolLines(pool, frame, room, rows),
      }),
    ),
    ...(go === null
      ? []
      : [
          {
            title: "Go's scheduler",
            wants: go.procs.length + 5,
            draw: (rows: number) => goLines(go, frame, room, rows),
          },
        ]),
    ...(gils.length === 0
      ? []
      : [
          {
            title: gils.length === 1 ? "GIL" : `${gils.length} GILs, one for each interpreter`,
            wants: gils.length === 1 ? boxes + 3 + waiters : gils.length,
            draw: (rows: number) => gilLines(gils, frame, room, rows),
          },
        ]),
    ...(frame.locks.length === 0
      ? []
      : [{ title: "locks", wants: frame.locks.length, draw: (rows: number) => lockLines(frame, room, rows) }]),
    {
      title: "the system's scheduler",
      wants:
        gils.length + loops.length + pools.length === 0 && go === null ? cores.length : Math.min(CORES, cores.length),
      draw: (rows) => coreLines(cores, frame, room, rows),
    },
  ];
}
