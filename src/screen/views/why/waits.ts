/** For each task its last wait: how long for what, who had it meanwhile, and what ended it. */
import { formatIn } from "../../../base/units.ts";
import type { Blame, WaitRow } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, hueStyle, LABEL, NOW, Pen, type Piece, sentence, wrap } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line, Style } from "../line.ts";
import { clipName } from "../names.ts";
import type { Room } from "../view.ts";
import { crowdRows } from "./crowds.ts";
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

/** Waits brought together where the lists are, else those of each task. */
export const waitRows = (frame: Frame, blame: Blame, room: Room, rows: number): Line[] =>
  blame.crowds === null ? ownRows(frame, blame, room, rows) : crowdRows(blame.crowds, frame, room, rows);

/** Whole waits only; what ended them is told where there is room for all of that. */
function ownRows(frame: Frame, blame: Blame, room: Room, rows: number): Line[] {
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
    // Of the first one, what there is room for.
    if (kept.size === 0 && left > 0) shown[index] = (shown[index] as Line[]).slice(0, left);
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
  // In a deadlock it never ends.
  const { outcome } = frame.status;
  const lasts = wait.end === null && (outcome === null || outcome === "deadlocked");
  const ink = lasts ? NOW : FACT;
  const what = purposeOf(frame.blame, room);
  const time = Math.max(7, formatIn(frame.end, unit, Math.min(unit.decimals, 2)).length);
  const whose = left + what + 1 + time + 2;
  const width = Math.min(WIDEST, room.columns - whose - 1);
  const shares = wrap(sharePieces(wait, frame, width, most), width, MOST_ROWS);
  const rows = shares.map((pieces, row) => {
    const pen = new Pen(room.columns);
    if (row > 0) return pen.to(whose).pieces(pieces).line;
    pen
      .write(wait.selected ? glyphs(room.unicode).right : " ", NOW)
      .tile(wait.tile)
      .write(" ");
    pen.cell(clipName(wait.tile.name, name), name, { ...hueStyle(wait.tile), underline: wait.selected });
    pen.to(left).cell(waitWords(wait, lasts, what), what, ink);
    return pen.write(" ").cell(spanText(wait.length, unit), time, ink, "right").to(whose).pieces(pieces).line;
  });
  return [...rows, ...(ends ? endRows(wait, frame, room, left) : [])];
}

/** What ended it, in whole words. */
function endRows({ end }: WaitRow, frame: Frame, room: Room, left: number): Line[] {
  if (end === null) return [];
  const at: Piece = [`went on at ${formatIn(end.time, unitOf(frame.timeline))}: `, LABEL];
  const width = Math.min(WIDEST, room.columns - left - 1);
  return wrap([at, ...sentence(end.phrases, FACT)], width, MOST_ROWS).map(
    (pieces) => new Pen(room.columns).to(left).pieces(pieces).line,
  );
}

/** Cells for what is waited for: enough for all there ever is in this run, if there is so much room. */
function purposeOf({ purposes }: Blame, room: Room): number {
  const longest = purposes.reduce((most, each) => Math.max(most, `waited ${purpose(each)}`.length), 0);
  return Math.min(longest, room.columns < 72 ? 18 : room.columns < 100 ? 28 : 40);
}

/** `waits for the GIL`; where that has no room, what kind of thing it is. */
function waitWords(wait: WaitRow, lasts: boolean, width: number): string {
  const verb = lasts ? "waits" : "waited";
  const whole = `${verb} ${purpose(wait)}`;
  return whole.length <= width ? whole : `${verb} ${purpose({ ...wait, what: "" })}`;
}

/** `Bob had it 7.2 ms, Cat 2.0 ms, nobody 0.1 ms`: all of the wait but what nobody feels. */
function sharePieces(wait: WaitRow, frame: Frame, width: number, most: number): Piece[] {
  const unit = unitOf(frame.timeline);
  const told = toldOf(wait, most);
  if (told.length === 0) return [[nobodyWords(wait, width), LABEL]];
  return told.flatMap(({ who, style, time }, index): Piece[] => {
    const verb = index === 0 ? ` ${holding(wait.kind, frame)}` : "";
    return [
      [who, style],
      [`${verb} ${spanText(time, unit)}${index + 1 < told.length ? ", " : ""}`, style === LABEL ? LABEL : FACT],
    ];
  });
}

interface Told {
  readonly who: string;
  readonly style: Style;
  readonly time: number;
}

function toldOf({ shares, length, nobody }: WaitRow, most: number): readonly Told[] {
  const least = length * SLIGHT;
  const felt = shares.filter(({ time }) => time >= least);
  // A name is no longer than a number: one alone is never told as one.
  const named = felt.slice(0, felt.length === most + 1 ? most + 1 : most);
  const told = named.map(({ tile, time }): Told => ({ who: tile.name, style: hueStyle(tile, FACT), time }));
  // Very many may each have had it for very little.
  const others = shares.slice(named.length);
  const theirs = others.reduce((sum, { time }) => sum + time, 0);
  if (theirs > 0 && theirs >= least) {
    const [only] = others;
    const many = `${others.length} ${named.length === 0 ? "tasks" : "others"}`;
    told.push({ who: others.length === 1 && only !== undefined ? only.tile.name : many, style: FACT, time: theirs });
  }
  // That nobody had it is told beside those who had; alone, why that is.
  return told.length > 0 && nobody >= least && nobody > 0
    ? [...told, { who: "nobody", style: LABEL, time: nobody }]
    : told;
}
