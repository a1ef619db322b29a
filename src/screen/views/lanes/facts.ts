/** Lines of facts below the lanes: the GIL's queue, event loops, pools. */
import { clip } from "../../../base/cells.ts";
import type { ExecutorRow, Frame, LoopRow, Tile } from "../../frame/frame.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { leftOf } from "./chrome.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, tileStyle } from "./pen.ts";
import { gilFacts } from "./tracks.ts";
import { steady, unitOf } from "./words.ts";

export const factCount = (frame: Frame): number =>
  (frame.gils.length === 1 ? 1 : 0) +
  Math.min(2, frame.loops.length) +
  Math.min(2, frame.executors.length) +
  (frame.procs.length === 0 ? 0 : 2) +
  Math.min(1, frame.variables.length) +
  Math.min(1, frame.locks.length);

/** The GIL's line belongs right below its lane; the others follow the parked tasks. */
export function gilFactRows(frame: Frame, room: Room): Line[] {
  const only = frame.gils[0];
  return only === undefined || frame.gils.length > 1 ? [] : [gilFacts(only, frame, room)];
}

export function serviceRows(frame: Frame, room: Room): Line[] {
  return [
    ...frame.loops.slice(0, 2).map((loop) => loopLine(loop, frame, room)),
    ...frame.executors.slice(0, 2).map((executor) => executorLine(executor, room, frame.processes.length > 1)),
    ...(frame.procs.length === 0 ? [] : [procsLine(frame, room), globalLine(frame, room)]),
    ...(frame.variables.length === 0 ? [] : [variablesLine(frame, room)]),
    ...(frame.locks.length === 0 ? [] : [locksLine(frame, room)]),
  ];
}

function loopLine(loop: LoopRow, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const runs = loop.state === "running" && frame.status.outcome === null;
  const pen = new Pen(room.columns)
    .write(" ")
    .cell(loop.label === "hub" ? "hub" : "loop", leftOf(room) - 1, runs ? NOW : FACT);
  pen.write(`turn ${String(loop.iteration).padStart(4)}  `, LABEL);
  if (loop.running !== null) pen.write("runs ", LABEL).cell(loop.running.name, 10, hueStyle(loop.running));
  else
    pen.cell(
      loop.state === "selecting"
        ? "waits for news"
        : loop.state === "idle" || frame.status.outcome !== null
          ? "not running"
          : "at work",
      15,
      LABEL,
    );
  pen.write("  ready ", LABEL);
  const timer = loop.timers[0];
  const timerRoom = timer === undefined ? 0 : 26;
  tiles(pen, loop.ready, pen.at + Math.max(4, Math.min(pen.left - timerRoom, 24)));
  if (timer === undefined || pen.left < 20) return pen.line;
  pen.write("  next timer ", LABEL);
  if (timer.tile !== null) pen.write(timer.tile.letter, tileStyle(timer.tile)).write(" ");
  return pen.write(`in ${steady(timer.inNs, unit)}`, LABEL).line;
}

/** `isPosted`: calls are pickled and sent to other processes. */
function executorLine(executor: ExecutorRow, room: Room, isPosted: boolean): Line {
  const { busy, workers, queued, posted } = executor;
  const pen = new Pen(room.columns).write(" ").cell("pool", leftOf(room) - 1, busy > 0 ? NOW : FACT);
  pen.write(`${String(busy).padStart(2)} of ${workers} workers busy   queue `, LABEL);
  if (!isPosted) {
    tiles(pen, queued, room.columns - 1);
    return pen.line;
  }
  const sent = new Set(posted.map(({ task }) => task));
  const pending = queued.filter((tile) => tile === null || !sent.has(tile.task));
  tiles(pen, pending, pen.at + Math.max(6, Math.floor((pen.left - 16) / 2)));
  pen.write("   in the pipe ", LABEL);
  tiles(pen, posted, room.columns - 1);
  return pen.line;
}

