/** What the drawings of machinery are made of: states as boxes, bars towards a limit, queues of tiles, people with their times. */
import { atMost, type Ns } from "../../../base/time.ts";
import { formatProgress } from "../../../base/units.ts";
import type { Frame, Tile } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, FAINT, hueStyle, LABEL, NOW, Pen } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line, Run, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";

/** Where facts begin, right of their label. */
const LABELS = 15;

/** The main thread's is the longest name of machinery. */
export const nameWidth = (frame: Frame, room: Room): number =>
  Math.min(Math.max(11, frame.widest.name), room.columns < 100 ? 11 : 18);

/** A label, and a pen behind it. */
export const labelled = (label: string, room: Room, style: Style = LABEL): Pen =>
  new Pen(room.columns).write(" ").cell(label, LABELS - 1, style);

/** `A Ann`, in a fixed width. */
export function person(pen: Pen, tile: Tile | null, width: number, nobody = "nobody"): Pen {
  if (tile === null) return pen.cell(nobody, width + 2, LABEL);
  return pen.tile(tile).write(" ").cell(clipName(tile.name, width), width, hueStyle(tile, FACT));
}

/** `████░░░░  3.2 of 5 ms`. */
export function towards(pen: Pen, done: Ns, total: Ns, width: number, room: Room, style: Style = LABEL): Pen {
  const marks = glyphs(room.unicode);
  const share = total <= 0 ? 0 : Math.max(0, Math.min(1, done / total));
  const full = Math.round(share * width);
  pen.write(marks.barFull.repeat(full), style).write(marks.barRest.repeat(width - full), FAINT);
  return pen.write(" ").cell(formatProgress(atMost(done, total), total).replace("/", " of "), 15, FACT, "right");
}

/** Tiles next first, as many as fit, and how many more there are. */
export function queueOf(pen: Pen, tiles: readonly (Tile | null)[], until = Number.POSITIVE_INFINITY): Pen {
  if (tiles.length === 0) return pen.write("empty", LABEL);
  const end = Math.min(until, pen.at + pen.left - 1);
  for (const [index, tile] of tiles.entries()) {
    const rest = tiles.length - index;
    if (pen.at + 2 + (rest > 1 ? `+${rest} more`.length : 0) > end) return pen.write(`+${rest} more`, LABEL);
    if (tile === null) pen.write("·", LABEL);
    else pen.tile(tile);
    pen.write(" ");
  }
  return pen;
}

export const lengthText = (time: Ns, frame: Frame): string => spanText(time, unitOf(frame.timeline));

/** A remark, in the first of these words that fit whole. */
export function remark(pen: Pen, style: Style, ...words: readonly string[]): Pen {
  return pen.write(words.find((each) => each.length < pen.left) ?? "", style);
}

/** States side by side, the present one bright and marked; in one row where boxes would be too wide. */
export function stateBoxes(states: readonly string[], present: number, room: Room): Line[] {
  const marks = glyphs(room.unicode);
  const width = states.reduce((sum, state) => sum + state.length + 6, 0) + states.length - 1 + 2;
  const ink = (index: number): Style => (index === present ? NOW : LABEL);
  const sign = (index: number): string => (index === present ? marks.running : " ");
  if (width > room.columns) {
    const pen = new Pen(room.columns).write(" ");
    for (const [index, state] of states.entries()) {
      if (index > 0) pen.write(` ${marks.right} `, LABEL);
      pen.write(index === present ? `${marks.running} ` : "", NOW).write(state, ink(index));
    }
    return [pen.line];
  }
  const row = (draw: (state: string, index: number) => readonly Run[], arrow: string): Line =>
    states.flatMap((state, index) => [{ text: index === 0 ? " " : arrow, style: LABEL }, ...draw(state, index)]);
  const edge = (left: string, right: string) => (state: string, index: number) => [
    { text: left + marks.rule.repeat(state.length + 4) + right, style: ink(index) },
  ];
  return [
    row(edge(marks.topLeft, marks.topRight), " "),
    row(
      (state, index) => [{ text: `${marks.wall} ${sign(index)} ${state} ${marks.wall}`, style: ink(index) }],
      marks.right,
    ),
    row(edge(marks.bottomLeft, marks.bottomRight), " "),
  ];
}
