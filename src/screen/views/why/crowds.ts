/** Waits brought together: how many wait for the same, who of them longest, and how long on average. */
import { formatIn } from "../../../base/units.ts";
import type { Crowd } from "../../frame/crowds.ts";
import type { Frame } from "../../frame/frame.ts";
import { FACT, hueStyle, LABEL, NOW, Pen } from "../lanes/pen.ts";
import { spanText, unitOf } from "../lanes/words.ts";
import type { Line } from "../line.ts";
import type { Room } from "../view.ts";
import { purpose } from "./words.ts";

export function crowdRows(crowds: readonly Crowd[], frame: Frame, room: Room, rows: number): Line[] {
  if (crowds.length === 0) return [new Pen(room.columns).write(" Nobody waits now.", LABEL).line];
  const shown = crowds.slice(0, crowds.length > rows ? Math.max(1, rows - 1) : rows);
  const lines = shown.map((crowd) => crowdLine(crowd, frame, room));
  const rest = crowds.length - shown.length;
  return rest === 0 || lines.length === rows
    ? lines
    : [...lines, new Pen(room.columns).write(` +${rest} more kinds of waiting`, LABEL).line];
}

/** ` 3894 wait for the network  100.0 ms  the longest: B Client 2978, on average 50.2 ms`. */
function crowdLine({ owner, wait, count, longest, total }: Crowd, frame: Frame, room: Room): Line {
  const unit = unitOf(frame.timeline);
  const pen = new Pen(room.columns).write(" ");
  if (owner !== null) pen.cell(owner, room.columns < 100 ? 12 : 18, FACT).write("  ");
  pen.cell(String(count), String(frame.tasks.length).length, NOW, "right").write(" ");
  pen.cell(`${count === 1 ? "waits" : "wait"} ${purpose(wait)}`, room.columns < 100 ? 26 : 40, FACT);
  pen.cell(spanText(longest.time, unit), formatIn(frame.end, unit, Math.min(unit.decimals, 2)).length, FACT, "right");
  pen.write(count === 1 ? "  " : "  the longest: ", LABEL).tile(longest.tile);
  const name = ` ${longest.tile.name}`;
  if (name.length < pen.left) pen.write(name, hueStyle(longest.tile, FACT));
  const average = `, on average ${spanText(Math.round(total / count), unit)}`;
  return count === 1 || average.length >= pen.left ? pen.line : pen.write(average, LABEL).line;
}
