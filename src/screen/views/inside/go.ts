/** Go's scheduler: the global queue, each P with its thread, its next goroutine and its queue, system calls, the poller, the monitor. */
import { ms } from "../../../base/time.ts";
import type { Frame } from "../../frame/frame.ts";
import type { InsideGo, InsideProc } from "../../frame/inside.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { outsideLine } from "./loop.ts";
import { labelled, lengthText, nameWidth, queueOf, remark, towards } from "./pieces.ts";

/** forcePreemptNS of runtime/proc.go: after so long the system monitor asks a goroutine to make room. */
const SLICE = ms(10);
const THREAD = 5;

export function goLines(go: InsideGo, frame: Frame, room: Room, rows: number): Line[] {
  const tail = [
    queueOf(labelled("global queue", room), go.global).line,
    callsLine(go, frame, room),
    outsideLine(go.outside, frame, room, "in the poller"),
    monitorLine(go, room),
  ];
  const free = Math.max(1, rows - tail.length - 1);
  const shown = go.procs.slice(0, go.procs.length > free ? Math.max(1, free - 1) : free);
  const rest = go.procs.length - shown.length;
  return [
    headings(frame, room),
    ...shown.map((proc) => procLine(proc, frame, room)),
    ...(rest === 0 ? [] : [labelled("", room).write(`+${rest} more Ps`, LABEL).line]),
    ...tail,
  ];
}

const barOf = (room: Room): number => (room.columns >= 100 ? 16 : room.columns >= 76 ? 8 : 4);

function headings(frame: Frame, room: Room): Line {
  const pen = new Pen(room.columns)
    .write(" P")
    .to(6)
    .write("M", LABEL)
    .to(6 + THREAD)
    .write("runs", LABEL);
  pen.to(6 + THREAD + nameWidth(frame, room) + 4).write("of its slice", LABEL);
  pen.to(6 + THREAD + nameWidth(frame, room) + 4 + barOf(room) + 18);
  return remark(pen, LABEL, "next, then queue", "queue").line;
}

function procLine({ label, thread, running, slice, next, queue }: InsideProc, frame: Frame, room: Room): Line {
  const name = nameWidth(frame, room);
  const pen = new Pen(room.columns).write(" ").cell(label, 5, running === null ? LABEL : NOW);
  pen.cell(thread?.name ?? "free", THREAD, LABEL);
  const slices = 6 + THREAD + name + 4;
  if (running === null) pen.write(thread === null ? "" : "looks for work", LABEL);
  else {
    pen.tile(running).write(" ").write(clipName(running.name, name), hueStyle(running, FACT)).to(slices);
    towards(pen, slice, SLICE, barOf(room), room, hueStyle(running));
  }
  pen.to(slices + barOf(room) + 18);
  if (next === null) pen.write(thread === null ? "" : `${glyphs(room.unicode).idle} `, FAINT);
  else pen.tile(next).write(" ");
  if (queue.length > 0) queueOf(pen, queue);
  return pen.line;
}

function callsLine({ calls, idle }: InsideGo, frame: Frame, room: Room): Line {
  const pen = labelled("system calls", room);
  for (const { name, tile, busyFor } of calls.slice(0, 4)) {
    if (tile === null || pen.left < 24) break;
    pen
      .write(`${name} `, LABEL)
      .tile(tile)
      .write(` ${lengthText(busyFor, frame)}   `, FACT);
  }
  if (calls.length === 0) pen.write("none", LABEL).write("   ");
  const words = `${idle} ${idle === 1 ? "thread" : "threads"} idle`;
  return pen.left > words.length ? pen.write(words, LABEL).line : pen.line;
}

function monitorLine({ monitor, procs }: InsideGo, room: Room): Line {
  const due = procs.filter(({ running, slice }) => running !== null && slice >= SLICE);
  const pen = labelled("sysmon", room).write(monitor === null ? "not there" : monitor.words, FACT);
  if (due.length === 0) return pen.write("   no slice is over 10 ms", LABEL).line;
  pen.write("   over 10 ms, to be stopped: ", LABEL);
  for (const { running } of due) if (running !== null && pen.left > 3) pen.tile(running).write(" ");
  return pen.line;
}
