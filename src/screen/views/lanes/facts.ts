/** Lines of facts below the lanes: the GIL's queue, event loops, pools. */
import { clip } from "../../../base/cells.ts";
import type { ExecutorRow, Frame, LoopRow, Tile } from "../../frame/frame.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { LEFT } from "./chrome.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, tileStyle } from "./pen.ts";
import { gilFacts } from "./tracks.ts";
import { steady, unitOf } from "./words.ts";

export const factCount = (frame: Frame): number =>
  (frame.gils.length === 1 ? 1 : 0) +
  Math.min(2, frame.loops.length) +
  Math.min(2, frame.executors.length) +
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
    ...frame.executors.slice(0, 2).map((executor) => executorLine(executor, room)),
    ...(frame.variables.length === 0 ? [] : [variablesLine(frame, room)]),
    ...(frame.locks.length === 0 ? [] : [locksLine(frame, room)]),
  ];
}

function loopLine(loop: LoopRow, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const runs = loop.state === "running" && frame.status.outcome === null;
  const pen = new Pen(room.columns).write(" ").cell(loop.label === "hub" ? "hub" : "loop", LEFT - 1, runs ? NOW : FACT);
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

function executorLine(executor: ExecutorRow, room: Room): Line {
  const { busy, workers, queued } = executor;
  const pen = new Pen(room.columns).write(" ").cell("pool", LEFT - 1, busy > 0 ? NOW : FACT);
  pen.write(`${String(busy).padStart(2)} of ${workers} workers busy   queue `, LABEL);
  tiles(pen, queued, room.columns - 1);
  return pen.line;
}

/** What the tasks share: a value a process, and the updates that were thrown away. */
function variablesLine(frame: Frame, room: Room): Line {
  const pen = new Pen(room.columns).write(" ").cell("shared", LEFT - 1, FACT);
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
  const pen = new Pen(room.columns).write(" ").cell("locks", LEFT - 1, FACT);
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
