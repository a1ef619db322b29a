/** What frames every screen: header, time axis, rules, status bar. */
import { formatPercent } from "../../../base/quantities.ts";
import { formatDuration } from "../../../base/time.ts";
import { formatIn, formatTick } from "../../../base/units.ts";
import type { Frame, Shown } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line, Style } from "../line.ts";
import type { Room } from "../view.ts";
import { GIL_WAIT, READY, WAITING } from "./cells.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, type Piece, widthOf } from "./pen.ts";
import { unitOf } from "./words.ts";

/** Where the timeline begins: on a wide screen there is room for most names. */
export const leftOf = (room: Room): number => (room.columns >= 110 ? 15 : 10);

/** Cells right of the timeline: a number and a word, more on wide screens. */
export const rightOf = (room: Room): number => (room.columns >= 110 ? 25 : 16);
export const timelineOf = (room: Room): number => Math.max(8, room.columns - leftOf(room) - rightOf(room));

/** ` gilgrill · Three friends …            threads + GIL  4 cores · CPython 3.12 · switch interval 5 ms `. */
export function header(frame: Frame, room: Room): Line {
  const { machine, python } = frame;
  const interval = python?.switchInterval ?? null;
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(" ").write("gilgrill", NOW).write(` ${marks.dot} `, LABEL);
  const threads = machine.threadsPerCore === 1 ? "" : ` x ${machine.threadsPerCore} threads`;
  const facts = [
    `${machine.cores} ${machine.cores === 1 ? "core" : "cores"}${threads}`,
    ...(python === null ? [] : [`CPython ${python.version}`]),
    ...(interval === null || frame.gils.length === 0 ? [] : [`switch interval ${formatDuration(interval)}`]),
  ];
  // A whole title is worth more than facts that the lanes show too.
  const most = pen.left - 3;
  let right: Piece[] = [];
  for (let count = facts.length; count >= 0; count--) {
    const told = facts.slice(0, count).join(` ${marks.dot} `);
    right = [
      [frame.modelTitle, NOW],
      [told === "" ? "" : `  ${told}`, LABEL],
    ];
    if (widthOf(right) + frame.title.length <= most) break;
  }
  pen.cell(frame.title, Math.max(0, pen.left - widthOf(right) - 3), FACT);
  return pen.write("  ").pieces(right).line;
}

/** Labelled instants, the cursor with its time, and at the right the CPU used by all cores together. */
export function axis(frame: Frame, room: Room, left = leftOf(room)): Line {
  const { timeline, now } = frame;
  const unit = unitOf(timeline);
  const pen = new Pen(room.columns).write(" ").cell("time", left - 1, LABEL);
  const cpu = `CPU ${percent(frame.status.cpu)}`;
  const sign = glyphs(room.unicode).cursor;
  const time = formatIn(now, unit);
  const flips = timeline.cursor + time.length + 3 > room.columns - left - cpu.length - 2;
  const at = flips ? `${time} ${sign}` : `${sign} ${time}`;
  const from = flips ? timeline.cursor - time.length - 1 : timeline.cursor;
  const marks: { column: number; text: string; style: Style }[] = [{ column: from, text: at, style: NOW }];
  for (const { column, time: tick } of timeline.ticks) {
    const text = formatTick(tick, unit, timeline.every);
    const clear = column + text.length < from || column > from + at.length;
    if (clear && column + text.length <= timeline.columns) marks.push({ column, text, style: LABEL });
  }
  for (const { column } of frame.marks) {
    if (column >= from && column < from + at.length) continue;
    // A mark is worth more than the label under it.
    const under = marks.findIndex(
      (each) => each.style === LABEL && column >= each.column - 1 && column <= each.column + each.text.length,
    );
    if (under >= 0) marks.splice(under, 1);
    marks.push({ column, text: glyphs(room.unicode).mark, style: NOW });
  }
  marks.sort((a, b) => a.column - b.column);
  for (const { column, text, style } of marks) pen.to(left + column).write(text, style);
  return pen.to(room.columns - cpu.length - 1).write(cpu, LABEL).line;
}

/** `─ threads ──────`, with the headings of the columns below in it. */
export function rule(
  title: string,
  room: Room,
  headings: readonly { readonly column: number; readonly text: string }[] = [],
): Line {
  const marks = glyphs(room.unicode);
  const pen = new Pen(room.columns).write(` ${marks.rule} `, LABEL).write(title, FACT).write(" ", LABEL);
  for (const { column, text } of headings) {
    if (column <= pen.at || column + text.length + 2 > room.columns) continue;
    pen.write(marks.rule.repeat(column - pen.at - 1), LABEL).write(` ${text} `, LABEL);
  }
  return pen.write(marks.rule.repeat(Math.max(0, room.columns - 1 - pen.at)), LABEL).line;
}

/** What the marks of the lanes mean, in one line: those that this run has; `waits` adds those of a task's own lane. */
export function legend(frame: Frame, room: Room, waits = false): Line {
  const marks = glyphs(room.unicode);
  const who = frame.tasks[0]?.tile;
  const hue: Style = who === undefined ? {} : hueStyle(who);
  const tile: Style = { ...hue, ground: "tile" };
  const letter = who?.letter ?? "A";
  const has = (...what: readonly Shown[]): boolean => what.some((each) => frame.shown.includes(each));
  const entry = (wanted: boolean, words: string, ...mark: Piece[]): Piece[][] =>
    wanted ? [[...mark, [` ${words}`, LABEL]]] : [];
  const plain = frame.python === null;
  const entries = [
    ...entry(has("python"), plain ? "runs" : "Python", [
      room.colour ? `${letter}${marks.body}` : letter.repeat(2),
      tile,
    ]),
    ...entry(
      has("native"),
      plain ? "native code" : "C code",
      [room.colour ? letter : letter.toLowerCase(), tile],
      [marks.native, hue],
    ),
    ...entry(has("parked"), "waits outside", [marks.parked.repeat(2), hue]),
    ...entry(waits && has("gil"), "wants the GIL", [GIL_WAIT(room).repeat(2), hue]),
    ...entry(has("forced"), "made to stop", [marks.forced, { ink: "seam" }]),
    ...entry(has("machinery"), frame.procs.length > 0 ? "Go runtime" : "main thread", ["#", { ground: "tile" }]),
    ...entry(has("voluntary"), "gave way", [marks.voluntary, LABEL]),
    ...entry(waits && has("ready"), "ready", [READY(room).repeat(2), LABEL]),
    ...entry(waits && has("waiting"), "waits for somebody", [WAITING(room).repeat(2), hue]),
    ...entry(has("startup"), "starts up", [marks.startup.repeat(2), hue]),
    ...entry(has("system"), "switching, locking", [marks.system.repeat(2), hue]),
  ];
  // Closer together where that brings one more in.
  const wide = entries.reduce((sum, each) => sum + widthOf(each) + 3, -3) <= room.columns - 2;
  const pen = new Pen(room.columns).write(" ");
  for (const each of entries) {
    if (widthOf(each) > pen.left - 1) break;
    pen.pieces(each).write(wide ? "   " : "  ");
  }
  return pen.line;
}

/** Share of a whole, three places wide: ` 92%`. */
export const percent = (share: number): string => formatPercent(share).padStart(4);
