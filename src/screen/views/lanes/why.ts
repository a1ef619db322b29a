/** Why the last thing happened: one sentence with its time, and below it what brought it about. */
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Frame, Why } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { rule } from "./chrome.ts";
import { FACT, LABEL, NOW, Pen, type Piece, sentence, wrap } from "./pen.ts";
import { unitOf } from "./words.ts";

/** Rows a sentence may take. */
export const sentenceRows = (room: Room): number => (room.columns >= 124 ? 1 : 2);

export function whyRows(frame: Frame, room: Room, rows: number, causes: number): Line[] {
  const unit = unitOf(frame.timeline);
  const [event, ...chain] = frame.why;
  if (event === undefined) return [new Pen(room.columns).write(" Nothing has happened yet.", LABEL).line];
  const width = formatIn(frame.end, unit).length;
  const left = 1 + width + 2;
  const lines = told(event, room, left, rows, unit, width);
  return [...lines, ...chain.slice(0, causes).map((why) => causeLine(why, room, unit, width))].slice(0, rows + causes);
}

function told(why: Why, room: Room, left: number, rows: number, unit: Unit, width: number): Line[] {
  return wrap(sentence(why.phrases, NOW), room.columns - left - 1, rows).map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) pen.write(" ").cell(formatIn(why.time, unit), width, LABEL, "right");
    return pen.to(left).pieces(pieces).line;
  });
}

function causeLine(why: Why, room: Room, unit: Unit, width: number): Line {
  const pen = new Pen(room.columns).write(" ").cell(formatIn(why.time, unit), width, LABEL, "right").write("  ");
  const pieces: Piece[] = [[`${glyphs(room.unicode).left} `, LABEL], ...sentence(why.phrases, FACT)];
  return pen.pieces(wrap(pieces, pen.left - 1, 1)[0] ?? []).line;
}

/** The life of the selected task so far, the last lines of it. */
export function lifeRows(frame: Frame, room: Room, rows: number): Line[] {
  const selected = frame.tasks.find((row) => row.selected);
  if (rows < 2 || selected === undefined) return [];
  const unit = unitOf(frame.timeline);
  const width = formatIn(frame.end, unit).length;
  const told = frame.selectedStory.slice(-(rows - 1));
  return [
    rule(`life of ${selected.tile.name}`, room),
    ...told.map(({ time, phrases }, index) => {
      const pen = new Pen(room.columns).write(" ").cell(formatIn(time, unit), width, LABEL, "right").write("  ");
      return pen.pieces(wrap(sentence(phrases, index === told.length - 1 ? NOW : FACT), pen.left - 1, 1)[0] ?? []).line;
    }),
  ];
}
