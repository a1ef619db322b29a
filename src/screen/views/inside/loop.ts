/** An event loop or gevent's hub: what runs now and for how long, what is ready, what is due when, who waits outside. */
import type { Ns } from "../../../base/time.ts";
import type { Frame } from "../../frame/frame.ts";
import type { InsideLoop, Outside } from "../../frame/inside.ts";
import { ALERT, FACT, hueStyle, LABEL, NOW } from "../lanes/pen.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { labelled, lengthText, nameWidth, person, queueOf, remark, stateBoxes } from "./pieces.ts";

export function loopLines(loop: InsideLoop, frame: Frame, room: Room): Line[] {
  const ended = frame.status.outcome !== null;
  const poll = loop.hub ? "epoll_wait()" : "select()";
  const present = ended || loop.state === "idle" ? -1 : loop.state === "selecting" && loop.running === null ? 1 : 0;
  return [
    ...stateBoxes(["runs callbacks", `waits in ${poll}`], present, room),
    labelled(loop.hub ? "turn" : "iteration", room).write(String(loop.iteration), FACT).line,
    runningLine(loop, frame, room),
    queueOf(labelled("ready, next", room), loop.ready).line,
    timersLine(loop, frame, room),
    watchedLine(loop, frame, room),
  ];
}

function runningLine({ running, runningFor, state }: InsideLoop, frame: Frame, room: Room): Line {
  const pen = labelled("runs", room, NOW);
  if (running === null)
    return pen.write(state === "running" && frame.status.outcome === null ? "its own code" : "nothing", LABEL).line;
  person(pen, running, nameWidth(frame, room)).write(` for ${lengthText(runningFor, frame)}`, NOW);
  return remark(pen, LABEL, "   everybody else waits until it gives the thread back", "   everybody else waits for it")
    .line;
}

/** The heap of timers, the next one first. */
function timersLine({ due }: InsideLoop, frame: Frame, room: Room): Line {
  const pen = labelled("timers", room);
  return due.length === 0 ? pen.write("none", LABEL).line : timed(pen, due, frame);
}

/** What the selector watches for the loop: answers that are there and nobody has looked at, and those that are to come. */
function watchedLine({ answered, outside }: InsideLoop, frame: Frame, room: Room): Line {
  if (answered.length === 0) return outsideLine(outside, frame, room, "watched I/O");
  const pen = labelled("watched I/O", room);
  const told = `answered, not looked at yet${outside.length === 0 ? "" : `; ${outside.length} to come`}`;
  const places = Math.max(1, Math.floor((pen.left - told.length - "+999 more ".length - 1) / 2));
  for (const tile of answered.slice(0, places)) pen.tile(tile).write(" ");
  if (answered.length > places) pen.write(`+${answered.length - places} more `, LABEL);
  return pen.write(told, NOW).line;
}

export function outsideLine(outside: readonly Outside[], frame: Frame, room: Room, label: string): Line {
  const pen = labelled(label, room);
  if (outside.length === 0) return pen.write("none", LABEL).line;
  const soonest = [...outside].sort((a, b) => (a.left ?? 0) - (b.left ?? 0));
  return timed(pen, soonest, frame);
}

/** `A 1.0 ms late  B in 3.2 ms  +4 more`, the soonest first. */
function timed(
  pen: ReturnType<typeof labelled>,
  all: readonly { readonly tile: Outside["tile"] | null; readonly left: Ns | null }[],
  frame: Frame,
): Line {
  for (const [index, { tile, left }] of all.entries()) {
    const late = left !== null && left < 0;
    const text =
      left === null ? "" : late ? ` ${lengthText(-left as Ns, frame)} late` : ` in ${lengthText(left, frame)}`;
    const rest = all.length - index;
    if (pen.left < text.length + 5 + (rest > 1 ? `+${rest} more`.length : 0))
      return pen.write(`+${rest} more`, LABEL).line;
    if (tile === null) pen.write("#", LABEL);
    else pen.tile(tile);
    pen.write(text, late ? ALERT : tile === null ? LABEL : hueStyle(tile, FACT)).write("   ");
  }
  return pen.line;
}
