/** The program's own locks: who has which, and who waits for it in which order. */
import type { Frame } from "../../frame/frame.ts";
import { LABEL, NOW } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { labelled, nameWidth, person, queueOf } from "./pieces.ts";

export function lockLines(frame: Frame, room: Room, rows: number): Line[] {
  const shown = frame.locks.slice(0, frame.locks.length > rows ? Math.max(1, rows - 1) : rows);
  const rest = frame.locks.length - shown.length;
  const lines = shown.map(({ name, holder, waiters }): Line => {
    const pen = labelled(name, room, holder === null ? LABEL : NOW).write("held by ", LABEL);
    person(pen, holder, nameWidth(frame, room)).write("  waiting ", LABEL);
    return waiters.length === 0 ? pen.write("nobody", LABEL).line : queueOf(pen, waiters).line;
  });
  return rest === 0 ? lines : [...lines, labelled("", room).write(`+${rest} more`, LABEL).line].slice(0, rows);
}
