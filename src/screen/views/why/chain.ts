/** The chain of causes as a ladder: the newest first, each with its time and how long before its effect it was, one below the other. */
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Blame, Rung } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, LABEL, NOW, Pen, sentence, wrap } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";

/** Longer lines are hard to follow. */
const WIDEST = 130;
/** More rows no sentence has. */
const MOST_ROWS = 6;
/** From so many columns on both have a column; below it, only the chosen cause and the present have their time. */
const BOTH = 100;
/** Where the first column begins, right of the mark of the chosen cause. */
const LEFT = 3;
/** Cells between a column and the next. */
const GAP = 2;
const TOGETHER = "at once";

/** What the arrows before the causes say, for the rule above them. */
export const chainHeading = (room: Room): string => `${glyphs(room.unicode).left} so long before`;

/** Whole sentences only, those round the chosen one. */
export function chainRows(frame: Frame, { chain, skipped }: Blame, room: Room, rows: number): Line[] {
  if (chain.length === 0) return [new Pen(room.columns).write(" Nothing has happened yet.", LABEL).line];
  const unit = unitOf(frame.timeline);
  const blocks = chain.map((rung) => rungRows(rung, frame, room, unit));
  const chosen = Math.max(
    0,
    chain.findIndex((rung) => rung.chosen),
  );
  const from = firstShown(blocks, chosen, rows);
  const lines: Line[] = [];
  for (const block of blocks.slice(from)) {
    if (lines.length + block.length > rows) break;
    lines.push(...block);
  }
  const hidden = skipped + from;
  // What is above is told where there is a row to spare.
  if (hidden > 0 && lines.length < rows)
    lines.push(new Pen(room.columns).to(textAt(frame, room, unit)).write(`${hidden} nearer`, LABEL).line);
  return lines;
}

/** The chosen cause stays in sight, with what it brought about above it where there is room for both. */
function firstShown(blocks: readonly (readonly Line[])[], chosen: number, rows: number): number {
  const height = (from: number): number => blocks.slice(from, chosen + 1).reduce((sum, block) => sum + block.length, 0);
  let from = 0;
  while (from < chosen && height(from) > rows - 1) from++;
  return from;
}

/** Cells of a time or a length of this run. */
const widthOf = ({ end }: Frame, unit: Unit): number => Math.max(TOGETHER.length, formatIn(end, unit).length);

/** Where the sentences begin, behind the arrow with its length, and the time where there is room for both. */
function textAt(frame: Frame, room: Room, unit: Unit): number {
  const width = widthOf(frame, unit);
  return LEFT + 2 + width + GAP + (room.columns < BOTH ? 0 : width + GAP);
}

function rungRows(rung: Rung, frame: Frame, room: Room, unit: Unit): Line[] {
  const left = textAt(frame, room, unit);
  const pieces = sentence(rung.phrases, rung.chosen ? NOW : FACT);
  return wrap(pieces, Math.min(WIDEST, room.columns - left - 1), MOST_ROWS).map((row, index) => {
    const pen = new Pen(room.columns);
    if (index === 0) pen.runs(whenRuns(rung, frame, room, unit));
    return pen.to(left).pieces(row).line;
  });
}

/** `→ 46.1 ms`, `← 340 ns`; both on a wide screen. */
function whenRuns({ time, before, chosen }: Rung, frame: Frame, room: Room, unit: Unit): Line {
  const marks = glyphs(room.unicode);
  const width = widthOf(frame, unit);
  const style = chosen ? NOW : LABEL;
  const pen = new Pen(room.columns)
    .write(" ")
    .write(chosen ? marks.right : " ", NOW)
    .to(LEFT);
  const isBoth = room.columns >= BOTH;
  const isTimed = isBoth || chosen || before === null;
  if (isTimed) pen.cell(formatIn(time, unit), width + (isBoth ? 0 : 2), style, "right");
  if (before === null || (isTimed && !isBoth)) return pen.line;
  if (isBoth) pen.to(LEFT + width + GAP);
  return pen.write(`${marks.left} `, LABEL).cell(earlier(before, unit), width, LABEL, "right").line;
}

const earlier = (before: number, unit: Unit): string => (before === 0 ? TOGETHER : spanText(before, unit));
