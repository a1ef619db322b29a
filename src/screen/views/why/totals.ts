/** Waiting in figures: a row a kind, with a bar of all and the part of each task. */
import { formatDuration } from "../../../base/time.ts";
import { formatIn } from "../../../base/units.ts";
import type { Blame, WaitTotal } from "../../frame/blame.ts";
import type { Frame } from "../../frame/frame.ts";
import { glyphs } from "../glyphs.ts";
import { FACT, FAINT, LABEL, Pen } from "../lanes/pen.ts";
import { unitOf } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { kindName } from "./words.ts";

const NAME = 7;
/** Longer sums are told in seconds: nobody reads half a million milliseconds. */
const LONG = 1e10;

/** At most `rows` kinds, the ones that took longest where not all fit. */
export function totalRows(frame: Frame, { totals }: Blame, room: Room, rows: number): Line[] {
  const longest = [...totals].sort((a, b) => b.total - a.total).slice(0, rows);
  const most = Math.max(1, ...totals.map(({ total }) => total));
  return totals.filter((each) => longest.includes(each)).map((each) => totalRow(each, most, frame, room));
}

function totalRow({ kind, total, shares, tasks }: WaitTotal, most: number, frame: Frame, room: Room): Line {
  const marks = glyphs(room.unicode);
  const unit = unitOf(frame.timeline);
  const figure = (time: WaitTotal["total"]): string => formatIn(time, unit, Math.min(unit.decimals, 1));
  const pen = new Pen(room.columns).write(" ").cell(kindName(kind, frame), NAME, total > 0 ? FACT : LABEL);
  const bar = Math.max(6, Math.min(24, Math.floor(room.columns / 6)));
  const full = Math.round((total / most) * bar);
  pen.write(marks.lineFull.repeat(full), LABEL).write(marks.lineRest.repeat(bar - full), FAINT);
  // All tasks together may have waited as often as the run is long.
  const longest = (frame.end * Math.max(1, frame.tasks.length)) as WaitTotal["total"];
  const width = longest < LONG ? figure(longest).length : figure(LONG as WaitTotal["total"]).length;
  const sum = total < LONG ? figure(total) : formatDuration(total);
  pen.cell(sum, width + 1, total > 0 ? FACT : LABEL, "right").write("  ");
  const own = figure(frame.end).replace(/ .*$/, "").length;
  // Who did not wait long enough for one digit is not worth a place.
  const felt = shares.filter(({ time }) => !/^0(\.0)? /.test(figure(time)));
  let told = tasks - Math.min(tasks, felt.length + (tasks - shares.length));
  // Where not all fit, those who waited longest.
  const places = Math.floor((pen.left - 1) / (own + 4));
  const kept =
    tasks - told <= places ? felt : [...felt].sort((a, b) => b.time - a.time).slice(0, Math.max(0, places - 2));
  for (const { tile, time } of kept) {
    pen.write(" ").tile(tile).write(" ").cell(figure(time).replace(/ .*$/, ""), own, FACT, "right").write(" ");
    told++;
  }
  if (told < tasks) pen.write(` +${tasks - told} more`, LABEL);
  return pen.line;
}
