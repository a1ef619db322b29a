/** What frames every screen: header, time axis, rules, status bar. */
import { formatDuration } from "../../../base/time.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { FACT, LABEL, NOW, Pen, type Piece, widthOf } from "./pen.ts";
import { instant, tickText, unitOf } from "./words.ts";

/** Where the timeline begins, and what is kept free right of it. */
export const LEFT = 10;

/** Cells right of the timeline: a number and a word, more on wide screens. */
export const rightOf = (room: Room): number => (room.columns >= 110 ? 22 : 15);
export const timelineOf = (room: Room): number => Math.max(8, room.columns - LEFT - rightOf(room));

/** ` gilgrill · Three friends …            threads + GIL  4 cores · CPython 3.12 · switch interval 5 ms `. */
export function header(frame: Frame, room: Room): Line {
  const { machine, python } = frame;
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(" ").write("gilgrill", NOW).write(` ${marks.dot} `, LABEL);
  const threads = machine.threadsPerCore === 1 ? "" : ` x ${machine.threadsPerCore} threads`;
  const facts = [
    `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}${threads}`,
    ...(python === null ? [] : [`CPython ${python.version}`]),
    ...(python === null || frame.gils.length === 0 ? [] : [`switch interval ${formatDuration(python.switchInterval)}`]),
  ];
  const most = pen.left - 2;
  let right: Piece[] = [];
  for (let count = facts.length; count >= 0; count--) {
    const told = facts.slice(0, count).join(` ${marks.dot} `);
    right = [[frame.modelTitle, NOW], [told === "" ? "" : `  ${told}`, LABEL]];
    if (widthOf(right) + Math.min(frame.title.length, 24) <= most) break;
  }
  pen.cell(frame.title, Math.max(0, pen.left - widthOf(right) - 3), FACT);
  return pen.write("  ").pieces(right).line;
}

/** Labelled instants, and the cursor with its time. */
export function axis(frame: Frame, room: Room): Line {
  const { timeline, now } = frame;
  const unit = unitOf(timeline);
  const at = `${glyphs(room.unicode).cursor} ${instant(now, unit)}`;
  const pen = new Pen(room.columns).write(" ").cell("time", LEFT - 1, LABEL);
  const marks: { column: number; text: string; style: Style }[] = [{ column: timeline.cursor, text: at, style: NOW }];
  for (const { column, time } of timeline.ticks) {
    const text = tickText(time, unit);
    const clear = column + text.length < timeline.cursor || column > timeline.cursor + at.length;
    if (clear && column + text.length <= timeline.columns) marks.push({ column, text, style: LABEL });
  }
  marks.sort((a, b) => a.column - b.column);
  for (const { column, text, style } of marks) pen.to(LEFT + column).write(text, style);
  return pen.line;
}

/** `─ threads ──────`, with the headings of the columns below in it. */
export function rule(title: string, room: Room, headings: readonly { readonly column: number; readonly text: string }[] = []): Line {
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(` ${marks.rule} `, LABEL).write(title, FACT).write(" ", LABEL);
  for (const { column, text } of headings) {
    if (column <= pen.at || column + text.length + 2 > room.columns) continue;
    pen.write(marks.rule.repeat(column - pen.at - 1), LABEL).write(` ${text} `, LABEL);
  }
  return pen.write(marks.rule.repeat(Math.max(0, room.columns - 1 - pen.at)), LABEL).line;
}

/** What the marks of the lanes mean, in one line. */
export function legend(frame: Frame, room: Room): Line {
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(" ");
  const who = frame.tasks[0]?.tile;
  const hue: Style = who?.hue === null || who === undefined ? {} : { task: who.hue };
  const letter = who?.letter ?? "A";
  const python = room.colour ? `${letter}${marks.body}` : letter.repeat(2);
  const native = `${room.colour ? letter : letter.toLowerCase()}`;
  const entries: Piece[][] = [
    [[python, { ...hue, ground: "tile" }], [" Python", LABEL]],
    [[native, { ...hue, ground: "tile" }], [marks.native, hue], [" C code", LABEL]],
    [[marks.parked.repeat(2), hue], [" waits outside", LABEL]],
    [[marks.forced, { ink: "seam" }], [" made to stop", LABEL]],
    [[marks.voluntary, { ink: "label" }], [" gave way", LABEL]],
    [[marks.idle.repeat(2), { ink: "faint" }], [" idle", LABEL]],
  ];
  for (const entry of entries) {
    if (widthOf(entry) + 3 > pen.left) break;
    pen.pieces(entry).write("   ");
  }
  return pen.line;
}

/** Play state, event, switches, CPU, and the keys at the right. */
export function statusBar(frame: Frame, room: Room): Line {
  const marks = glyphs(room.unicode);
  const { status } = frame;
  const bar = (style: Style): Style => ({ ...style, ground: "bar" });
  const pen = new Pen(room.columns).write(" ", bar({}));
  if (room.status !== undefined) {
    const sign = status.outcome !== null ? marks.end : room.status.playing ? marks.play : marks.pause;
    pen.write(sign, bar(NOW)).write(` ${room.status.speed}`.padEnd(9), bar(FACT));
  }
  const total = String(status.events);
  const facts: Piece[] = [
    [`event ${String(status.event).padStart(total.length)} of ${total}`, FACT],
    [`switches ${String(status.switches).padStart(4)} (${status.forced} forced)`, FACT],
    [`CPU ${String(Math.round(status.cpu * 100)).padStart(3)}%`, FACT],
  ];
  if (status.outcome !== null) {
    const good = status.outcome === "completed";
    facts.unshift([status.outcome === "budget-exhausted" ? "stopped early" : status.outcome, good ? NOW : { ink: "alert" }]);
  }
  const message = room.status?.message ?? "";
  const keys = message === "" ? (room.hints ?? "") : message;
  const style = message === "" ? LABEL : NOW;
  for (const [text, ink] of facts) {
    if (pen.left < text.length + 4) break;
    pen.write(text, bar(ink)).write("   ", bar({}));
  }
  const wanted = Math.min(keys.length, Math.max(0, pen.left - 1));
  pen.to(room.columns - wanted - 1, bar({})).cell(keys, wanted, bar(style));
  return pen.to(room.columns, bar({})).line;
}

/** Share of a whole, three places wide: ` 92%`. */
export const percent = (share: number): string => `${String(Math.round(share * 100)).padStart(3)}%`;
