/** The program beside the run: its lines, and who stands on which. */
import { cellText } from "../../base/cells.ts";
import { threadParked, type Wait } from "../../trace/event.ts";
import type { Language, Listing, TaskLines } from "../../trace/listing.ts";
import type { EventLog } from "../../trace/log.ts";
import { hasEnded, type TaskState, type ThreadState } from "../../trace/world.ts";
import type { TaskRow, Tile } from "./frame.ts";
import type { Moment } from "./moment.ts";

/** Those on one line. */
export interface LinePeople {
  /** From 0. */
  readonly line: number;
  /** Those that a core works for now. */
  readonly running: readonly Tile[];
  readonly waiting: readonly Tile[];
  /** Whether the selected task is among them. */
  readonly selected: boolean;
}

export interface ListingFrame {
  readonly language: Language;
  /** Of the language. */
  readonly version: string;
  readonly file: string;
  /** Without tabs. */
  readonly lines: readonly string[];
  /** The first line that is not a header, an import or a helper: where the functions of the tasks begin. */
  readonly begins: number;
  /** Whether the run was changed by a "what if", which no program says. */
  readonly changed: boolean;
  /** Only lines with somebody on them, from the top. Who has not begun or has ended is on none. */
  readonly people: readonly LinePeople[];
}

/** The text of a listing as cells; one for all frames of a run. */
const texts = new WeakMap<Listing, readonly string[]>();

const TAB = "    ";

/** @param tasks the rows of the same frame. */
export function listingAt(moment: Moment, listing: Listing, tasks: readonly TaskRow[]): ListingFrame {
  const places = new Map<number, { running: Tile[]; waiting: Tile[]; selected: boolean }>();
  const put = (line: number | null, tile: Tile, isRunning: boolean, isSelected: boolean): void => {
    if (line === null) return;
    const place = places.get(line) ?? { running: [], waiting: [], selected: false };
    place[isRunning ? "running" : "waiting"].push(tile);
    place.selected ||= isSelected;
    places.set(line, place);
  };
  for (const row of tasks) {
    const state = moment.world.tasks[row.tile.task ?? -1];
    if (state === undefined) continue;
    put(taskLine(moment, listing, row.tile.task as number, state), row.tile, row.phase === "running", row.selected);
  }
  const main = moment.world.threads.findIndex((_, id) => moment.run.trace.tables.threads[id]?.role === "main");
  const thread = moment.world.threads[main];
  if (thread !== undefined) {
    const tile = moment.run.tiles.threads[main] as Tile;
    const line = mainLine(moment, listing, thread, firstJoin(moment.run, main));
    put(line, tile, thread.state === "running", false);
  }
  return {
    language: listing.language,
    version: listing.version,
    file: listing.file,
    changed: moment.run.trace.header.whatIf.length > 0,
    lines: textOf(listing),
    begins: listing.functions.reduce((least, { entry }) => Math.min(least, entry), listing.main.start),
    people: [...places].sort(([a], [b]) => a - b).map(([line, place]) => ({ line, ...place })),
  };
}

function textOf(listing: Listing): readonly string[] {
  let lines = texts.get(listing);
  if (lines === undefined) {
    lines = listing.lines.map((line) => cellText(line.replaceAll("\t", TAB)));
    texts.set(listing, lines);
  }
  return lines;
}

/** Where a task stands; null where it has not begun, or has ended. */
function taskLine(moment: Moment, listing: Listing, task: number, state: TaskState): number | null {
  if (state.phase === "pending" || state.phase === "start" || hasEnded(state.phase)) return null;
  const { tasks } = moment.run.trace.tables;
  let root = task;
  for (let parent = tasks[root]?.parent; parent !== null && parent !== undefined; parent = tasks[root]?.parent) {
    root = parent;
  }
  const lines = listing.functions[listing.functionOf[root] ?? 0];
  if (lines === undefined) return null;
  const own = state.step < 0 ? lines.entry : (lines.leaves[state.step] ?? lines.entry);
  if (state.phase !== "join" && state.phase !== "result") return own;
  return waitLine(moment, lines, task, state) ?? own;
}

/** Who waits for parts of its own, or for a thread that does a part of it. */
function waitLine(moment: Moment, lines: TaskLines, task: number, { phase, step }: TaskState): number | null {
  const { tables } = moment.run.trace;
  const around = step < 0 ? null : (lines.around[step] ?? null);
  const next = lines.next[step + 1] ?? null;
  // What a thread does of a task are its own steps; those of a part are the part's.
  if (phase === "result" && tables.tasks[task]?.parent === null) return around ?? next;
  // A part that has got to a step says which split it is of: where there are several, the latest one's.
  for (let part = tables.tasks.length - 1; part > task; part--) {
    const at = moment.world.tasks[part]?.step ?? -1;
    if (tables.tasks[part]?.parent === task && at >= 0) return lines.around[at] ?? next;
  }
  return next;
}

/** Where the main program stands; null where it does a task itself, is not there yet, or has ended. */
function mainLine({ world, now }: Moment, { main }: Listing, thread: ThreadState, joins: number): number | null {
  if (thread.state === "created" || thread.state === "exited" || thread.task !== null) return null;
  const isIdle = thread.wait?.on === "work";
  if (world.events <= joins && !isIdle) return main.start;
  return main.arrivals.find(({ until }) => now < until)?.line ?? main.join;
}

/** The waits of a main program that has started what there is: for an end, a result, or whatever its loop is told of. */
const JOINS: ReadonlySet<Wait> = new Set<Wait>(["join", "result", "selector"]);

/** The event at which a thread waits so first; after the last one where it never does. One for all frames of a run. */
function firstJoin({ trace }: Moment["run"], thread: number): number {
  const { log } = trace;
  let seq = firstJoins.get(log);
  if (seq === undefined) {
    for (seq = 0; seq < log.length; seq++) {
      if (log.codeAt(seq) !== threadParked.code || log.operandAt(seq, 0) !== thread) continue;
      const event = log.at(seq);
      if (event.kind === "thread.parked" && JOINS.has(event.on)) break;
    }
    firstJoins.set(log, seq);
  }
  return seq;
}
const firstJoins = new WeakMap<EventLog, number>();
