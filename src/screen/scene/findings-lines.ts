/** What is to be learnt from a run, each finding whole; above it, where there is room, the run as it is when the chosen one shows. */
import type { Ns } from "../../base/time.ts";
import { formatIn, unitFor } from "../../base/units.ts";
import type { Session } from "../session/state.ts";
import { glyphs } from "../views/glyphs.ts";
import { FACT, LABEL, NOW, Pen, sentence, wrap } from "../views/lanes/pen.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { wrapped } from "../views/wrapped.ts";
import { PANEL_ROWS, panelLines } from "./panel-lines.ts";
import type { FindingCard } from "./stage.ts";

/** Less than this of a view shows nothing. */
const LEAST_VIEW_ROWS = 10;
/** Sentences are read, not scanned: longer lines are hard to follow. */
const WIDEST = 110;
const NOTHING =
  "There is nothing to be learnt from this run: it has no tasks, or it ended before they began. Another model or scenario has more to tell.";

/** @param view the run as so many lines */
export function findingsLines(
  session: Session,
  findings: readonly FindingCard[],
  room: Room,
  view: (rows: number) => readonly Line[],
): readonly Line[] {
  const chosen = session.mode.kind === "findings" ? session.mode.row : 0;
  const blocks = findings.map((finding, index) => blockOf(finding, index, index === chosen, session.run.end, room));
  const free = room.rows - PANEL_ROWS;
  const list = blocks.length === 0 ? indented(NOTHING, room) : inSight(spaced(blocks, free), chosen, free);
  const left = room.rows - list.length - PANEL_ROWS - 1;
  const above = left < LEAST_VIEW_ROWS ? [] : view(left);
  return panelLines({ title: "what is to be learnt", above, lines: list, footer: footerOf(blocks.length, room) }, room);
}

function footerOf(count: number, { unicode }: Room): string {
  if (count === 0) return "esc closes";
  const choose = unicode ? "↑↓" : "up, down";
  return `${choose} or ${count === 1 ? "1" : `1-${Math.min(9, count)}`}: choose   enter: go to where it shows   esc closes`;
}

/** ` ▶ 1  12.3 ms  Sentence …`, as many rows as it takes. */
function blockOf({ time, phrases }: FindingCard, index: number, isChosen: boolean, end: Ns, room: Room): Line[] {
  const unit = unitFor(end, end);
  const width = formatIn(end, unit).length;
  const left = 3 + 2 + 1 + width + 2;
  const ink = isChosen ? NOW : FACT;
  const rows = wrap(sentence(phrases, ink), Math.min(WIDEST, room.columns - left - 1), room.rows);
  return rows.map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) {
      pen
        .write(isChosen ? ` ${glyphs(room.unicode).play} ` : "   ", NOW)
        .cell(`${index + 1}`, 2, isChosen ? NOW : LABEL, "right")
        .write(" ")
        .cell(formatIn(time, unit), width, LABEL, "right");
    }
    return pen.to(left).pieces(pieces).line;
  });
}

/** With a blank row between the findings where there is room for that. */
function spaced(blocks: readonly (readonly Line[])[], free: number): readonly (readonly Line[])[] {
  const rows = blocks.reduce((sum, block) => sum + block.length, 0);
  if (rows + blocks.length - 1 > free) return blocks;
  return blocks.map((block, index) => (index === 0 ? block : [[], ...block]));
}

/** Whole findings only, those round the chosen one. */
function inSight(blocks: readonly (readonly Line[])[], chosen: number, free: number): readonly Line[] {
  let from = 0;
  const fits = (first: number): boolean =>
    blocks.slice(first, chosen + 1).reduce((sum, block) => sum + block.length, 0) <= free;
  while (from < chosen && !fits(from)) from++;
  const lines: Line[] = [];
  for (const block of blocks.slice(from)) {
    if (lines.length + block.length > free && lines.length > 0) break;
    lines.push(...block);
  }
  return lines;
}

const indented = (text: string, room: Room): readonly Line[] =>
  wrapped(text, Math.min(WIDEST, room.columns - 6), "fact").map((line): Line => [{ text: "   ", style: {} }, ...line]);
