/** For each task its last wait: how long for what, who had it meanwhile, and what ended it. */
import { formatIn, type Unit } from "../../../base/units.ts";
import type { Blame, WaitRow } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, type Piece, sentence, wrap } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { holding, nobodyWords, purpose } from "./words.ts";

/** Longer lines are hard to follow. */
const WIDEST = 120;
/** No wait needs more rows. */
const MOST_ROWS = 5;
/** Shares told by name, fewer where many wait, and below which share of the wait nobody misses one. */
const SHARES = 4;
const FEW = 1;
const SLIGHT = 1 / 100;

/** Whether what ended a wait is told, and how many shares by name. */
interface Detail {
  readonly ends: boolean;
  readonly most: number;
}

const nameOf = (frame: Frame, room: Room): number =>
  Math.min(Math.max(3, frame.widest.name), room.columns < 72 ? 10 : room.columns < 100 ? 12 : 18);

/** Whole waits only; what ended them is told where there is room for all of that. */
export function waitRows(frame: Frame, blame: Blame, room: Room, rows: number): Line[] {
  if (blame.waits.length === 0) return [new Pen(room.columns).write(" Nobody has waited yet.", LABEL).line];
  const most = blame.waits.length * 2 > rows ? FEW : SHARES;
  const blocks = (ends: boolean) => blame.waits.map((wait) => waitBlock(wait, frame, room, { ends, most }));
  const height = (all: readonly (readonly Line[])[]): number => all.reduce((sum, block) => sum + block.length, 0);
  const whole = blocks(true);
  const shown = height(whole) <= rows ? whole : blocks(false);
  const order = [...shown.keys()].sort((a, b) => rank(blame.waits[a]) - rank(blame.waits[b]) || a - b);
  const kept = new Set<number>();
  let left = rows - (height(shown) > rows || blame.more > 0 ? 1 : 0);
  for (const index of order) {
    const block = shown[index] as readonly Line[];
    if (block.length > left) break;
    left -= block.length;
    kept.add(index);
  }
  const hidden = blame.waits.length - kept.size + blame.more;
  const lines = shown.flatMap((block, index) => (kept.has(index) ? block : []));
  if (hidden > 0) lines.push(new Pen(room.columns).write(` +${hidden} more who waited`, LABEL).line);
  return lines.slice(0, rows);
}

/** The selected one first, then who waits now. */
const rank = (wait: WaitRow | undefined): number =>
  wait === undefined ? 3 : wait.selected ? 0 : wait.end === null ? 1 : 2;

function waitBlock(wait: WaitRow, frame: Frame, room: Room, { ends, most }: Detail): Line[] {
  const unit = unitOf(frame.timeline);
  const name = nameOf(frame, room);
  const left = 3 + name + 2;
  const width = Math.min(WIDEST, room.columns - left - 1);
  const rows = wrap(waitPieces(wait, frame, unit, most), width, MOST_ROWS);
  const ended = wait.end;
  const told =
    ended === null || !ends
      ? []
      : wrap(
          [[`went on at ${formatIn(ended.time, unit)}: `, LABEL], ...sentence(ended.phrases, FACT)],
          width,
          MOST_ROWS,
        );
  return [...rows, ...told].map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row === 0) {
      pen
        .write(wait.selected ? glyphs(room.unicode).right : " ", NOW)
        .tile(wait.tile)
        .write(" ");
      pen.cell(clipName(wait.tile.name, name), name, { ...hueStyle(wait.tile), underline: wait.selected });
    }
    return pen.to(left).pieces(pieces).line;
  });
}

function waitPieces(wait: WaitRow, frame: Frame, unit: Unit, most: number): Piece[] {
  const lasts = wait.end === null && frame.status.outcome === null;
  const ink = lasts ? NOW : FACT;
  const length = spanText(wait.length, unit);
  const head: Piece = lasts
    ? [`waits ${purpose(wait)}, ${length} so far: `, ink]
    : [`waited ${length} ${purpose(wait)}: `, ink];
  const felt = wait.shares.filter(({ time }) => time >= wait.length * SLIGHT);
  if (felt.length === 0) return [head, [nobodyWords(wait), LABEL]];
  const pieces: Piece[] = [head];
  const told = felt.slice(0, most);
  const others = felt.slice(most);
  const rest = wait.nobody >= wait.length * SLIGHT;
  for (const [index, { tile, time }] of told.entries()) {
    const comma = index + 1 < told.length || others.length > 0 || rest ? "," : "";
    if (index > 0) pieces.push([" ", LABEL]);
    pieces.push([tile.name, hueStyle(tile, FACT)]);
    if (index === 0) pieces.push([` ${holding(wait.kind, frame)}`, FACT]);
    pieces.push([` ${spanText(time, unit)}${comma}`, FACT]);
  }
  if (others.length > 0) {
    const time = others.reduce((sum, share) => sum + share.time, 0);
    pieces.push([
      ` ${others.length} ${others.length === 1 ? "other" : "others"} ${spanText(time, unit)}${rest ? "," : ""}`,
      FACT,
    ]);
  }
  if (rest) pieces.push([` nobody ${spanText(wait.nobody, unit)}`, LABEL]);
  return pieces;
}
