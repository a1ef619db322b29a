/** A pool: its queue, its workers and what each is at, and what is done; with processes, what is packed and under way. */
import type { Frame } from "../../frame/frame.ts";
import type { InsidePool, InsideWorker } from "../../frame/inside.ts";
import { FACT, LABEL, NOW } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { labelled, lengthText, nameWidth, person, queueOf, remark } from "./pieces.ts";

export function poolLines(pool: InsidePool, frame: Frame, room: Room, rows: number): Line[] {
  const sent = new Set(pool.posted.map(({ task }) => task));
  const waiting = pool.queued.filter((tile) => tile === null || !sent.has(tile.task));
  const head = [
    queueOf(labelled("queue, next", room), waiting).line,
    ...(pool.posts ? [queueOf(labelled("in the pipe", room), pool.posted).line] : []),
  ];
  const tail = [
    ...pool.helpers.map(
      (helper) => labelled(helper.name, room).write(helper.words, helper.words === "at work" ? FACT : LABEL).line,
    ),
    labelled("results", room).write(`${pool.done} given back`, FACT).line,
  ];
  const free = Math.max(1, rows - head.length - tail.length);
  return [...head, ...staffLines(pool.staff, frame, room, free), ...tail];
}

function staffLines(staff: readonly InsideWorker[], frame: Frame, room: Room, rows: number): Line[] {
  const shown = staff.slice(0, staff.length > rows ? Math.max(1, rows - 1) : rows);
  const rest = staff.length - shown.length;
  return [
    ...shown.map((worker) => workerLine(worker, frame, room)),
    ...(rest === 0 ? [] : [labelled("", room).write(`+${rest} more workers`, LABEL).line]),
  ].slice(0, rows);
}

export function workerLine({ name, tile, busyFor, words }: InsideWorker, frame: Frame, room: Room): Line {
  const pen = labelled(name, room, tile === null ? LABEL : NOW);
  if (tile === null) return pen.write(words, LABEL).line;
  person(pen, tile, nameWidth(frame, room)).cell(` for ${lengthText(busyFor, frame)}`, 15, FACT);
  return remark(pen, LABEL, words).line;
}
