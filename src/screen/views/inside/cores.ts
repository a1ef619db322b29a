/** The system's scheduler: who is on each core, and who is in its queue. */
import type { Frame } from "../../frame/frame.ts";
import type { InsideCore } from "../../frame/inside.ts";
import { FACT, LABEL, NOW } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { labelled, lengthText, nameWidth, person, queueOf } from "./pieces.ts";

/** Of many cores, those with somebody on them or in their queue come first. */
export function coreLines(cores: readonly InsideCore[], frame: Frame, room: Room, rows: number): Line[] {
  if (cores.length <= rows) return cores.map((core) => coreLine(core, frame, room));
  const shown = cores.slice(0, Math.max(1, rows - 1));
  const busy = cores.slice(shown.length).filter(({ running }) => running !== null).length;
  const rest = labelled("", room).write(`+${cores.length - shown.length} more, ${busy} of them busy`, LABEL).line;
  return [...shown.map((core) => coreLine(core, frame, room)), rest].slice(0, rows);
}

function coreLine({ label, running, since, queue }: InsideCore, frame: Frame, room: Room): Line {
  const pen = labelled(label, room, running === null ? LABEL : NOW);
  person(pen, running, nameWidth(frame, room), "idle");
  pen.cell(running === null ? "" : ` for ${lengthText(since, frame)}`, 15, FACT);
  return queueOf(pen.write("queue ", LABEL), queue).line;
}
