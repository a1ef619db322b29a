/** What if …: what can be otherwise from here on, below the run itself where there is room. */
import { clip } from "../../base/cells.ts";
import { formatIn, unitFor } from "../../base/units.ts";
import { whatIfWords } from "../../trace/what-if.ts";
import { type ForkRow, forkRows } from "../session/fork-rows.ts";
import type { Session } from "../session/state.ts";
import { type Glyphs, glyphs } from "../views/glyphs.ts";
import { FACT, hueStyle, LABEL, NOW, Pen } from "../views/lanes/pen.ts";
import type { Line } from "../views/line.ts";
import type { Room } from "../views/view.ts";
import { wrapped } from "../views/wrapped.ts";
import { PANEL_ROWS, panelLines } from "./panel-lines.ts";

const TITLE = 18;
const LONGEST_NAME = 16;
const NOTE_ROWS = 2;
/** Less than this of a view shows nothing. */
const LEAST_VIEW_ROWS = 12;

/** @param view the run as so many lines */
export function forkLines(session: Session, room: Room, view: (rows: number) => readonly Line[]): readonly Line[] {
  const { mode, run, cursor } = session;
  const { row: chosen, steps } = mode.kind === "fork" ? mode : { row: 0, steps: 0 };
  const signs = glyphs(room.unicode);
  const rows = forkRows(session);
  const most = room.rows - PANEL_ROWS - NOTE_ROWS - 1;
  const from = Math.max(0, Math.min(chosen - most + 1, rows.length - most));
  const list = rows
    .slice(from, from + most)
    .map((row, index) => rowLine(row, from + index === chosen ? steps : null, signs, room));
  const note = session.message ?? noteOf(rows[chosen], steps, session);
  const ink = session.message === null && steps === 0 ? "label" : "now";
  const notes = wrapped(note, room.columns - 6, ink).slice(0, NOTE_ROWS);
  const lines = [...list, [], ...notes.map((line): Line => [{ text: "   ", style: {} }, ...line])];
  const left = room.rows - list.length - NOTE_ROWS - PANEL_ROWS - 1;
  const title = `what if, from ${formatIn(cursor.time, unitFor(run.end, run.end))} on ...`;
  return panelLines({ title, above: left < LEAST_VIEW_ROWS ? [] : view(left), lines, footer: footerOf(room) }, room);
}

/** The longest that fits. */
function footerOf({ columns, unicode }: Room): string {
  const keys = unicode ? "↑↓ choose   ←→ change" : "up, down: choose   left, right: change";
  const footers = [
    `${keys}   enter: both futures, side by side   esc closes`,
    `${keys}   enter: both futures   esc closes`,
    "k j choose   h l change   enter: both futures   esc closes",
  ];
  return footers.find((footer) => footer.length < columns) ?? "";
}

/** @param steps of the chosen row; null where another one is chosen */
function rowLine(row: ForkRow, steps: number | null, signs: Glyphs, room: Room): Line {
  const isChosen = steps !== null;
  const value = row.present + (steps ?? 0);
  const pen = new Pen(room.columns)
    .write(isChosen ? ` ${signs.play} ` : "   ", NOW)
    .cell(clip(row.title, TITLE - 1), TITLE, isChosen ? NOW : LABEL)
    .write(isChosen && value > 0 ? `${signs.left} ` : "  ", LABEL);
  if (row.choice === null) pen.write(row.values[value] ?? "", isChosen ? NOW : FACT);
  else candidates(pen, row.choice, value, isChosen);
  if (isChosen && value < row.values.length - 1) pen.write(` ${signs.right}`, LABEL);
  if (isChosen && value !== row.present && row.choice === null) {
    pen.write(`   as it is: ${row.values[row.present]}`, LABEL);
  }
  return pen.line;
}

/** All who could be next, the one that shall be in brackets; as many as there is room for round it. */
function candidates(
  pen: Pen,
  { candidates: all }: NonNullable<ForkRow["choice"]>,
  value: number,
  isChosen: boolean,
): void {
  let width = 0;
  const from = all.findIndex((_, index) => {
    width = all
      .slice(index, value + 1)
      .reduce((sum, { tile }) => sum + Math.min(LONGEST_NAME, tile.name.length) + 6, 0);
    return width <= pen.left - 3;
  });
  for (const [index, { tile }] of all.entries()) {
    if (index < from) continue;
    const name = clip(tile.name, LONGEST_NAME);
    if (name.length + 6 > pen.left - 3) break;
    const isTaken = index === value;
    pen.write(isTaken ? "[" : " ", NOW).write(tile.letter, { ...hueStyle(tile), ground: "tile" });
    pen.write(` ${name}`, isTaken && isChosen ? NOW : hueStyle(tile)).write(isTaken ? "] " : "  ", NOW);
  }
}

/** What enter would do, or what the row is about. */
function noteOf(row: ForkRow | undefined, steps: number, { run }: Session): string {
  if (row === undefined) return "";
  if (steps !== 0) return `What if: ${whatIfWords(row.change(row.present + steps))}? Enter shows both futures.`;
  const { choice } = row;
  if (choice === null) return "Left and right change it; until then it is as it is.";
  const unit = unitFor(run.end, run.end);
  const at = formatIn(run.timeAt(choice.event), unit);
  const what = choice.of === "core" ? "which thread a core takes" : "which waiter is woken";
  return `Choice ${choice.number} of the kernel, at ${at}: ${what}. In brackets, who it is.`;
}