/** Cells for a P with all words, and for one with its thread. */
const WHOLE_PROC = 25;
const SHORT_PROC = 15;

/** Which thread (M) has which P, and which goroutines wait at it: `P0 M1 next B then CD`. */
function procsLine(frame: Frame, room: Room): Line {
  const { procs } = frame;
  const pen = new Pen(room.columns).write(" ").cell("P", leftOf(room) - 1, FACT);
  const each = Math.max(10, Math.min(36, Math.floor(pen.left / procs.length)));
  for (const [index, { label, thread, next, queue }] of procs.entries()) {
    const rest = procs.length - index;
    const until = pen.at + each;
    if (pen.left < each || (rest > 1 && pen.left < each + 8)) return pen.write(`+${rest} more`, LABEL).line;
    pen.write(label, thread === null ? LABEL : NOW);
    if (each >= SHORT_PROC) pen.write(` ${(thread?.name ?? "free").padEnd(4)}`, LABEL);
    if (thread === null && next === null && queue.length === 0) {
      pen.to(until);
      continue;
    }
    pen.write(each >= WHOLE_PROC ? " next " : " ", LABEL);
    if (next === null) pen.write("·", LABEL);
    else pen.tile(next);
    if (each >= WHOLE_PROC) {
      pen.write(" then ", LABEL);
      tiles(pen, queue, until - 1);
    } else if (queue.length > 0) pen.write(` +${queue.length}`, LABEL);
    pen.to(until);
  }
  return pen.line;
}

/** The run queue of all, which every P looks into now and then. */
function globalLine({ globalQueue, procs }: Frame, room: Room): Line {
  const free = procs.filter(({ thread }) => thread === null).length;
  const pen = new Pen(room.columns).write(" ").cell("global", leftOf(room) - 1, FACT);
  pen.write(`${String(free).padStart(String(procs.length).length)} of ${procs.length} P free   run queue `, LABEL);
  tiles(pen, globalQueue, room.columns - 1);
  return pen.line;
}

/** What the tasks share: a value a process, and the updates that were thrown away. */
function variablesLine(frame: Frame, room: Room): Line {
  const pen = new Pen(room.columns).write(" ").cell("shared", leftOf(room) - 1, FACT);
  for (const { name, values, lost } of frame.variables) {
    const text = `${name} = ${values.map((value) => String(value).padStart(5)).join(", ")}`;
    const note = lost === 0 ? "" : `  lost updates ${lost}`;
    if (pen.left < text.length + note.length) break;
    pen.write(text, FACT).write(note, { ink: "alert" }).write("   ");
  }
  return pen.line;
}

/** Who has which lock, and who wants it. */
function locksLine(frame: Frame, room: Room): Line {
  const pen = new Pen(room.columns).write(" ").cell("locks", leftOf(room) - 1, FACT);
  const each = Math.min(32, Math.floor(pen.left / frame.locks.length));
  for (const { name, holder, waiters } of frame.locks) {
    const next = pen.at + each;
    if (pen.left < 14) break;
    pen.write(clip(name, 10), FACT).write(holder === null ? " free" : " held by ", LABEL);
    if (holder !== null) pen.tile(holder);
    if (waiters.length > 0) {
      pen.write(", wanted by ", LABEL);
      tiles(pen, waiters, next - 1);
    }
    pen.to(next);
  }
  return pen.line;
}

/** A row of tiles up to a column, and how many more there are. */
function tiles(pen: Pen, all: readonly (Tile | null)[], until: number): void {
  if (all.length === 0) {
    pen.cell("empty", Math.min(6, until - pen.at), LABEL).to(until);
    return;
  }
  let shown = 0;
  for (const tile of all) {
    const rest = all.length - shown;
    if (pen.at + 1 + (rest > 1 ? 6 : 0) > until) {
      pen.write(` +${rest}`, LABEL);
      break;
    }
    if (tile === null) pen.write("·", LABEL);
    else pen.tile(tile);
    shown++;
  }
  pen.to(until);
}
