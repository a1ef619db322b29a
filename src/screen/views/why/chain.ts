/** The chain of causes as a ladder: the newest first, each with its time and how long before its effect it was. */
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Blame, Rung } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, LABEL, NOW, Pen, type Piece, sentence, wrap } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";

/** Longer lines are hard to follow. */
const WIDEST = 130;
/** More rows no sentence has. */
const MOST_ROWS = 6;

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
    lines.push(new Pen(room.columns).to(leftOf(frame, unit)).write(`${hidden} nearer`, LABEL).line);
  return lines;
}

/** The chosen cause stays in sight, with what it brought about above it where there is room for both. */
function firstShown(blocks: readonly (readonly Line[])[], chosen: number, rows: number): number {
  const height = (from: number): number => blocks.slice(from, chosen + 1).reduce((sum, block) => sum + block.length, 0);
  let from = 0;
  while (from < chosen && height(from) > rows - 1) from++;
  return from;
}

const leftOf = ({ end }: Frame, unit: Unit): number => 2 + formatIn(end, unit).length + 2;

function rungRows(rung: Rung, frame: Frame, room: Room, unit: Unit): Line[] {
  const marks = glyphs(room.unicode);
  const ink = rung.chosen ? NOW : FACT;
  const gap: Piece[] = rung.before === null ? [] : [[`${marks.left} ${earlier(rung.before, unit)}: `, LABEL]];
  const left = leftOf(frame, unit);
  const pieces = [...gap, ...sentence(rung.phrases, ink)];
  return wrap(pieces, Math.min(WIDEST, room.columns - left - 1), MOST_ROWS).map((row, index) => {
    const pen = new Pen(room.columns);
    if (index === 0) {
      pen.write(rung.chosen ? marks.right : " ", NOW).write(" ");
      pen.cell(formatIn(rung.time, unit), left - 4, rung.chosen ? NOW : LABEL, "right");
    }
    return pen.to(left).pieces(row).line;
  });
}

const earlier = (before: number, unit: Unit): string =>
  before === 0 ? "at the same moment" : `${spanText(before, unit)} earlier`;
