/** Why the last thing happened: one sentence with its time, and below it what brought it about. */
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Frame, Phrase, Why } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { rule } from "./chrome.ts";
import { FACT, LABEL, NOW, Pen, type Piece, sentence, wrap } from "./pen.ts";
import { unitOf } from "./words.ts";

/** A cause is told in so many rows at most. */
const MOST_ROWS = 3;

/** Rows a sentence may take. */
export const sentenceRows = (room: Room): number => (room.columns >= 124 ? 1 : 2);

/** The event and its causes; where there is something to be learnt, that instead of the causes, in up to `most` rows. */
export function whyRows(frame: Frame, room: Room, rows: number, causes: number, most = rows + causes): Line[] {
  const unit = unitOf(frame.timeline);
  const [event, ...chain] = frame.why;
  if (event === undefined) return [new Pen(room.columns).write(" Nothing has happened yet.", LABEL).line];
  const width = formatIn(frame.end, unit).length;
  const left = 1 + width + 2;
  const lines = told(event, room, left, rows, unit, width);
  if (frame.findings.length > 0) {
    const learnt = findingRows(frame, room, left, most - lines.length);
    if (learnt.length > 0) return [...lines, ...learnt];
    // No room for both: what is to be learnt says more than that the run is over.
    const [first] = frame.findings;
    return told({ ...event, phrases: first ?? event.phrases }, room, left, Math.max(rows, most), unit, width);
  }
  for (const why of chain.slice(0, causes)) {
    // A sentence that is cut says nothing.
    const cause = causeLines(why, room, unit, width);
    if (lines.length + cause.length > Math.max(most, rows)) break;
    lines.push(...cause);
  }
  return lines;
}

function told(why: Why, room: Room, left: number, rows: number, unit: Unit, width: number): Line[] {
  return wrap(sentence(why.phrases, NOW), room.columns - left - 1, rows).map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) pen.write(" ").cell(formatIn(why.time, unit), width, LABEL, "right");
    return pen.to(left).pieces(pieces).line;
  });
}

/** Whole sentences only, as many as there is room for, with a blank row above where there is one more. */
function findingRows({ findings }: Frame, room: Room, left: number, most: number): Line[] {
  const marks = glyphs(room.unicode);
  const lines: Line[] = [];
  for (const phrases of findings) {
    const wrapped = wrap(headed(phrases), room.columns - left - 3, most + 1);
    if (lines.length + wrapped.length > most) continue;
    for (const [row, pieces] of wrapped.entries()) {
      const pen = new Pen(room.columns).to(left);
      lines.push(pen.write(row === 0 ? `${marks.bullet} ` : "  ", LABEL).pieces(pieces).line);
    }
  }
  return lines.length > 0 && lines.length < most ? [[], ...lines] : lines;
}

/** What it is about, up to the colon, stands out. */
function headed(phrases: readonly Phrase[]): Piece[] {
  const [first, ...rest] = phrases;
  const colon = first === undefined || first.tile !== undefined ? -1 : first.text.indexOf(":");
  if (first === undefined || colon < 0) return sentence(phrases, FACT);
  return [[first.text.slice(0, colon + 1), NOW], [first.text.slice(colon + 1), FACT], ...sentence(rest, FACT)];
}

function causeLines(why: Why, room: Room, unit: Unit, width: number): Line[] {
  const left = 1 + width + 2;
  const arrow = `${glyphs(room.unicode).left} `;
  return wrap(sentence(why.phrases, FACT), room.columns - left - arrow.length - 1, MOST_ROWS).map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row > 0) return pen.to(left + arrow.length).pieces(pieces).line;
    pen.write(" ").cell(formatIn(why.time, unit), width, LABEL, "right").write("  ").write(arrow, LABEL);
    return pen.pieces(pieces).line;
  });
}

/** A life of more rows than this has a blank one above. */
const AIRY_LIFE = 6;

/** The life of the selected task so far, the last lines of it. */
export function lifeRows(frame: Frame, room: Room, rows: number): Line[] {
  const selected = frame.tasks.find((row) => row.selected);
  if (rows < 2 || selected === undefined) return [];
  const unit = unitOf(frame.timeline);
  const width = formatIn(frame.end, unit).length;
  const gap: Line[] = rows > AIRY_LIFE ? [[]] : [];
  const told = frame.selectedStory.slice(-(rows - 1 - gap.length));
  return [
    ...gap,
    rule(`life of ${selected.tile.name}`, room),
    ...told.map(({ time, phrases }, index) => {
      const pen = new Pen(room.columns).write(" ").cell(formatIn(time, unit), width, LABEL, "right").write("  ");
      return pen.pieces(wrap(sentence(phrases, index === told.length - 1 ? NOW : FACT), pen.left - 1, 1)[0] ?? []).line;
    }),
  ];
}
